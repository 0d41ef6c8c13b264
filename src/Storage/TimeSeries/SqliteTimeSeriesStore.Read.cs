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

    public async ValueTask<IReadOnlyList<WindowAggregate>> AggregateAsync(
        SourceId source, ushort point, long fromUnixMs, long toUnixMs, long windowMs, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckWindow(windowMs);
        var sink = new WindowSink(fromUnixMs, windowMs);
        await ScanAsync(source, point, fromUnixMs, toUnixMs, sink, cancellationToken).ConfigureAwait(false);
        return sink.Finish();
    }

    public async ValueTask<Coverage> CoverageAsync(
        SourceId source, ushort? point, long fromUnixMs, long toUnixMs, TimeSpan expectedInterval, CancellationToken cancellationToken = default)
    {
        var count = new CoverageCount(fromUnixMs, toUnixMs, expectedInterval);
        await ScanAsync(
            source, point, fromUnixMs - CoverageCount.Reach(expectedInterval), toUnixMs, new CoverageSink(count), cancellationToken).ConfigureAwait(false);
        return count.Finish();
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

    public async ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId? source = null, CancellationToken cancellationToken = default)
    {
        var sources = source is { } one ? [one] : _sources.Keys.Order().Select(static s => new SourceId(s)).ToArray();
        var last = await LastAsync(sources, cancellationToken).ConfigureAwait(false);
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
