using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

public sealed partial class InfluxTimeSeriesStore
{
    /// <summary>Sources asked for in one request.</summary>
    private const int NewestSlice = 100;

    /// <summary>Readings looked through at a time.</summary>
    private const int ReadingsPage = 5_000;

    private readonly SeriesReader _reader;
    private readonly ServerWindows _windows;
    private readonly NewestValues _newest;
    private readonly KnownSources _known;

    public async ValueTask<IReadOnlyList<Sample>> RangeAsync(
        SourceId source, ushort point, long fromUnixMs, long toUnixMs, int limit, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckLimit(limit);
        await SettleAsync(source, cancellationToken).ConfigureAwait(false);
        var sink = new SampleSink(limit);
        await _reader.ScanAsync(NameOf(source), point, fromUnixMs, toUnixMs, limit, sink, cancellationToken).ConfigureAwait(false);
        return sink.Samples;
    }

    public async ValueTask ReadingsAsync(
        SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        TimeSeriesArguments.CheckLimit(limit);
        ArgumentNullException.ThrowIfNull(into);
        await SettleAsync(source, cancellationToken).ConfigureAwait(false);
        await _reader.ReadAsync(NameOf(source), source, fromUnixMs, toUnixMs, limit, into, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SeriesAggregates> AggregateAsync(AggregateQuery query, CancellationToken cancellationToken = default)
    {
        query.Check();
        await SettleAsync(query.Source, cancellationToken).ConfigureAwait(false);
        var name = NameOf(query.Source);
        if (await KnownAsync(name, LevelFeed.EarliestOf(query), query.ToUnixMs, cancellationToken).ConfigureAwait(false) is { } known
            && LevelChoice.For(query, known.Upkeep) is var level and not RollUpLevel.Raw)
        {
            // Where samples are gone there is no percentile, and one of the days that still have them would pass for the whole window's.
            var ofLevel = new WindowFold(query with { Percentile = null });
            await new LevelFeed(_rollUps, _reader, name, query.Point, level, known, ofLevel).FeedAsync(query, cancellationToken).ConfigureAwait(false);
            return new SeriesAggregates(level, ofLevel.Finish());
        }

        var fold = new WindowFold(query);
        if (await _windows.TryAddAsync(name, query, fold, cancellationToken).ConfigureAwait(false)) return new SeriesAggregates(RollUpLevel.Raw, fold.Finish());
        if (fold.NeedsSampleBefore && await LastBeforeAsync(name, query, cancellationToken).ConfigureAwait(false) is { } before)
            fold.Add(before.TimestampUnixMs, before.Value);
        await _reader.ScanAsync(name, query.Point, query.FromUnixMs, query.ToUnixMs, int.MaxValue, new WindowSink(fold), cancellationToken).ConfigureAwait(false);
        return new SeriesAggregates(RollUpLevel.Raw, fold.Finish());
    }

    public async ValueTask<IReadOnlyList<Coverage>> CoverageAsync(CoverageQuery query, CancellationToken cancellationToken = default)
    {
        var fold = new CoverageFold(query);
        var from = query.FromUnixMs - CoverageCount.Reach(query.ExpectedInterval);
        await SettleAsync(query.Source, cancellationToken).ConfigureAwait(false);
        from = await CoverCountedAsync(query, from, fold, cancellationToken).ConfigureAwait(false);
        if (from >= query.ToUnixMs) return fold.Finish();
        if (query.Point is { } point)
        {
            await _reader.ScanAsync(NameOf(query.Source), point, from, query.ToUnixMs, int.MaxValue, new CoverageSink(fold), cancellationToken).ConfigureAwait(false);
            return fold.Finish();
        }

        var readings = new ReadingBatch();
        do
        {
            readings.Clear();
            await _reader.ReadAsync(NameOf(query.Source), query.Source, from, query.ToUnixMs, ReadingsPage, readings, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < readings.Count; i++)
            {
                from = readings[i].EventTimeUnixMs + 1;
                if (HasUsable(readings[i])) fold.Add(readings[i].EventTimeUnixMs);
            }
        }
        while (readings.Count == ReadingsPage && from < query.ToUnixMs);

        return fold.Finish();
    }

    public async ValueTask<IReadOnlyList<LastValue>> LastAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var lane in sources.Select(static source => WriteLane.Of(source, Lanes)).Distinct()) await SettleAsync(lane, cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<SourceId, List<LastValue>>();
        foreach (var ofType in sources.Distinct().Select(source => (Source: source, Name: NameOf(source))).GroupBy(static named => named.Name.Type))
        {
            foreach (var slice in ofType.Chunk(NewestSlice))
            {
                var newest = await _newest.OfAsync([.. slice.Select(static named => named.Name)], cancellationToken).ConfigureAwait(false);
                foreach (var (source, name) in slice)
                {
                    var key = (LineProtocol.Clean(name.Site), LineProtocol.Clean(name.Asset));
                    found[source] = [.. newest[key].Select(entry => new LastValue(source, entry.Point, entry.Sample.TimestampUnixMs, entry.Sample.Value))];
                }
            }
        }

        return [.. sources.SelectMany(source => found[source])];
    }

    public async ValueTask<IReadOnlyList<SourceId>> SourcesAsync(SourceId after, int limit, CancellationToken cancellationToken = default)
    {
        TimeSeriesArguments.CheckLimit(limit);
        for (var lane = 0; lane < Lanes; lane++) await SettleAsync(lane, cancellationToken).ConfigureAwait(false);
        return await _known.AfterAsync(after, limit, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        var last = await LastAsync([source], cancellationToken).ConfigureAwait(false);
        return [.. last.Select(static l => new SeriesInfo(l.Source, l.Point, l.TimestampUnixMs))];
    }

    /// <summary>What is known of a source's roll-ups; null where a stretch can't have any, because no day of it has ended.</summary>
    private async ValueTask<SourceUpkeep?> KnownAsync(SeriesName name, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        if (!_options.RollUps || fromUnixMs >= RollUpLevel.Day.BucketOf(Math.Max(_clock.GetUtcNow().ToUnixTimeMilliseconds(), Volatile.Read(ref _maintainedThrough)))) return null;
        return await _rollUps.UpkeepAsync(name, RollUpLevel.Day.BucketOf(Math.Max(long.MinValue + RollUpLevel.Day.BucketMs(), fromUnixMs)), toUnixMs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where samples are gone the finest roll-up that is left vouches; returns where samples begin.</summary>
    private async ValueTask<long> CoverCountedAsync(CoverageQuery query, long fromUnixMs, CoverageFold fold, CancellationToken cancellationToken)
    {
        var name = NameOf(query.Source);
        if (await KnownAsync(name, fromUnixMs, query.ToUnixMs, cancellationToken).ConfigureAwait(false) is not { } known
            || CountedStretch.Of(known.Upkeep, query, fromUnixMs) is not { } counted) return fromUnixMs;
        var buckets = new SortedDictionary<long, RollUpBucket>();
        await foreach (var (_, bucket) in _rollUps.BucketsAsync(name, counted.Level, query.Point, counted.FromUnixMs, counted.ToUnixMs, cancellationToken).ConfigureAwait(false))
            counted.Take(bucket, buckets);
        foreach (var bucket in buckets.Values) fold.AddCounted(bucket.FirstUnixMs, bucket.LastUnixMs, bucket.Count);
        return counted.ToUnixMs;
    }

    private static bool HasUsable(in Reading reading)
    {
        foreach (var value in reading.Values)
        {
            if (!double.IsNaN(value.Value)) return true;
        }

        return false;
    }

    private SeriesName NameOf(SourceId source) => FieldNamesByType.NameOf(_names, source);

    /// <summary>The last sample before a stretch that still has a say in it.</summary>
    private async ValueTask<Sample?> LastBeforeAsync(SeriesName name, AggregateQuery query, CancellationToken cancellationToken) =>
        await _reader.LastAsync(
            name, query.Point, query.FromUnixMs - (long)WindowFold.Hold.TotalMilliseconds, query.FromUnixMs, cancellationToken).ConfigureAwait(false);

    private ValueTask SettleAsync(SourceId source, CancellationToken cancellationToken) => SettleAsync(WriteLane.Of(source, Lanes), cancellationToken);

    /// <summary>What was written before is readable from here on. While the server is away there is nothing to wait for: the question itself will say so.</summary>
    private async ValueTask SettleAsync(int lane, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_lanes[lane].Failure is not null) return;
        try
        {
            await _lanes[lane].DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // It went away meanwhile.
        }
    }
}
