using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>A point as the detectors see it: its definition and what counts as bad quality.</summary>
public sealed record ProfilePoint
{
    public required PointDefinition Definition { get; init; }

    /// <summary>Value taken for true until the point first reports (e.g. mode <c>normal</c>); <c>null</c>: unknown until then.</summary>
    public double? Assumed { get; init; }

    /// <summary>The same value for longer than this means that the sensor is stuck; <c>null</c>: may stand still for ever.</summary>
    public TimeSpan? FrozenAfter { get; init; }

    /// <summary>Largest physically possible step between two samples that are at most three intervals apart.</summary>
    public double? MaxStep { get; init; }

    /// <summary>Since when another sensor measures it, Unix milliseconds; 0: always the same one. What was learned of the point before is forgotten.</summary>
    public long ReplacedUnixMs { get; init; }
}
