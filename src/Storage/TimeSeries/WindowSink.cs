using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Adds usable samples up per window; a block that lies in one window is taken by its summary.</summary>
internal sealed class WindowSink(long fromUnixMs, long windowMs) : ISeriesSink
{
    private long _start = long.MinValue;
    private long _count;
    private double _min, _max, _sum, _first, _last;

    public List<WindowAggregate> Windows { get; } = [];

    public bool IsDone => false;

    public bool TakesSummary(long startUnixMs, long endUnixMs) => StartOf(startUnixMs) == StartOf(endUnixMs);

    public void AddSummary(long startUnixMs, in PointSummary summary)
    {
        if (summary.Count > 0) Add(startUnixMs, summary.Count, summary.Min, summary.Max, summary.Sum, summary.First, summary.Last);
    }

    public void Add(long timestampUnixMs, double value)
    {
        if (!double.IsNaN(value)) Add(timestampUnixMs, 1, value, value, value, value, value);
    }

    /// <summary>Closes the last window.</summary>
    public List<WindowAggregate> Finish()
    {
        if (_count > 0) Windows.Add(new WindowAggregate(_start, _count, _min, _max, _sum, _first, _last));
        _count = 0;
        return Windows;
    }

    private void Add(long timestampUnixMs, int count, double min, double max, double sum, double first, double last)
    {
        var start = StartOf(timestampUnixMs);
        if (start != _start || _count == 0)
        {
            Finish();
            (_start, _count, _min, _max, _sum, _first, _last) = (start, count, min, max, sum, first, last);
            return;
        }

        _count += count;
        _min = Math.Min(_min, min);
        _max = Math.Max(_max, max);
        _sum += sum;
        _last = last;
    }

    private long StartOf(long timestampUnixMs) => fromUnixMs + (timestampUnixMs - fromUnixMs) / windowMs * windowMs;
}
