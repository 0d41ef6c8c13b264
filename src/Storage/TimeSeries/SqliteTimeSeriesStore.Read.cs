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
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        var answer = new SeriesAggregates(RollUpLevel.Raw, []);
        await ReadAsync(query.Source, (reader, state) => answer = reader.Aggregate(state, query, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer;
    }

    public async ValueTask<IReadOnlyList<Coverage>> CoverageAsync(CoverageQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new CoverageFold(query);
        await ReadAsync(query.Source, (reader, state) => reader.Cover(state, query, fold, cancellationToken), cancellationToken).ConfigureAwait(false);
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
