using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// Copies samples from one store to another, source by source, and then compares what both hold by count and checksum. A copy that was broken off goes
/// on behind the last source that was compared; doing it again changes nothing.
/// </summary>
public static class StoreCopy
{
    /// <summary>Sources that are made durable and compared together.</summary>
    private const int SourcesPerRound = 64;

    /// <param name="from">Read only.</param>
    /// <param name="to">Should be empty, or hold nothing else of these sources in the stretch: what it has besides counts as a difference.</param>
    /// <param name="after">Where an earlier copy ended; the least number for everything.</param>
    /// <param name="fromUnixMs">First instant copied.</param>
    /// <param name="toUnixMs">End of the stretch, not included.</param>
    /// <param name="done">Told after every round, with the last source compared.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    /// <returns>What was copied, and the sources in which the stores differ.</returns>
    public static async Task<CopyReport> RunAsync(
        ITimeSeriesStore from, ITimeSeriesStore to, SourceId after, long fromUnixMs, long toUnixMs, Action<SourceId, TransferProgress> done,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(done);
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        var round = new List<(SourceId Source, TransferTotals Totals)>();
        var differing = new List<SourceId>();
        var progress = new TransferProgress();
        await foreach (var source in from.SourcesAsync(after, cancellationToken).ConfigureAwait(false))
        {
            var totals = new TransferTotals();
            await foreach (var page in from.PagesAsync(source, fromUnixMs, toUnixMs, cancellationToken).ConfigureAwait(false))
            {
                totals.Add(page);
                await to.WriteAsync(page, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            }

            round.Add((source, totals));
            if (round.Count < SourcesPerRound) continue;
            progress = await CompareAsync().ConfigureAwait(false);
        }

        if (round.Count > 0) progress = await CompareAsync().ConfigureAwait(false);
        return new CopyReport(progress.Sources, progress.Samples, differing);

        async Task<TransferProgress> CompareAsync()
        {
            await to.FlushAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (source, totals) in round)
            {
                var arrived = await to.TotalsAsync(source, fromUnixMs, toUnixMs, cancellationToken).ConfigureAwait(false);
                if (!arrived.IsSameAs(totals)) differing.Add(source);
                progress = new TransferProgress(progress.Sources + 1, progress.Samples + totals.Samples, 0);
            }

            done(round[^1].Source, progress);
            round.Clear();
            return progress;
        }
    }
}
