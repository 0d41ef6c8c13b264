using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Facilities.Storage.Relational;

/// <summary>What a failed save means, said for both databases.</summary>
public static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    /// <summary>Another transaction was there first: a unique key is taken, a row has changed, or a lock was not to be had. Load again and retry.</summary>
    public static bool IsConflict(Exception error) => error is DbUpdateConcurrencyException || IsUniqueViolation(error) || IsContention(error);

    public static bool IsUniqueViolation(Exception error) => Innermost(error) switch
    {
        SqliteException { SqliteErrorCode: SqliteConstraint } sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>The server can't be reached, is starting or stopping, or dropped the connection: it may be back in a moment. Never true for SQLite.</summary>
    public static bool IsAway(Exception error) => Innermost(error) is NpgsqlException { IsTransient: true } away && !IsContention(away);

    /// <summary>The database's own word, for a log or an operator.</summary>
    public static string Reason(Exception error) => Innermost(error) is { } word ? (word.InnerException ?? word).Message : "";

    private static bool IsContention(Exception error) => Innermost(error) switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        _ => false,
    };

    /// <summary>EF and its providers wrap the database's own word, some of them more than once.</summary>
    private static Exception Innermost(Exception error)
    {
        while (error is DbUpdateException or InvalidOperationException or RetryLimitExceededException && error.InnerException is { } inner) error = inner;
        return error;
    }
}
