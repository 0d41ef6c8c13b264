using Facilities.Domain;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Messaging;

/// <summary>Reads and saves how far each consumer of this process' journal has come. Thread-safe.</summary>
public sealed class ConsumerPositions(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, JournalIdentity journal, SiteClock clock)
{
    /// <summary>Under what a consumer's position stands in the database: several processes share it, each with a journal of its own.</summary>
    public string KeyOf(string consumer) => journal.Name.Length == 0 ? consumer : $"{consumer}@{journal.Name}";

    /// <summary>The saved position and state; the journal's start and no state for a consumer that never saved.</summary>
    public async Task<(JournalPosition Position, byte[]? State)> LoadAsync(string consumer, CancellationToken cancellationToken)
    {
        var key = KeyOf(consumer);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var saved = await db.ConsumerPositions.AsNoTracking().FirstOrDefaultAsync(position => position.Consumer == key, cancellationToken)
                .ConfigureAwait(false);
            return saved is null ? (JournalPosition.Start, null) : (new JournalPosition(saved.Offset), saved.State);
        }
    }

    /// <summary>Saves position and state together.</summary>
    public Task SaveAsync(string consumer, JournalPosition through, byte[]? state, CancellationToken cancellationToken) =>
        writer.WriteAsync(async (unit, token) =>
        {
            var key = KeyOf(consumer);
            var saved = await unit.Db.ConsumerPositions.FindAsync([key], token).ConfigureAwait(false);
            if (saved is null) unit.Db.ConsumerPositions.Add(saved = new ConsumerPosition { Consumer = key });
            saved.Offset = through.Offset;
            saved.State = state;
            saved.SavedAt = clock.GetUtcNow();
        }, cancellationToken);
}
