namespace Facilities.Telemetry;

/// <summary>
/// Counts a <see cref="CoverageQuery"/> from the times of usable samples in ascending order, beginning <see cref="CoverageCount.Reach"/> before the
/// stretch. Every window is given, also one without a sample, and says what a query of it alone would say. Not thread-safe.
/// </summary>
public sealed class CoverageFold
{
    private readonly CoverageQuery _query;
    private readonly IEnumerator<TimeSpanUnixMs> _windows;
    private readonly List<Coverage> _coverages = [];
    private CoverageCount? _count;
    private long _end;
    private long? _previous;

    public CoverageFold(CoverageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        _query = query;
        _windows = query.Windows.Over(query.FromUnixMs, query.ToUnixMs, query.Limit).GetEnumerator();
        Next();
    }

    /// <summary>All windows have been counted.</summary>
    public bool IsDone => _count is null;

    public void Add(long timestampUnixMs)
    {
        while (_count is not null && timestampUnixMs >= _end) Close();
        _count?.Add(timestampUnixMs);
        _previous = timestampUnixMs;
    }

    /// <summary>
    /// Takes what a roll-up's bucket counted where the samples themselves are gone. Enough of them for their stretch are taken to have come evenly; too few
    /// one expected interval after the other and then the last one, so that what is missing is one gap of its true length, wherever in the bucket it lay.
    /// </summary>
    public void AddCounted(long firstUnixMs, long lastUnixMs, long count)
    {
        if (count <= 0) return;
        var length = lastUnixMs - firstUnixMs;
        var isEven = count == 1 || length / (count - 1) <= CoverageCount.Reach(_query.ExpectedInterval);
        var interval = (long)_query.ExpectedInterval.TotalMilliseconds;
        for (var i = 0L; i < count - 1; i++) Add(firstUnixMs + (isEven ? (long)((double)length * i / (count - 1)) : i * interval));
        Add(lastUnixMs);
    }

    /// <summary>Closes the windows that are left and gives them all. To be called once.</summary>
    public IReadOnlyList<Coverage> Finish()
    {
        while (_count is not null) Close();
        return _coverages;
    }

    private void Close()
    {
        _coverages.Add(_count!.Finish());
        Next();
        if (_previous is { } previous) _count?.Add(previous);
    }

    private void Next()
    {
        if (!_windows.MoveNext())
        {
            _count = null;
            return;
        }

        _end = _windows.Current.ToUnixMs;
        _count = new CoverageCount(_windows.Current.FromUnixMs, _end, _query.ExpectedInterval);
    }
}
