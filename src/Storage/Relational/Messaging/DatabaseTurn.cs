using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Messaging;

/// <summary>Work that one process at a time does, of all that share a PostgreSQL. With SQLite there is nobody to take turns with.</summary>
public static class DatabaseTurn
{
    /// <summary>Runs the work if no other process is at it. The turn is an advisory lock that ends with its transaction, so a process that dies gives it back.</summary>
    /// <param name="databases">The database.</param>
    /// <param name="number">Which turn: any number that nothing else in the database uses.</param>
    /// <param name="work">What is done within it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when another process has the turn.</returns>
    public static async Task<bool> TryAsync(IDbContextFactory<FacilitiesDb> databases, long number, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(databases);
        ArgumentNullException.ThrowIfNull(work);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!db.Database.IsNpgsql())
            {
                await work(cancellationToken).ConfigureAwait(false);
                return true;
            }

            db.IsInTransaction = true;
            var turn = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (turn.ConfigureAwait(false))
            {
                if (!(await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({number}) AS \"Value\"").ToListAsync(cancellationToken).ConfigureAwait(false))[0])
                    return false;
                await work(cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }
}
