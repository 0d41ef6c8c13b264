using Facilities.Telemetry;

namespace Facilities.Operations.Tests;

/// <summary>A store in memory with the contract's meaning of samples and coverage; what it is not asked for here it doesn't have.</summary>
internal sealed class MemorySeries : ITimeSeriesStore
{
    private readonly Dictionary<(int Source, ushort Point), SortedDictionary<long, double>> _series = [];

    public JournalPosition AppliedThrough => JournalPosition.Start;

    public void Add(int source, ushort point, long unixMs, double value)
    {
        if (!_series.TryGetValue((source, point), out var samples)) _series[(source, point)] = samples = [];
        samples[unixMs] = value;
    }

    /// <summary>A sample of the point every <paramref name="step"/> of the stretch.</summary>
    public void Fill(int source, ushort point, DateTimeOffset from, DateTimeOffset to, TimeSpan step, Func<int, double> value)
    {
        var n = 0;
        for (var at = from; at < to; at += step) Add(source, point, at.ToUnixTimeMilliseconds(), value(n++));
    }

    public ValueTask WriteAsync(ReadingBatch batch, JournalPosition through, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var reading = batch[i];
            foreach (var value in reading.Values) Add(reading.Source.Value, value.Point, reading.EventTimeUnixMs, value.Value);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<Sample>> RangeAsync(SourceId source, ushort point, long fromUnixMs, long toUnixMs, int limit, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<Sample>>([.. Of(source, point).Where(s => s.Key >= fromUnixMs && s.Key < toUnixMs).Take(limit).Select(s => new Sample(s.Key, s.Value))]);

    public ValueTask ReadingsAsync(SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken = default)
    {
        var readings = _series.Where(s => s.Key.Source == source.Value).SelectMany(s => s.Value.Where(v => v.Key >= fromUnixMs && v.Key < toUnixMs).Select(v => (v.Key, Value: new PointValue(s.Key.Point, v.Value))))
            .GroupBy(sample => sample.Key, sample => sample.Value).OrderBy(reading => reading.Key).Take(limit);
        foreach (var reading in readings) into.Add(source, reading.Key, reading.Key, ReadingFlags.None, [.. reading.OrderBy(value => value.Point)]);
        return ValueTask.CompletedTask;
    }

    public ValueTask<SeriesAggregates> AggregateAsync(AggregateQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new WindowFold(query);
        foreach (var (time, value) in Of(query.Source, query.Point)) fold.Add(time, value);
        return ValueTask.FromResult(new SeriesAggregates(RollUpLevel.Raw, fold.Finish()));
    }

    public ValueTask<IReadOnlyList<LastValue>> LastAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<LastValue>>([.. _series.Where(s => sources.Contains(new SourceId(s.Key.Source)))
            .Select(s => new LastValue(new SourceId(s.Key.Source), s.Key.Point, s.Value.Last().Key, s.Value.Last().Value))]);

    public ValueTask<IReadOnlyList<Coverage>> CoverageAsync(CoverageQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new CoverageFold(query);
        var times = _series.Where(s => s.Key.Source == query.Source.Value && (query.Point is null || s.Key.Point == query.Point))
            .SelectMany(s => s.Value).Where(s => !double.IsNaN(s.Value)).Select(s => s.Key).Distinct().Order();
        foreach (var time in times) fold.Add(time);
        return ValueTask.FromResult(fold.Finish());
    }

    public ValueTask<IReadOnlyList<SourceId>> SourcesAsync(SourceId after, int limit, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<SourceId>>(
            [.. _series.Keys.Select(s => s.Source).Distinct().Where(s => s > after.Value).Order().Take(limit).Select(s => new SourceId(s))]);

    /// <summary>It answers nothing.</summary>
    public bool IsAway { get; set; }

    public ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId source, CancellationToken cancellationToken = default) =>
        IsAway ? throw new StoreUnavailableException("connection-refused", "Nobody listens there.") : ValueTask.FromResult<IReadOnlyList<SeriesInfo>>([.. _series.Where(s => s.Key.Source == source.Value)
            .Select(s => new SeriesInfo(new SourceId(s.Key.Source), s.Key.Point, s.Value.Last().Key))]);

    public ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        foreach (var key in _series.Keys.Where(key => key.Source == source.Value).ToList()) _series.Remove(key);
        return ValueTask.CompletedTask;
    }

    /// <summary>What maintenance was told to do last.</summary>
    public MaintenanceRun? LastRun { get; private set; }

    public ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default)
    {
        LastRun = run;
        return ValueTask.FromResult(new MaintenanceReport(0, 0, 0, true));
    }

    private SortedDictionary<long, double> Of(SourceId source, ushort point) => _series.TryGetValue((source.Value, point), out var samples) ? samples : [];
}
