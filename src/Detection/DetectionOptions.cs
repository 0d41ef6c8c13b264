namespace Facilities.Detection;

/// <summary>What the engine assumes about sites and devices. Defaults are those of the domain sheet, §2 common rules.</summary>
public sealed record DetectionOptions
{
    /// <summary>A reading received this long after it was measured is late: what it raises waits until the batch has passed.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a late batch may pause before it counts as complete.</summary>
    public TimeSpan LateBatchPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A late batch that takes longer than this to arrive is told in parts.</summary>
    public TimeSpan LongestLateBatch { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Offset of the site's clock on the wall from UTC; rules about hours of the day read it. China has no summer time.</summary>
    public TimeSpan SiteUtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>A sensor is stuck only if it repeated its value at least so often: two trips of a quiet day may agree.</summary>
    public int FrozenSamples { get; init; } = 20;

    /// <summary>Unusable values in a row before a sensor is called bad; a single one is a glitch.</summary>
    public int BadSamples { get; init; } = 3;
}
