namespace Facilities.Telemetry;

/// <summary>The refusals that every <see cref="ITimeSeriesStore"/> shares, so that they read the same whatever store is behind.</summary>
public static class TimeSeriesArguments
{
    /// <exception cref="ArgumentException">The stretch is empty or reversed.</exception>
    public static void CheckStretch(long fromUnixMs, long toUnixMs)
    {
        if (fromUnixMs == toUnixMs) throw new ArgumentException($"The stretch from {fromUnixMs} to {toUnixMs} is empty.", nameof(toUnixMs));
        if (fromUnixMs > toUnixMs) throw new ArgumentException($"The stretch from {fromUnixMs} to {toUnixMs} is reversed.", nameof(toUnixMs));
    }

    /// <exception cref="ArgumentException">The limit is below one.</exception>
    public static void CheckLimit(int limit)
    {
        if (limit < 1) throw new ArgumentException($"The limit must be at least 1, not {limit}.", nameof(limit));
    }

    /// <exception cref="ArgumentException">The window is below one millisecond.</exception>
    public static void CheckWindow(long windowMs)
    {
        if (windowMs < 1) throw new ArgumentException($"The window must be at least 1 ms, not {windowMs}.", nameof(windowMs));
    }

    /// <exception cref="ArgumentException">The interval is below one millisecond.</exception>
    public static void CheckInterval(TimeSpan expectedInterval)
    {
        if (expectedInterval < TimeSpan.FromMilliseconds(1)) throw new ArgumentException($"The expected interval must be at least 1 ms, not {expectedInterval}.", nameof(expectedInterval));
    }
}
