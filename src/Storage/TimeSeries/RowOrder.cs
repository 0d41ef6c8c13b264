using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// Sorts the readings of a batch by event time, those of the same instant in their order of writing, so that whoever takes them in this order
/// and lets the later one win has the right answer. Reused; not thread-safe.
/// </summary>
internal sealed class RowOrder
{
    private long[] _times = new long[256];
    private int[] _order = new int[256];

    public ReadOnlySpan<int> Sort(ReadingBatch rows)
    {
        if (_order.Length < rows.Count)
        {
            _times = new long[rows.Count * 2];
            _order = new int[rows.Count * 2];
        }

        var isSorted = true;
        for (var i = 0; i < rows.Count; i++)
        {
            _times[i] = rows[i].EventTimeUnixMs;
            _order[i] = i;
            isSorted &= i == 0 || _times[i] >= _times[i - 1];
        }

        if (!isSorted)
        {
            var times = _times;
            _order.AsSpan(0, rows.Count).Sort((a, b) => times[a] != times[b] ? times[a].CompareTo(times[b]) : a.CompareTo(b));
        }

        return _order.AsSpan(0, rows.Count);
    }
}
