using Facilities.Domain;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational;

/// <summary>
/// Runs a use case's change as one transaction: state, outbox and audit chain, or nothing. A conflict with another writer (a unique key
/// taken, a row changed, a lock not to be had) starts the work again on a fresh context, so the work must not keep anything from a
/// former try. Thread-safe.
/// </summary>
public sealed class FacilitiesWriter(IDbContextFactory<FacilitiesDb> databases, DatabaseOptions options) : IDisposable
{
    private const int Attempts = 12;

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < Attempts && DatabaseErrors.IsConflict(error))
            {
                // Jittered, so that two writers don't meet again; system clock, because it waits for a machine.
                var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(200, 5 << attempt)));
                await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> TryAsync<T>(Func<WriteUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        WriteUnit unit;
        T result;
        if (options.IsSqlite) await _sqliteWriter.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                // On SQLite this is BEGIN IMMEDIATE: what is read here can't change until the commit.
                var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    unit = new WriteUnit(db);
                    result = await work(unit, cancellationToken).ConfigureAwait(false);
                    await unit.SaveAsync(cancellationToken).ConfigureAwait(false);
                    // From here on the caller's cancellation must not leave it in doubt whether the change was made.
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
