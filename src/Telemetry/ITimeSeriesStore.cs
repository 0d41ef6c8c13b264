namespace Facilities.Telemetry;

/// <summary>
/// Keeps samples by (source, point, event time). The same key written twice holds what was written last; writing the same thing again
/// changes nothing. Values come back bit for bit, NaN included. All times are Unix milliseconds, all stretches [from, to).
/// Any number of threads may read; one at a time may write (the journal's consumer).
/// </summary>
/// <remarks>
/// Stretches must not be empty or reversed and counts must be positive: anything else is an <see cref="ArgumentException"/> that says so.
/// An unknown source or point simply has no samples.
/// </remarks>
public interface ITimeSeriesStore
{
    /// <summary>
    /// Everything in the journal before this is durable in the store itself: the journal may be released up to here,
    /// and after a crash it is to be read again from here.
    /// </summary>
    JournalPosition AppliedThrough { get; }

    /// <summary>Samples are taken, but <see cref="AppliedThrough"/> could not be saved when that was last tried; it is tried again. Thread-safe.</summary>
    bool IsSavingFailed => false;

    /// <summary>
    /// Writes a batch; readable when it returns, durable once <see cref="AppliedThrough"/> reaches <paramref name="through"/>.
    /// May wait when the store can't keep up. The batch is the caller's again when it returns.
    /// </summary>
    /// <param name="through">
    /// End of the batch in the journal. A batch at or before what was already written is known and skipped.
    /// <see cref="JournalPosition.Start"/> marks data that isn't from the journal (an import): it is always written and durable after <see cref="FlushAsync"/>.
    /// </param>
    /// <exception cref="StoreUnavailableException">The store is away or overloaded; nothing is lost, the same batch is written again later.</exception>
    ValueTask WriteAsync(ReadingBatch batch, JournalPosition through, CancellationToken cancellationToken = default);

    /// <summary>Makes everything written so far durable and moves <see cref="AppliedThrough"/> up to it.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>The oldest <paramref name="limit"/> samples of the stretch, ascending. The next page starts at the last timestamp + 1.</summary>
    ValueTask<IReadOnlyList<Sample>> RangeAsync(
        SourceId source, ushort point, long fromUnixMs, long toUnixMs, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whole readings (all points of an instant together, with receive time and flags), ascending, at most <paramref name="limit"/>,
    /// added to <paramref name="into"/>. For evidence, training and replay.
    /// </summary>
    ValueTask ReadingsAsync(
        SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken = default);

    /// <summary>What the usable samples come to, window by window, and which roll-up level said it. Roll-ups stand in where they say the same, or where samples are gone.</summary>
    ValueTask<SeriesAggregates> AggregateAsync(AggregateQuery query, CancellationToken cancellationToken = default);

    /// <summary>The newest sample of every point of the given sources, in the order of the sources, then of the point numbers.</summary>
    ValueTask<IReadOnlyList<LastValue>> LastAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken = default);

    /// <summary>
    /// How much of each window is vouched for by usable samples: covered time, share of the expected samples, gaps. Every window of the stretch is
    /// given. Where retention has removed samples their roll-ups' counts vouch for them (<see cref="CoverageFold.AddCounted"/>): by the bucket, no finer.
    /// </summary>
    ValueTask<IReadOnlyList<Coverage>> CoverageAsync(CoverageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The sources that the store knows, ascending, those above <paramref name="after"/>, at most <paramref name="limit"/>. The next page comes after the last.</summary>
    ValueTask<IReadOnlyList<SourceId>> SourcesAsync(SourceId after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The series of a source, by point number.</summary>
    ValueTask<IReadOnlyList<SeriesInfo>> SeriesAsync(SourceId source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes every sample of a source for good; durable when it returns, and a replay of the journal doesn't bring them back.
    /// What is written afterwards starts a new history: stop the source's intake first.
    /// </summary>
    ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default);

    /// <summary>
    /// A share of the work that keeps the store in shape: rolls up what came in since it was last done, late data included, and removes from every
    /// level what is past its time, except what is pinned. Doing it again changes nothing. Goes on where the last run stopped; one run at a time.
    /// </summary>
    ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default);
}
