using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>A node of a system's diagram. Sizes are in pixels at full size; the browser draws exactly these.</summary>
public sealed record SystemNode
{
    /// <summary>Stays the same while the equipment does: the asset's code, or what is derived, e.g. <c>zone:高区</c>; a colon is in no code.</summary>
    public required string Key { get; init; }

    public required NodeKind Kind { get; init; }

    /// <summary>The asset; null for what is only derived.</summary>
    public AssetPlace? Place { get; init; }

    /// <summary>A zone's or a building's name; null: the kind's own word.</summary>
    public LocalizedName? Name { get; init; }

    /// <summary>Column by the template, from 0; links may move it.</summary>
    public required int Rank { get; init; }

    /// <summary>The main one first; none: nothing of it is measured.</summary>
    public IReadOnlyList<NodeReading> Readings { get; init; } = [];

    /// <summary>The flag that says whether it runs or is on; null: it has none.</summary>
    public NodeReading? Runs { get; init; }

    /// <summary>What full is, in the main reading's unit, for what is drawn with a level; null: unknown.</summary>
    public double? Full { get; init; }

    public int Width => Kind is NodeKind.Asset or NodeKind.Lift ? 184 : 156;

    public int Height => Kind switch
    {
        NodeKind.Lift => 236,
        NodeKind.Tank or NodeKind.Pool => 128,
        _ => 76,
    };

    /// <summary>All assets whose values it shows.</summary>
    public IEnumerable<AssetId> Sources => Readings.SelectMany(reading => reading.Assets).Concat(Runs?.Assets ?? []).Concat(Place is { } place ? [place.Id] : []);
}
