using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>The newest value of one point.</summary>
public sealed record LiveValueRow
{
    public required ushort No { get; init; }

    public required string Key { get; init; }

    public required LocalizedName Name { get; init; }

    public required PointKind Kind { get; init; }

    public required string Unit { get; init; }

    /// <summary>Null when there is none or it isn't usable.</summary>
    public double? Value { get; init; }

    /// <summary>Name of the state for state points.</summary>
    public LocalizedName? State { get; init; }

    /// <summary>Device time of the value; null: it never reported.</summary>
    public DateTimeOffset? At { get; init; }

    public required FreshnessState Freshness { get; init; }

    public double? NormalMin { get; init; }

    public double? NormalMax { get; init; }

    public required ThresholdOrigin NormalOrigin { get; init; }

    /// <summary>Technical point; pages leave it out.</summary>
    public required bool Diagnostic { get; init; }
}
