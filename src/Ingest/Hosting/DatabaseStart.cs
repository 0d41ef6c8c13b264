using System.Diagnostics;
using Facilities.Storage.Relational;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Brings the database to this version at start. A server that isn't there yet is waited for: after a power cut everything starts at once, and
/// PostgreSQL may take a while to recover. Processes that start together take turns (the migration's own lock).
/// </summary>
internal sealed class DatabaseStart(DatabaseMigrator migrator, ILogger<DatabaseStart> logger)
{
    /// <summary>Longer than a crash recovery usually takes; afterwards a service manager's restarts and alarms are the better answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="IOException">The server didn't come within two minutes; the message says what to check.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var said = TimeSpan.MinValue;
        while (true)
        {
            try
            {
                var applied = await migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);
                if (applied.Count > 0) Log.Migrated(logger, string.Join(", ", applied));
                return;
            }
            catch (Exception e) when (DatabaseErrors.IsAway(e))
            {
                if (waited.Elapsed > Patience)
                    throw new IOException($"PostgreSQL can't be reached: {DatabaseErrors.Reason(e)} Check Database:ConnectionString, and that the server runs.", e);
                if (waited.Elapsed - said > TimeSpan.FromSeconds(10) || said == TimeSpan.MinValue)
                {
                    said = waited.Elapsed;
                    Log.DatabaseAwaited(logger, waited.Elapsed.TotalSeconds, DatabaseErrors.Reason(e));
                }
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
