using System.Runtime.InteropServices;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>The statements that change the database, prepared once for the writing connection. Not thread-safe.</summary>
internal sealed class BlockWrites : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _replace;
    private readonly SqliteCommand _deleteSource;
    private readonly SqliteCommand _putSource;
    private readonly SqliteCommand _putApplied;
    private long _nextId;

    public BlockWrites(SqliteConnection connection)
    {
        _connection = connection;
        _nextId = connection.Scalar("SELECT coalesce(max(id), 0) + 1 FROM block");
        _insert = BlockQueries.Prepare(
            connection, "INSERT INTO block VALUES($id, $source, $start, $end, $rows, $data)", "$id", "$source", "$start", "$end", "$rows", "$data");
        _delete = BlockQueries.Prepare(connection, "DELETE FROM block WHERE id=$id", "$id");
        _replace = BlockQueries.Prepare(
            connection, "UPDATE block SET start_ms=$start, end_ms=$end, rows=$rows, data=$data WHERE id=$id", "$id", "$start", "$end", "$rows", "$data");
        _deleteSource = BlockQueries.Prepare(
            connection,
            "DELETE FROM block WHERE source=$source; DELETE FROM rollup WHERE source=$source; DELETE FROM pending WHERE source=$source; "
            + "DELETE FROM upkeep WHERE source=$source; DELETE FROM source WHERE source=$source",
            "$source");
        _putSource = BlockQueries.Prepare(
            connection, "INSERT OR REPLACE INTO source VALUES($source, $through, $span, $last)", "$source", "$through", "$span", "$last");
        _putApplied = BlockQueries.Prepare(connection, "UPDATE store SET value=$value WHERE key='applied_through'", "$value");
    }

    /// <summary>Runs the changes in one transaction; when this returns they survive a power cut.</summary>
    public void Commit(Action changes)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            changes();
            _connection.Execute("COMMIT");
        }
        catch
        {
            // After some errors (a full disk) SQLite has rolled back by itself, and there is nothing left to roll back.
            try
            {
                _connection.Execute("ROLLBACK");
            }
            catch (SqliteException)
            {
            }

            throw;
        }
    }

    public void Insert(SourceId source, long startUnixMs, long endUnixMs, int rows, ReadOnlyMemory<byte> data)
    {
        _insert.Parameters[0].Value = _nextId++;
        _insert.Parameters[1].Value = source.Value;
        _insert.Parameters[2].Value = startUnixMs;
        _insert.Parameters[3].Value = endUnixMs;
        _insert.Parameters[4].Value = rows;
        // The encoder's own array, cut to the block's length by Size: no copy.
        MemoryMarshal.TryGetArray(data, out var segment);
        _insert.Parameters[5].Value = segment.Array;
        _insert.Parameters[5].Size = segment.Count;
        _insert.ExecuteNonQuery();
    }

    /// <summary>Puts other bytes under a block's id, so that it keeps its rank.</summary>
    public void Replace(long id, long startUnixMs, long endUnixMs, int rows, ReadOnlyMemory<byte> data)
    {
        _replace.Parameters[0].Value = id;
        _replace.Parameters[1].Value = startUnixMs;
        _replace.Parameters[2].Value = endUnixMs;
        _replace.Parameters[3].Value = rows;
        _replace.Parameters[4].Value = data.ToArray();
        _replace.ExecuteNonQuery();
    }

    public void Delete(long id)
    {
        _delete.Parameters[0].Value = id;
        _delete.ExecuteNonQuery();
    }

    /// <summary>Deletes everything there is of a source.</summary>
    public void DeleteSource(SourceId source)
    {
        _deleteSource.Parameters[0].Value = source.Value;
        _deleteSource.ExecuteNonQuery();
    }

    public void PutSource(SourceId source, long through, long maximumSpanMs, byte[] last)
    {
        _putSource.Parameters[0].Value = source.Value;
        _putSource.Parameters[1].Value = through;
        _putSource.Parameters[2].Value = maximumSpanMs;
        _putSource.Parameters[3].Value = last;
        _putSource.ExecuteNonQuery();
    }

    public void PutApplied(long through)
    {
        _putApplied.Parameters[0].Value = through;
        _putApplied.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
        _replace.Dispose();
        _deleteSource.Dispose();
        _putSource.Dispose();
        _putApplied.Dispose();
    }
}
