namespace Facilities.Telemetry;

/// <summary>Makes a level's buckets from one point's samples in ascending order of time; a bucket needs all its samples. Reusable after <see cref="Finish"/>. Not thread-safe.</summary>
public sealed class RollUpBuilder(RollUpLevel level)
{
    private readonly long _length = level.BucketMs();
    private readonly List<RollUpBucket> _buckets = [];
    private bool _isOpen;
    private long _start, _end;
    private long _edge, _firstTime, _lastTime, _count, _heldMs;
    private double _min, _max, _sum, _first, _last, _heldSum, _increase;
    private bool _holds;

    public RollUpLevel Level => level;

    /// <summary>Takes a sample; NaN says that nothing usable was reported.</summary>
    public void Add(long timestampUnixMs, double value)
    {
        if (!_isOpen || timestampUnixMs >= _end)
        {
            Close();
            Open(timestampUnixMs);
        }

        HoldUntil(timestampUnixMs);
        _holds = !double.IsNaN(value);
        if (!_holds) return;
        if (_count++ == 0)
        {
            (_min, _max, _sum, _first, _firstTime) = (value, value, value, value, timestampUnixMs);
        }
        else
        {
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            _sum += value;
            if (value > _last) _increase += value - _last;
        }

        (_last, _lastTime) = (value, timestampUnixMs);
    }

    /// <summary>Closes the last bucket and gives them all, ascending; the list is valid until the next sample.</summary>
    public IReadOnlyList<RollUpBucket> Finish()
    {
        Close();
        return _buckets;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _isOpen = false;
        _buckets.Clear();
    }

    private void Open(long time)
    {
        _start = level.BucketOf(time);
        _end = _start + _length;
        (_edge, _firstTime, _lastTime) = (time, time, time);
        (_min, _max, _first, _last) = (double.NaN, double.NaN, double.NaN, double.NaN);
        (_count, _heldMs) = (0, 0);
        (_sum, _heldSum, _increase) = (0, 0, 0);
        _holds = false;
        _isOpen = true;
    }

    private void HoldUntil(long time)
    {
        if (!_holds) return;
        _heldMs += time - _lastTime;
        _heldSum += _last * (time - _lastTime);
    }

    private void Close()
    {
        if (!_isOpen) return;
        HoldUntil(_end);
        _buckets.Add(new RollUpBucket(_start, _count, _min, _max, _sum, _first, _last)
        {
            EdgeUnixMs = _edge,
            FirstUnixMs = _firstTime,
            LastUnixMs = _lastTime,
            Holds = _holds,
            HeldMs = _heldMs,
            HeldSum = _heldSum,
            Increase = _increase,
        });
        _isOpen = false;
    }
}
