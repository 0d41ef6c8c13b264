namespace Facilities.Telemetry;

/// <summary>
/// What the samples of one point in one UTC minute, hour or day come to. It depends on its own samples only, so a late one corrects one bucket of
/// each level; what a value does beyond the bucket (stand, be counted on from) is for <see cref="WindowFold"/> to say. With no usable sample
/// minimum, maximum, first and last are NaN. Made by <see cref="RollUpBuilder"/>.
/// </summary>
public readonly record struct RollUpBucket(long StartUnixMs, long Count, double Min, double Max, double Sum, double First, double Last)
{
    /// <summary>The first sample, usable or not: what stood before ends here.</summary>
    public required long EdgeUnixMs { get; init; }

    /// <summary>The first usable sample; the edge when there is none.</summary>
    public required long FirstUnixMs { get; init; }

    /// <summary>The last usable sample; the edge when there is none.</summary>
    public required long LastUnixMs { get; init; }

    /// <summary>Whether the last usable value still stands at the bucket's end, that is, no NaN came after it.</summary>
    public required bool Holds { get; init; }

    /// <summary>Milliseconds in which a value of this bucket stood, up to its end.</summary>
    public required long HeldMs { get; init; }

    /// <summary>Sum of value × milliseconds it stood.</summary>
    public required double HeldSum { get; init; }

    /// <summary>Positive differences from sample to sample within the bucket.</summary>
    public required double Increase { get; init; }
}
