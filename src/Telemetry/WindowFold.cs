namespace Facilities.Telemetry;

/// <summary>
/// Makes windows from a point's samples or from finer buckets, given in ascending order of time; every store counts with this, so that they agree.
/// For <see cref="AggregateQuery.TimeWeighted"/> and <see cref="AggregateQuery.Increase"/> begin with the last sample before the stretch, if
/// it is at most <see cref="Hold"/> older (<see cref="NeedsSampleBefore"/>). Not thread-safe.
/// </summary>
public sealed class WindowFold
{
    /// <summary>
    /// The longest that a value stands for the time after it, and that a counter's samples may lie apart to be compared: even a point that hardly
    /// ever changes is seen at its monthly inspection.
    /// </summary>
    public static readonly TimeSpan Hold = TimeSpan.FromDays(32);

    private static readonly long HoldMs = (long)Hold.TotalMilliseconds;

    private readonly AggregateQuery _query;
    private readonly List<WindowAggregate> _windows = [];
    private readonly List<double>? _values;
    private readonly bool _compares;
    private bool _isOpen;
    private long _start = long.MinValue;
    private long _end = long.MinValue;
    private long _count;
    private double _min, _max, _sum, _first, _last;
    private long _heldMs;
    private double _heldSum, _increase;

    // The value that stands, since when, and up to where it has been counted.
    private bool _holds;
    private double _held;
    private long _heldSince;
    private long _heldThrough;

    private bool _hasPrevious;
    private double _previous;
    private long _previousTime;

    public WindowFold(AggregateQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        _query = query;
        _compares = query.TimeWeighted || query.Increase;
        if (query.Percentile is not null) _values = [];
    }

    /// <summary>There are as many windows as were asked for.</summary>
    public bool IsDone => _windows.Count >= _query.Limit;

    /// <summary>Whether the last sample before the stretch changes the answer.</summary>
    public bool NeedsSampleBefore => _compares;

    /// <summary>Whether a sample or bucket from before the stretch was given.</summary>
    public bool HasSampleBefore { get; private set; }

    /// <summary>Whether a summary of several samples (<see cref="AddSummary"/>) says enough, given that they lie in one window.</summary>
    public bool TakesSummaries => !_compares && _values is null;

    /// <summary>Whether both instants lie in the same window.</summary>
    public bool IsOneWindow(long firstUnixMs, long lastUnixMs)
    {
        if (firstUnixMs >= _start && firstUnixMs < _end) return lastUnixMs < _end;
        var window = _query.Windows.Around(firstUnixMs, _query.FromUnixMs);
        return lastUnixMs < window.ToUnixMs;
    }

    /// <summary>Takes a sample; NaN says that nothing usable was reported.</summary>
    public void Add(long timestampUnixMs, double value)
    {
        if (IsDone || timestampUnixMs >= _query.ToUnixMs) return;
        if (_compares) Compare(timestampUnixMs, value);
        if (double.IsNaN(value) || timestampUnixMs < _query.FromUnixMs || IsDone) return;
        MoveTo(timestampUnixMs);
        if (_count++ == 0)
        {
            (_min, _max, _sum, _first, _last) = (value, value, value, value, value);
        }
        else
        {
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            _sum += value;
            _last = value;
        }

        _values?.Add(value);
    }

    /// <summary>Takes what several samples of one window come to, in one go; only when <see cref="TakesSummaries"/>.</summary>
    public void AddSummary(long firstUnixMs, long count, double min, double max, double sum, double first, double last)
    {
        if (IsDone || count == 0) return;
        MoveTo(firstUnixMs);
        Join(count, min, max, sum, first, last);
    }

    /// <summary>
    /// Takes a roll-up's bucket that ends at <paramref name="endUnixMs"/>. It counts for the window in which it begins; one from before the stretch
    /// only says what stands when the stretch begins.
    /// </summary>
    public void AddBucket(in RollUpBucket bucket, long endUnixMs)
    {
        if (IsDone || bucket.StartUnixMs >= _query.ToUnixMs) return;
        if (_compares) Compare(bucket, endUnixMs);
        if (bucket.StartUnixMs < _query.FromUnixMs || bucket.Count == 0 || IsDone) return;
        MoveToBucket(bucket);
        Join(bucket.Count, bucket.Min, bucket.Max, bucket.Sum, bucket.First, bucket.Last);
    }

    /// <summary>Closes the last window and gives them all. To be called once.</summary>
    public IReadOnlyList<WindowAggregate> Finish()
    {
        if (_query.TimeWeighted && !IsDone) HoldUntil(_query.ToUnixMs);
        Close();
        return _windows.Count > _query.Limit ? _windows.GetRange(0, _query.Limit) : _windows;
    }

    private void Join(long count, double min, double max, double sum, double first, double last)
    {
        if (_count == 0)
        {
            (_min, _max, _sum, _first) = (min, max, sum, first);
        }
        else
        {
            _min = Math.Min(_min, min);
            _max = Math.Max(_max, max);
            _sum += sum;
        }

        _last = last;
        _count += count;
    }

    private void Compare(long time, double value)
    {
        if (_query.TimeWeighted)
        {
            HoldUntil(time);
            _holds = !double.IsNaN(value);
            (_held, _heldSince, _heldThrough) = (value, time, Math.Max(time, _query.FromUnixMs));
        }

        HasSampleBefore |= time < _query.FromUnixMs;
        if (!_query.Increase || double.IsNaN(value) || IsDone) return;
        if (_hasPrevious && time >= _query.FromUnixMs && value > _previous && time - _previousTime <= HoldMs)
        {
            MoveTo(time);
            _increase += value - _previous;
        }

        (_hasPrevious, _previous, _previousTime) = (true, value, time);
    }

    private void Compare(in RollUpBucket bucket, long endUnixMs)
    {
        var isInside = bucket.StartUnixMs >= _query.FromUnixMs;
        if (_query.TimeWeighted)
        {
            HoldUntil(bucket.EdgeUnixMs);
            if (isInside && bucket.HeldMs > 0 && !IsDone)
            {
                MoveToBucket(bucket);
                _heldMs += bucket.HeldMs;
                _heldSum += bucket.HeldSum;
            }

            _holds = bucket.Holds;
            (_held, _heldSince, _heldThrough) = (bucket.Last, bucket.LastUnixMs, Math.Max(endUnixMs, _query.FromUnixMs));
        }

        HasSampleBefore |= !isInside;
        if (!_query.Increase || bucket.Count == 0 || IsDone) return;
        if (isInside)
        {
            MoveToBucket(bucket);
            _increase += bucket.Increase;
            if (_hasPrevious && bucket.First > _previous && bucket.FirstUnixMs - _previousTime <= HoldMs) _increase += bucket.First - _previous;
        }

        (_hasPrevious, _previous, _previousTime) = (true, bucket.Last, bucket.LastUnixMs);
    }

    /// <summary>Windows only move on: where an edge lies within the bucket, the value from before may have opened the later window already.</summary>
    private void MoveToBucket(in RollUpBucket bucket) => MoveTo(_isOpen ? Math.Max(bucket.StartUnixMs, _start) : bucket.StartUnixMs);

    /// <summary>Counts the value that stands up to an instant, window by window.</summary>
    private void HoldUntil(long time)
    {
        if (!_holds) return;
        var until = Math.Min(time, _heldSince + HoldMs);
        while (_heldThrough < until && !IsDone)
        {
            MoveTo(_heldThrough);
            if (IsDone) return;
            var to = Math.Min(until, _end);
            _heldMs += to - _heldThrough;
            _heldSum += _held * (to - _heldThrough);
            _heldThrough = to;
        }
    }

    private void MoveTo(long time)
    {
        if (time >= _start && time < _end) return;
        Close();
        if (IsDone) return;
        var window = _query.Windows.Around(time, _query.FromUnixMs);
        _start = Math.Max(window.FromUnixMs, _query.FromUnixMs);
        _end = window.ToUnixMs;
        _isOpen = true;
    }

    private void Close()
    {
        if (_isOpen && (_count > 0 || _heldMs > 0))
        {
            _windows.Add(new WindowAggregate(
                _start, _count, _count > 0 ? _min : double.NaN, _count > 0 ? _max : double.NaN, _count > 0 ? _sum : 0,
                _count > 0 ? _first : double.NaN, _count > 0 ? _last : double.NaN)
            {
                HeldMs = _heldMs,
                HeldSum = _heldSum,
                Increase = _query.Increase ? _increase : null,
                Percentile = PercentileOf(),
            });
        }

        _isOpen = false;
        (_start, _end) = (long.MinValue, long.MinValue);
        (_count, _heldMs, _heldSum, _increase) = (0, 0, 0, 0);
        _values?.Clear();
    }

    private double? PercentileOf()
    {
        if (_values is null || _values.Count == 0 || _query.Percentile is not { } p) return null;
        _values.Sort();
        var rank = (int)Math.Floor(_values.Count * p + 0.5);
        return _values[Math.Clamp(rank, 1, _values.Count) - 1];
    }
}
