using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Facilities.Storage.Relational;

/// <summary>
/// Asks again when the server went away under a query: a restart of PostgreSQL takes a few seconds, and a page that waits that long is better than
/// one that fails. Within a transaction nothing is repeated, because what went before is gone; <see cref="FacilitiesWriter"/> repeats the whole.
/// </summary>
internal sealed class OutsideTransactionRetry(ExecutionStrategyDependencies dependencies)
    : NpgsqlRetryingExecutionStrategy(dependencies, Attempts, LongestPause, errorCodesToAdd: null)
{
    /// <summary>With doubling pauses up to <see cref="LongestPause"/> about ten seconds in all; a person doesn't wait longer.</summary>
    private const int Attempts = 7;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    public override bool RetriesOnFailure => !InTransaction && base.RetriesOnFailure;

    /// <summary>Asked of our own context and not of EF's transaction manager, whose making asks for this strategy.</summary>
    private bool InTransaction => Dependencies.CurrentContext.Context is FacilitiesDb { IsInTransaction: true };

    protected override bool ShouldRetryOn(Exception? exception) => !InTransaction && exception is not null && DatabaseErrors.IsAway(exception);
}
