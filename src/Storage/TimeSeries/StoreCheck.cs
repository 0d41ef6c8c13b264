using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>Reads a whole store and names what is wrong with it.</summary>
internal static class StoreCheck
{
    private const int ProgressEvery = 1000;

    public static List<StoreProblem> Run(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        using var connection = TelemetrySchema.OpenForReading(path);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA integrity_check(100)";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                if (rows.GetString(0) is var line && line != "ok") problems.Add(new StoreProblem(default, 0, 0, 0, line));
            }
        }

        using var blocks = connection.CreateCommand();
        blocks.CommandText = "SELECT id, source, start_ms, end_ms, rows, data FROM block ORDER BY id";
        using var reader = blocks.ExecuteReader();
        var block = new BlockReader();
        var batch = new ReadingBatch();
        for (var count = 1L; reader.Read(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = new BlockPlace(reader.GetInt64(0), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt32(4));
            var source = new SourceId(reader.GetInt32(1));
            if (ProblemOf(block, batch, place, source, reader.GetFieldValue<byte[]>(5)) is { } problem)
            {
                problems.Add(new StoreProblem(source, place.Id, place.StartUnixMs, place.EndUnixMs, problem));
            }

            if (count % ProgressEvery == 0) progress?.Report(count);
        }

        CheckRollUps(connection, problems, cancellationToken);
        return problems;
    }

    private static void CheckRollUps(SqliteConnection connection, List<StoreProblem> problems, CancellationToken cancellationToken)
    {
        using var rollUps = connection.CreateCommand();
        rollUps.CommandText = "SELECT source, level, start_ms, data FROM rollup ORDER BY source, level, start_ms";
        using var reader = rollUps.ExecuteReader();
        var format = new RollUpFormat();
        var points = new SortedDictionary<ushort, List<RollUpBucket>>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.Clear();
            var (level, start) = ((RollUpLevel)reader.GetInt32(1), reader.GetInt64(2));
            try
            {
                format.Decode(level, start, reader.GetFieldValue<byte[]>(3), null, points);
            }
            catch (InvalidDataException e)
            {
                problems.Add(new StoreProblem(new SourceId(reader.GetInt32(0)), 0, start, start + RollUpFormat.ChunkMs(level) - 1, $"Roll-up per {level}: {e.Message}"));
            }
        }
    }

    private static string? ProblemOf(BlockReader block, ReadingBatch batch, BlockPlace place, SourceId source, byte[] data)
    {
        try
        {
            batch.Clear();
            block.Open(data);
            block.ReadRows(source, batch);
            var isAsIndexed = block.Rows == place.Rows && block.Times[0] == place.StartUnixMs && block.Times[^1] == place.EndUnixMs;
            return isAsIndexed ? null : "The index and the block disagree.";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }
}
