using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>The statements on roll-ups, on the days that wait to be rolled up, and on each source's upkeep, prepared once for a connection. Not thread-safe.</summary>
internal sealed class RollUpTables(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _upkeep = BlockQueries.Prepare(connection, "SELECT data FROM upkeep WHERE source=$source", "$source");
    private readonly SqliteCommand _putUpkeep = BlockQueries.Prepare(connection, "INSERT OR REPLACE INTO upkeep VALUES($source, $data)", "$source", "$data");
    private readonly SqliteCommand _pending = BlockQueries.Prepare(
        connection, "SELECT day_ms FROM pending WHERE source=$source AND day_ms>=$from AND day_ms<$to ORDER BY day_ms", "$source", "$from", "$to");
    private readonly SqliteCommand _note = BlockQueries.Prepare(connection, "INSERT OR IGNORE INTO pending VALUES($source, $day)", "$source", "$day");
    private readonly SqliteCommand _done = BlockQueries.Prepare(connection, "DELETE FROM pending WHERE source=$source AND day_ms=$day", "$source", "$day");
    private readonly SqliteCommand _waiting = BlockQueries.Prepare(
        connection, "SELECT DISTINCT source FROM pending WHERE day_ms<$before ORDER BY source LIMIT $limit", "$before", "$limit");
    private readonly SqliteCommand _chunks = BlockQueries.Prepare(
        connection, "SELECT start_ms, data FROM rollup WHERE source=$source AND level=$level AND start_ms>=$from AND start_ms<$to ORDER BY start_ms",
        "$source", "$level", "$from", "$to");
    private readonly SqliteCommand _put = BlockQueries.Prepare(
        connection, "INSERT OR REPLACE INTO rollup VALUES($source, $level, $start, $data)", "$source", "$level", "$start", "$data");
    private readonly SqliteCommand _delete = BlockQueries.Prepare(
        connection, "DELETE FROM rollup WHERE source=$source AND level=$level AND start_ms=$start", "$source", "$level", "$start");

    public Upkeep UpkeepOf(SourceId source)
    {
        _upkeep.Parameters[0].Value = source.Value;
        return _upkeep.ExecuteScalar() is byte[] data ? Upkeep.Decode(data) : Upkeep.None;
    }

    public void PutUpkeep(SourceId source, Upkeep upkeep)
    {
        _putUpkeep.Parameters[0].Value = source.Value;
        _putUpkeep.Parameters[1].Value = upkeep.Encode();
        _putUpkeep.ExecuteNonQuery();
    }

    /// <summary>Days of the source, ascending, whose samples changed since they were last rolled up.</summary>
    public List<long> PendingDays(SourceId source, long fromUnixMs, long toUnixMs)
    {
        _pending.Parameters[0].Value = source.Value;
        _pending.Parameters[1].Value = fromUnixMs;
        _pending.Parameters[2].Value = toUnixMs;
        return ReadNumbers(_pending);
    }

    /// <summary>Sources that have pending days before an instant, ascending.</summary>
    public List<long> PendingSources(long beforeUnixMs, int limit)
    {
        _waiting.Parameters[0].Value = beforeUnixMs;
        _waiting.Parameters[1].Value = limit;
        return ReadNumbers(_waiting);
    }

    public void NotePending(SourceId source, long dayUnixMs) => Run(_note, source, dayUnixMs);

    public void EndPending(SourceId source, long dayUnixMs) => Run(_done, source, dayUnixMs);

    /// <summary>The chunks that reach into a stretch, ascending.</summary>
    public List<(long StartUnixMs, byte[] Data)> Chunks(SourceId source, RollUpLevel level, long fromUnixMs, long toUnixMs)
    {
        _chunks.Parameters[0].Value = source.Value;
        _chunks.Parameters[1].Value = (int)level;
        _chunks.Parameters[2].Value = fromUnixMs < long.MinValue + 2 * RollUpFormat.ChunkMs(level) ? long.MinValue : RollUpFormat.ChunkOf(level, fromUnixMs);
        _chunks.Parameters[3].Value = toUnixMs;
        var chunks = new List<(long, byte[])>();
        using var reader = _chunks.ExecuteReader();
        while (reader.Read()) chunks.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        return chunks;
    }

    public void PutChunk(SourceId source, RollUpLevel level, long startUnixMs, ReadOnlyMemory<byte> data)
    {
        _put.Parameters[0].Value = source.Value;
        _put.Parameters[1].Value = (int)level;
        _put.Parameters[2].Value = startUnixMs;
        _put.Parameters[3].Value = data.ToArray();
        _put.ExecuteNonQuery();
    }

    public void DeleteChunk(SourceId source, RollUpLevel level, long startUnixMs)
    {
        _delete.Parameters[0].Value = source.Value;
        _delete.Parameters[1].Value = (int)level;
        _delete.Parameters[2].Value = startUnixMs;
        _delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_upkeep, _putUpkeep, _pending, _note, _done, _waiting, _chunks, _put, _delete]) command.Dispose();
    }

    private static void Run(SqliteCommand command, SourceId source, long day)
    {
        command.Parameters[0].Value = source.Value;
        command.Parameters[1].Value = day;
        command.ExecuteNonQuery();
    }

    private static List<long> ReadNumbers(SqliteCommand command)
    {
        var numbers = new List<long>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
