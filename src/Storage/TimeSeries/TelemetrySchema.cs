using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>The store's tables and the connections to them; drawn in docs/formats/telemetry-store.md.</summary>
internal static class TelemetrySchema
{
    public const int Version = 2;

    // 'FMTS'; tells `file` and us whose database it is.
    private const int ApplicationId = 0x464D5453;

    private const string Tables =
        """
        CREATE TABLE block(
            id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL,
            start_ms INTEGER NOT NULL,
            end_ms INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            data BLOB NOT NULL);
        CREATE INDEX block_by_source ON block(source, start_ms, end_ms, rows);
        CREATE TABLE source(
            source INTEGER PRIMARY KEY,
            through INTEGER NOT NULL,
            maximum_span_ms INTEGER NOT NULL,
            last BLOB NOT NULL);
        CREATE TABLE store(
            key TEXT PRIMARY KEY,
            value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO store VALUES('applied_through', 0);
        """;

    // Version 1 had blocks only: every day that has one waits to be rolled up, the days within a block included.
    private const string RollUps =
        """
        CREATE TABLE rollup(
            source INTEGER NOT NULL,
            level INTEGER NOT NULL,
            start_ms INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY(source, level, start_ms));
        CREATE TABLE pending(
            source INTEGER NOT NULL,
            day_ms INTEGER NOT NULL,
            PRIMARY KEY(source, day_ms)) WITHOUT ROWID;
        CREATE TABLE upkeep(
            source INTEGER PRIMARY KEY,
            data BLOB NOT NULL);
        INSERT INTO pending
            WITH RECURSIVE day(source, ms, end_ms) AS (
                SELECT DISTINCT source, start_ms - start_ms % 86400000, end_ms FROM block
                UNION SELECT source, ms + 86400000, end_ms FROM day WHERE ms + 86400000 <= end_ms)
            SELECT DISTINCT source, ms FROM day;
        """;

    /// <summary>Opens the one connection that writes, making the file and its tables if there are none.</summary>
    /// <exception cref="InvalidDataException">The file is another application's database or of a newer version.</exception>
    public static SqliteConnection OpenForWriting(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Large pages: a block of some 3 KiB fits whole, several to a page. Only a new file takes it.
            connection.Execute("PRAGMA page_size=16384");
            connection.Execute("PRAGMA journal_mode=WAL");
            // FULL, not NORMAL: the journal is released on the word of a commit here, so the commit must survive a power cut.
            connection.Execute("PRAGMA synchronous=FULL");
            connection.Execute("PRAGMA wal_autocheckpoint=1024");
            connection.Execute("PRAGMA journal_size_limit=67108864");
            connection.Execute("PRAGMA cache_size=-16384");
            var version = connection.Scalar("PRAGMA user_version");
            if (version == 0 && connection.Scalar("SELECT count(*) FROM sqlite_master") == 0)
            {
                using var transaction = connection.BeginTransaction();
                connection.Execute(Tables);
                connection.Execute(RollUps);
                connection.Execute($"PRAGMA user_version={Version}");
                connection.Execute($"PRAGMA application_id={ApplicationId}");
                transaction.Commit();
                return connection;
            }

            if (connection.Scalar("PRAGMA application_id") != ApplicationId) throw new InvalidDataException($"{path} is not a telemetry store.");
            if (version > Version) throw new InvalidDataException($"{path} was written by a newer version ({version}); this one reads up to {Version}.");
            if (version == 1)
            {
                using var transaction = connection.BeginTransaction();
                connection.Execute(RollUps);
                connection.Execute($"PRAGMA user_version={Version}");
                transaction.Commit();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        connection.Execute("PRAGMA query_only=ON");
        connection.Execute("PRAGMA cache_size=-4096");
        return connection;
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout=30000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
