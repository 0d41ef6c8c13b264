namespace Facilities.Telemetry;

/// <summary>One measured point of an asset type: what its values mean, in which unit, how often they come.</summary>
public sealed record PointDefinition
{
    /// <summary>Stable number of the point within its asset type; it is stored with every sample and never reused.</summary>
    public required ushort No { get; init; }

    /// <summary>Key on the wire, e.g. <c>discharge_mpa</c>.</summary>
    public required string Key { get; init; }

    public required PointKind Kind { get; init; }

    /// <summary>Unit symbol as shown, empty when the value has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest and largest physically possible value; outside is bad quality, not a fault of the asset.</summary>
    public double? RangeMin { get; init; }

    public double? RangeMax { get; init; }

    /// <summary>Expected time between samples; <c>null</c> for a point that reports on change only.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Names of the states of a <see cref="PointKind.State"/> point, in the order of their stored index.</summary>
    public IReadOnlyList<string> States { get; init; } = [];
}
