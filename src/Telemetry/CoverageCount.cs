namespace Facilities.Telemetry;

/// <summary>
/// Counts a <see cref="Coverage"/> from the times of usable samples, given in ascending order. To see what reaches into the window, begin
/// <see cref="Reach"/> before it. Not thread-safe.
/// </summary>
public sealed class CoverageCount
{
    private readonly TimeSpanUnixMs _window;
    private readonly long _intervalMs;
    private readonly long _reachMs;
    private readonly List<TimeSpanUnixMs> _gaps = [];
    private int _gapCount;
    private long _uncovered;
    private long _samples;
    private long? _previous;

    /// <exception cref="ArgumentException">The window is empty or reversed, or the interval is below a millisecond.</exception>
    public CoverageCount(long fromUnixMs, long toUnixMs, TimeSpan expectedInterval)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckInterval(expectedInterval);
        _window = new TimeSpanUnixMs(fromUnixMs, toUnixMs);
        _intervalMs = (long)expectedInterval.TotalMilliseconds;
        _reachMs = Reach(expectedInterval);
    }

    /// <summary>How far a sample may lie before the window and still count for its beginning, milliseconds.</summary>
    public static long Reach(TimeSpan expectedInterval) => (long)(expectedInterval.TotalMilliseconds * Coverage.Tolerance);

    public void Add(long timestampUnixMs)
    {
        if (timestampUnixMs >= _window.ToUnixMs) return;
        if (timestampUnixMs >= _window.FromUnixMs) _samples++;
        CoverUntil(timestampUnixMs);
        _previous = timestampUnixMs;
    }

    public Coverage Finish()
    {
        CoverUntil(_window.ToUnixMs);
        return new Coverage
        {
            Window = _window,
            SampleCount = _samples,
            ExpectedCount = (double)_window.LengthMs / _intervalMs,
            CoveredMs = _window.LengthMs - _uncovered,
            GapCount = _gapCount,
            Gaps = _gaps,
        };
    }

    /// <summary>Judges the way from the previous sample to the next one, or to the window's end.</summary>
    private void CoverUntil(long next)
    {
        var from = _window.FromUnixMs;
        if (_previous is { } previous)
        {
            if (next - previous <= _reachMs) return;
            from = Math.Max(from, previous + _intervalMs);
        }

        var to = Math.Min(next, _window.ToUnixMs);
        if (to <= from) return;
        _gapCount++;
        _uncovered += to - from;
        if (_gaps.Count < Coverage.MostGaps) _gaps.Add(new TimeSpanUnixMs(from, to));
    }
}
