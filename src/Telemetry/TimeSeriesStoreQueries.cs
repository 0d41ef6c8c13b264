namespace Facilities.Telemetry;

/// <summary>Shorter ways to ask an <see cref="ITimeSeriesStore"/> what is asked most.</summary>
public static class TimeSeriesStoreQueries
{
    /// <summary>Even windows counted from <paramref name="fromUnixMs"/>, with mean, minimum, maximum, count, first and last.</summary>
    public static async ValueTask<IReadOnlyList<WindowAggregate>> AggregateAsync(
        this ITimeSeriesStore store, SourceId source, ushort point, long fromUnixMs, long toUnixMs, long windowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var query = new AggregateQuery { Source = source, Point = point, FromUnixMs = fromUnixMs, ToUnixMs = toUnixMs, Windows = WindowGrid.Every(windowMs) };
        return (await store.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows;
    }

    /// <summary>The whole stretch as one window.</summary>
    public static async ValueTask<Coverage> CoverageAsync(
        this ITimeSeriesStore store, SourceId source, ushort? point, long fromUnixMs, long toUnixMs, TimeSpan expectedInterval,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var query = new CoverageQuery { Source = source, Point = point, FromUnixMs = fromUnixMs, ToUnixMs = toUnixMs, ExpectedInterval = expectedInterval };
        return (await store.CoverageAsync(query, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Every series of the store, by source and point number; reads page by page.</summary>
    public static async IAsyncEnumerable<SeriesInfo> AllSeriesAsync(
        this ITimeSeriesStore store, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        const int Page = 1000;
        IReadOnlyList<SourceId> sources;
        var after = new SourceId(int.MinValue);
        do
        {
            sources = await store.SourcesAsync(after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var source in sources)
            {
                foreach (var series in await store.SeriesAsync(source, cancellationToken).ConfigureAwait(false)) yield return series;
                after = source;
            }
        }
        while (sources.Count == Page);
    }
}
