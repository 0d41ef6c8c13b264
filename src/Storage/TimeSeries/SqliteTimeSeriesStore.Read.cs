using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

public sealed partial class SqliteTimeSeriesStore
{
    public async ValueTask<IReadOnlyList<Sample>> RangeAsync(
        SourceId source, ushort point, long fromUnixMs, long toUnixMs, int limit, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckLimit(limit);
        var sink = new SampleSink(limit);
        await ScanAsync(source, point, fromUnixMs, toUnixMs, sink, cancellationToken).ConfigureAwait(false);
        return sink.Samples;
    }

    public async ValueTask ReadingsAsync(
        SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckLimit(limit);
        ArgumentNullException.ThrowIfNull(into);
        await ReadAsync(
            source,
            (reader, state) => reader.ReadRows(state, fromUnixMs, toUnixMs, limit, into, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SeriesAggregates> AggregateAsync(AggregateQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new WindowFold(query);
        if (fold.NeedsSampleBefore && await LastBeforeAsync(query.Source, query.Point, query.FromUnixMs, cancellationToken).ConfigureAwait(false) is { } before)
        {
            fold.Add(before.TimestampUnixMs, before.Value);
        }

        await ScanAsync(query.Source, query.Point, query.FromUnixMs, query.ToUnixMs, new WindowSink(fold), cancellationToken).ConfigureAwait(false);
        return new SeriesAggregates(RollUpLevel.Raw, fold.Finish());
    }

    public async ValueTask<IReadOnlyList<Coverage>> CoverageAsync(CoverageQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new CoverageFold(query);
        var from = query.FromUnixMs - CoverageCount.Reach(query.ExpectedInterval);
        await ScanAsync(query.Source, query.Point, from, query.ToUnixMs, new CoverageSink(fold), cancellationToken).ConfigureAwait(false);
        return fold.Finish();
    }

    public ValueTask<IReadOnlyList<LastValue>> LastAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var values = new List<LastValue>(sources.Count * 8);
        foreach (var source in sources)
        {
            if (_sources.TryGetValue(source.Value, out var state)) state.CopyLast(values);
        }

        return ValueTask.FromResult<IReadOnlyList<LastValue>>(values);
    }

    public ValueTask<IReadOnlyList<SourceId>> SourcesAsync(SourceId after, int limit, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckLimit(limit);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ValueTask.FromResult<IReadOnlyList<SourceId>>(
            [.. _sources.Keys.Where(source => source > after.Value).Order().Take(limit).Select(static source => new SourceId(source))]);
    }

    public async ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        var last = await LastAsync([source], cancellationToken).ConfigureAwait(false);
        return [.. last.Select(static l => new SeriesInfo(l.Source, l.Point, l.TimestampUnixMs))];
    }

    /// <summary>The last sample before an instant that still has a say after it; looks farther back step by step, since it's usually near.</summary>
    private async ValueTask<Sample?> LastBeforeAsync(SourceId source, ushort point, long unixMs, CancellationToken cancellationToken)
    {
        var earliest = unixMs - (long)WindowFold.Hold.TotalMilliseconds;
        var to = unixMs;
        for (var step = 3_600_000L; to > earliest; step *= 24)
        {
            var from = Math.Max(earliest, to - step);
            var sink = new LastSink();
            await ScanAsync(source, point, from, to, sink, cancellationToken).ConfigureAwait(false);
            if (sink.Last is not null) return sink.Last;
            to = from;
        }

        return null;
    }

    private ValueTask ScanAsync(
        SourceId source, ushort? point, long fromUnixMs, long toUnixMs, ISeriesSink sink, CancellationToken cancellationToken) =>
        ReadAsync(source, (reader, state) => reader.Scan(state, point, fromUnixMs, toUnixMs, sink, cancellationToken), cancellationToken);

    /// <summary>Runs a query with a reader of its own; waits when all are busy.</summary>
    private async ValueTask ReadAsync(SourceId source, Action<StoreReader, SourceState> query, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_sources.TryGetValue(source.Value, out var state)) return;
        await _readerSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_readers.TryTake(out var reader)) reader = new StoreReader(_options.Path, ReportDamage);
            try
            {
                query(reader, state);
            }
            catch
            {
                // Whatever state it was left in: the next query opens another.
                reader.Dispose();
                throw;
            }

            _readers.Add(reader);
        }
        finally
        {
            _readerSlots.Release();
        }
    }

    private void ReportDamage(SourceId source, BlockPlace place, string problem)
    {
        Interlocked.Increment(ref _damagedBlocks);
        TimeSeriesLog.Damaged(_logger, place.Id, source.Value, place.StartUnixMs, place.EndUnixMs, problem);
    }
}
