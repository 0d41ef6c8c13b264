using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Keeps pages and rules current while a backlog is brought into the store. The journal is always written in order; while that lags, what
/// arrives now is written at once as well, out of its turn:
/// <code>
///   journal   |======== backlog ========|== live ==|
///   in order    ─────►                              every chunk, and the position that is persisted
///   live lane                            ──►        one chunk after each of those, no position
/// </code>
/// Samples written by both are the same samples, which a store takes twice without harm. Rules: the lane opens when the order lags by
/// <see cref="OpensAt"/> and closes when the order has caught up with it; each lane writes one chunk in turn, so the backlog keeps at least half
/// of the writer; a lane that falls <see cref="MostLag"/> behind itself gives way for <see cref="Rest"/> and starts again at the end, since a
/// backlog that doesn't shrink is worse than a page that is late. Not thread-safe.
/// </summary>
internal sealed class LiveLane : IDisposable
{
    public static readonly TimeSpan OpensAt = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    public TimeSpan MostLag { get; init; } = TimeSpan.FromSeconds(5);

    private readonly JournalChunk _chunk = new();
    private JournalCursor? _cursor;
    private long? _restsSince;
    private bool _unwritten;

    public bool IsOpen => _cursor is not null;

    /// <summary>The next chunk that has just arrived, or <c>null</c> when there is nothing to write out of turn.</summary>
    /// <param name="reached">Where the order stands.</param>
    public JournalChunk? Next(TelemetryJournal journal, JournalPosition reached)
    {
        // What could not be written comes again, as long as the lane is open.
        if (_unwritten && _cursor is not null) return _chunk;
        if (_cursor is { } open && reached >= open.Position) Close();
        if (_cursor is null && !TryOpen(journal, reached)) return null;
        if (journal.AgeOf(_cursor!.Position) > MostLag)
        {
            Close();
            _restsSince = TimeProvider.System.GetTimestamp();
            return null;
        }

        _unwritten = _cursor.TryRead(_chunk);
        return _unwritten ? _chunk : null;
    }

    public void Written() => _unwritten = false;

    /// <summary>The store is away: when it is back the lane starts at what arrives then.</summary>
    public void Close()
    {
        _cursor?.Dispose();
        (_cursor, _unwritten, _restsSince) = (null, false, null);
    }

    public void Dispose() => Close();

    private bool TryOpen(TelemetryJournal journal, JournalPosition reached)
    {
        if (_restsSince is { } since && TimeProvider.System.GetElapsedTime(since) < Rest) return false;
        if (journal.AgeOf(reached) < OpensAt) return false;
        _restsSince = null;
        _cursor = journal.OpenCursor(journal.DurableThrough);
        return true;
    }
}
