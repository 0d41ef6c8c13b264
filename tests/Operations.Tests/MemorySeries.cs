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

    public ValueTask ReadingsAsync(SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<WindowAggregate>> AggregateAsync(SourceId source, ushort point, long fromUnixMs, long toUnixMs, long windowMs, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<WindowAggregate>>([.. Of(source, point).Where(s => s.Key >= fromUnixMs && s.Key < toUnixMs && !double.IsNaN(s.Value))
            .GroupBy(s => fromUnixMs + (s.Key - fromUnixMs) / windowMs * windowMs)
            .Select(w => new WindowAggregate(w.Key, w.Count(), w.Min(s => s.Value), w.Max(s => s.Value), w.Sum(s => s.Value), w.First().Value, w.Last().Value))]);

    public ValueTask<IReadOnlyList<LastValue>> LastAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<LastValue>>([.. _series.Where(s => sources.Contains(new SourceId(s.Key.Source)))
            .Select(s => new LastValue(new SourceId(s.Key.Source), s.Key.Point, s.Value.Last().Key, s.Value.Last().Value))]);

    public ValueTask<Coverage> CoverageAsync(SourceId source, ushort? point, long fromUnixMs, long toUnixMs, TimeSpan expectedInterval, CancellationToken cancellationToken = default)
    {
        var interval = (long)expectedInterval.TotalMilliseconds;
        var times = _series.Where(s => s.Key.Source == source.Value && (point is null || s.Key.Point == point)).SelectMany(s => s.Value)
            .Where(s => s.Key >= fromUnixMs - interval && s.Key < toUnixMs && !double.IsNaN(s.Value)).Select(s => s.Key).Distinct().Order().ToList();
        var gaps = new List<TimeSpanUnixMs>();
        var covered = fromUnixMs;
        foreach (var (at, i) in times.Select((at, i) => (at, i)))
        {
            if (at > covered) gaps.Add(new TimeSpanUnixMs(covered, at));
            var next = i + 1 < times.Count ? times[i + 1] : long.MaxValue;
            covered = Math.Max(covered, next - at <= interval * Coverage.Tolerance ? next : at + interval);
        }

        if (covered < toUnixMs) gaps.Add(new TimeSpanUnixMs(covered, toUnixMs));
        return ValueTask.FromResult(new Coverage
        {
            Window = new TimeSpanUnixMs(fromUnixMs, toUnixMs),
            SampleCount = times.Count,
            CoveredMs = toUnixMs - fromUnixMs - gaps.Sum(gap => gap.LengthMs),
            GapCount = gaps.Count,
            Gaps = gaps,
        });
    }

    public ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId? source = null, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<SeriesInfo>>([.. _series.Where(s => source is null || s.Key.Source == source.Value.Value)
            .Select(s => new SeriesInfo(new SourceId(s.Key.Source), s.Key.Point, s.Value.Last().Key))]);

    public ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        foreach (var key in _series.Keys.Where(key => key.Source == source.Value).ToList()) _series.Remove(key);
        return ValueTask.CompletedTask;
    }

    private SortedDictionary<long, double> Of(SourceId source, ushort point) => _series.TryGetValue((source.Value, point), out var samples) ? samples : [];
}
