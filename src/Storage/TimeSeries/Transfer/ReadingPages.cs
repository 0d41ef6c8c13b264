using System.Runtime.CompilerServices;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>Goes through whole stores page by page.</summary>
public static class ReadingPages
{
    /// <summary>Readings of a page: a few hundred kilobytes.</summary>
    public const int PageLength = 5_000;

    /// <summary>Event times are never before 1970: intake replaces such a clock.</summary>
    public const long Earliest = 0;

    /// <summary>Beyond every event time, and far enough from overflow.</summary>
    public const long Latest = long.MaxValue / 4;

    /// <summary>The source's readings in [from, to), ascending, page by page. The batch is the same every time, valid until the next page.</summary>
    public static async IAsyncEnumerable<ReadingBatch> PagesAsync(
        this ITimeSeriesStore store, SourceId source, long fromUnixMs, long toUnixMs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var page = new ReadingBatch(PageLength, PageLength * 8);
        while (fromUnixMs < toUnixMs)
        {
            page.Clear();
            await store.ReadingsAsync(source, fromUnixMs, toUnixMs, PageLength, page, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) yield break;
            yield return page;
            if (page.Count < PageLength) yield break;
            fromUnixMs = page[^1].EventTimeUnixMs + 1;
        }
    }

    /// <summary>Every source above <paramref name="after"/>, ascending.</summary>
    public static async IAsyncEnumerable<SourceId> SourcesAsync(
        this ITimeSeriesStore store, SourceId after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        const int Page = 1_000;
        IReadOnlyList<SourceId> sources;
        do
        {
            sources = await store.SourcesAsync(after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var source in sources) yield return after = source;
        }
        while (sources.Count == Page);
    }

    /// <summary>What a store holds of a source in [from, to).</summary>
    public static async Task<TransferTotals> TotalsAsync(
        this ITimeSeriesStore store, SourceId source, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken = default)
    {
        var totals = new TransferTotals();
        await foreach (var page in store.PagesAsync(source, fromUnixMs, toUnixMs, cancellationToken).ConfigureAwait(false)) totals.Add(page);
        return totals;
    }
}
