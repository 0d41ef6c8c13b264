using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>The statements that find and read blocks, prepared once for a connection. Not thread-safe, as the connection isn't.</summary>
internal sealed class BlockQueries : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _tail;
    private readonly SqliteCommand _read;

    public BlockQueries(SqliteConnection connection)
    {
        // Answered by the index alone.
        _find = Prepare(
            connection,
            "SELECT id, start_ms, end_ms, rows FROM block INDEXED BY block_by_source WHERE source=$source AND start_ms>=$earliest AND start_ms<$to AND end_ms>=$from ORDER BY start_ms, id",
            "$source", "$earliest", "$to", "$from");
        _tail = Prepare(
            connection,
            "SELECT id, start_ms, end_ms, rows FROM block INDEXED BY block_by_source WHERE source=$source AND start_ms<=$to ORDER BY start_ms DESC LIMIT 8",
            "$source", "$to");
        _read = Prepare(connection, "SELECT data FROM block WHERE id=$id", "$id");
    }

    /// <summary>Blocks of the source that reach into [from, to), by start and then by id.</summary>
    public void Find(SourceId source, long fromUnixMs, long toUnixMs, long maximumSpanMs, List<BlockPlace> into)
    {
        _find.Parameters[0].Value = source.Value;
        _find.Parameters[1].Value = Math.Max(long.MinValue + maximumSpanMs, fromUnixMs) - maximumSpanMs;
        _find.Parameters[2].Value = toUnixMs;
        _find.Parameters[3].Value = fromUnixMs;
        ReadPlaces(_find, into);
    }

    /// <summary>The last eight blocks that begin at or before an instant, latest first.</summary>
    public void FindTail(SourceId source, long toUnixMs, List<BlockPlace> into)
    {
        _tail.Parameters[0].Value = source.Value;
        _tail.Parameters[1].Value = toUnixMs;
        ReadPlaces(_tail, into);
    }

    /// <exception cref="InvalidDataException">There is no such block.</exception>
    public byte[] Read(long id)
    {
        _read.Parameters[0].Value = id;
        return _read.ExecuteScalar() as byte[] ?? throw new InvalidDataException($"Block {id} is missing.");
    }

    public void Dispose()
    {
        _find.Dispose();
        _tail.Dispose();
        _read.Dispose();
    }

    internal static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private static void ReadPlaces(SqliteCommand command, List<BlockPlace> into)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read()) into.Add(new BlockPlace(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3)));
    }
}
