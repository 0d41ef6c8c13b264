using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>What an asset last said, as of one instant. A copy; may be kept.</summary>
public sealed record SourceFreshness
{
    public required SourceId Source { get; init; }

    /// <summary>Of the asset as a whole: stale when it has been silent for three heartbeats.</summary>
    public required FreshnessState State { get; init; }

    /// <summary>Newest event time seen, Unix milliseconds; 0 when it never reported.</summary>
    public required long LastEventUnixMs { get; init; }

    /// <summary>Site clock at the newest receipt, Unix milliseconds; 0 when it never reported.</summary>
    public required long LastReceiveUnixMs { get; init; }

    /// <summary>In the order of the asset type's points.</summary>
    public required IReadOnlyList<PointFreshness> Points { get; init; }

    public required IReadOnlyList<VectorProgress> Vectors { get; init; }
}
