using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>A point of an asset type with its names and what is normal.</summary>
public sealed record TemplatePoint
{
    public required PointDefinition Definition { get; init; }

    public required LocalizedName Name { get; init; }

    /// <summary>In the order of the stored index; empty unless the point is a state.</summary>
    public IReadOnlyList<TemplateState> States { get; init; } = [];

    /// <summary>Usual range, for the band on charts; either end may be open. It alarms nobody.</summary>
    public double? NormalMin { get; init; }

    public double? NormalMax { get; init; }

    public ThresholdOrigin NormalOrigin { get; init; }

    /// <summary>Fault family of the part it watches: an anomaly led by this point joins an open fault of that family.</summary>
    public string? Family { get; init; }

    /// <summary>Value assumed until the first report.</summary>
    public double? Assumed { get; init; }

    public TimeSpan? FrozenAfter { get; init; }

    public double? MaxStep { get; init; }

    /// <summary>Technical point (sequence numbers and the like); pages leave it out.</summary>
    public bool Diagnostic { get; init; }
}
