using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Messaging;

/// <summary>The dispatcher's side of the outbox. Instants are the system clock's: it waits for machines. One dispatcher at a time, see <see cref="InTurnAsync"/>; thread-safe otherwise.</summary>
public sealed class OutboxReader(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer)
{
    /// <summary>Longest pause between attempts.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Number of the advisory lock that is the turn; any number that nothing else in the database uses.</summary>
    private const long TurnLock = 0x4641_4349_4C01;

    /// <summary>
    /// Runs a round if no other process is at it. The turn is a lock of PostgreSQL's that ends with its transaction, so a process that dies gives it
    /// back; messages with one key stay in order, which locking them row by row would not give. With SQLite there is nobody to take turns with.
    /// </summary>
    /// <returns>False when another process has the turn: it sends what there is.</returns>
    public Task<bool> InTurnAsync(Func<CancellationToken, Task> round, CancellationToken cancellationToken) => DatabaseTurn.TryAsync(databases, TurnLock, round, cancellationToken);

    /// <summary>
    /// The oldest waiting messages, at most <paramref name="limit"/>, in order. A message that is backing off holds back those with its key,
    /// so that messages with one key keep their order.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var now = TimeProvider.System.GetUtcNow();
            return await db.Outbox.AsNoTracking()
                .Where(message => message.SentAt == null && message.NotBefore <= now
                    && !db.Outbox.Any(earlier => earlier.SentAt == null && earlier.Key == message.Key && earlier.Id < message.Id && earlier.NotBefore > now))
                .OrderBy(message => message.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Marks messages as handed over.</summary>
    public Task MarkSentAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            (unit, token) => unit.Db.Outbox.Where(message => ids.Contains(message.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(message => message.SentAt, TimeProvider.System.GetUtcNow()), token),
            cancellationToken);

    /// <summary>Puts a message back: the next attempt comes after 1 s, 2 s, 4 s, … at most 5 minutes.</summary>
    public Task MarkFailedAsync(long id, string error, CancellationToken cancellationToken) =>
        writer.WriteAsync(async (unit, token) =>
        {
            var message = await unit.Db.Outbox.FindAsync([id], token).ConfigureAwait(false);
            if (message is null) return;
            message.Attempts++;
            message.LastError = error.Length <= 500 ? error : error[..500];
            var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(message.Attempts - 1, 16)));
            message.NotBefore = TimeProvider.System.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
        }, cancellationToken);

    /// <summary>Deletes what was handed over before <paramref name="before"/>; returns how many.</summary>
    public Task<int> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        writer.WriteAsync((unit, token) => unit.Db.Outbox.Where(message => message.SentAt < before).ExecuteDeleteAsync(token), cancellationToken);
}
