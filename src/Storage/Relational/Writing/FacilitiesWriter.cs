using System.Runtime.CompilerServices;
using Facilities.Domain;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational;

/// <summary>
/// Runs a use case's change as one transaction: state, outbox and audit chain, or nothing. A conflict with another writer (a unique key
/// taken, a row changed, a lock not to be had) starts the work again on a fresh context, so the work must not keep anything from a
/// former try. So does a server that goes away before the commit, for as long as a person would wait; when it goes away during the commit
/// nobody knows whether the change was made, and the exception is the caller's: commands and findings have keys, so that they can be sent again.
/// Thread-safe.
/// </summary>
public sealed class FacilitiesWriter(IDbContextFactory<FacilitiesDb> databases, DatabaseOptions options) : IDisposable
{
    private const int Attempts = 12;

    /// <summary>How long a server that is away is waited for. A crashed PostgreSQL is usually back within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>SQLite has one writer. Ours queue here in order instead of polling the file's lock.</summary>
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);

    /// <summary>Raised after a commit that put something into the outbox. Handlers must be quick and not throw.</summary>
    public event Action? OutboxFilled;

    /// <exception cref="RuleViolation">The domain refused; nothing was saved.</exception>
    public Task WriteAsync(Func<WriteUnit, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(async (unit, token) =>
        {
            await work(unit, token).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    /// <inheritdoc cref="WriteAsync(Func{WriteUnit, CancellationToken, Task}, CancellationToken)"/>
    public async Task<T> WriteAsync<T>(Func<WriteUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var conflicts = 0;
        while (true)
        {
            var committing = new StrongBox<bool>();
            TimeSpan pause;
            try
            {
                return await TryAsync(work, committing, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (conflicts < Attempts - 1 && DatabaseErrors.IsConflict(error))
            {
                // Jittered, so that two writers don't meet again.
                pause = TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(200, 10 << conflicts++)));
            }
            catch (Exception error) when (!committing.Value && DatabaseErrors.IsAway(error) && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                pause = TimeSpan.FromMilliseconds(Random.Shared.Next(100, 500));
            }

            // System clock, because it waits for a machine.
            await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> TryAsync<T>(Func<WriteUnit, CancellationToken, Task<T>> work, StrongBox<bool> committing, CancellationToken cancellationToken)
    {
        WriteUnit unit;
        T result;
        if (options.IsSqlite) await _sqliteWriter.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                db.IsInTransaction = true;
                // On SQLite this is BEGIN IMMEDIATE: what is read here can't change until the commit.
                var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    unit = new WriteUnit(db);
                    result = await work(unit, cancellationToken).ConfigureAwait(false);
                    await unit.SaveAsync(cancellationToken).ConfigureAwait(false);
                    // From here on the caller's cancellation must not leave it in doubt whether the change was made.
                    committing.Value = true;
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            if (options.IsSqlite) _sqliteWriter.Release();
        }

        unit.Committed();
        if (unit.FilledOutbox) OutboxFilled?.Invoke();
        return result;
    }

    public void Dispose() => _sqliteWriter.Dispose();
}
