using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational;

/// <summary>Brings the database to the schema of this version, at start.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<FacilitiesDb> databases, DatabaseOptions options)
{
    /// <summary>Applies the migrations that are missing and returns their names, oldest first; empty if there was nothing to do.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.IsSqlite && Path.GetDirectoryName(Path.GetFullPath(options.SqlitePath)) is { } folder) Directory.CreateDirectory(folder);
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
