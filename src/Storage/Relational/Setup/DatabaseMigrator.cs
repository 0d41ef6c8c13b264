using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Facilities.Storage.Relational;

/// <summary>Brings the database to the schema of this version, at start. Processes that start at once on one PostgreSQL take turns.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<FacilitiesDb> databases, DatabaseOptions options)
{
    /// <summary>Number of the advisory lock that is the turn; any number that nothing else in the database uses.</summary>
    private const long TurnLock = 0x4641_4349_4C02;

    /// <summary>How long another process' migration of a large database may take.</summary>
    private const int LongestTurnSeconds = 1_800;

    /// <summary>Applies the migrations that are missing and returns their names, oldest first; empty if there was nothing to do.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.IsSqlite && Path.GetDirectoryName(Path.GetFullPath(options.SqlitePath)) is { } folder) Directory.CreateDirectory(folder);
        if (options.IsSqlite) return await ApplyAsync(cancellationToken).ConfigureAwait(false);
        // EF's own lock ends with each migration's transaction, but what is pending is decided once, before the first.
        var turn = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        await using (turn.ConfigureAwait(false))
        {
            await turn.OpenAsync(cancellationToken).ConfigureAwait(false);
            var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", turn) { CommandTimeout = LongestTurnSeconds };
            await using (take.ConfigureAwait(false))
            {
                take.Parameters.Add(new() { Value = TurnLock });
                await take.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return await ApplyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            var pending = (await database.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
            if (pending.Count == 0) return [];
            // EF keeps its SQLite migration lock as a row: a process killed while migrating would leave it for ever.
            // The data folder belongs to this process alone, so a lock that is there now is such a leftover.
            if (database.Database.IsSqlite())
                await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
            await database.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
            return pending;
        }
    }
}
