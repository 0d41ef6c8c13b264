using System.Globalization;
using BenchmarkDotNet.Attributes;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Benchmarks;

/// <summary>
/// The embedded store's write path alone: one operation is one sample written, made a block and committed. 10,000 lifts report eight points
/// (two drifting decimals, one noisy, a counter, a state, two flags, a load) every 30 s; batches are as large as the journal's chunks.
/// Prints what a sample takes on disk.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(StoreBenchmarkConfig))]
public class StoreWriteBenchmark
{
    private const int Sources = 10_000;
    private const int Rounds = 240;
    private const int Points = 8;
    private const int BatchLength = 4_000;

    private readonly List<ReadingBatch> _batches = [];
    private string _folder = "";
    private SqliteTimeSeriesStore _store = null!;
    private long _position;

    [GlobalSetup]
    public void MakeReadings()
    {
        var random = new Random(1);
        var walks = new double[Sources * 3];
        Span<PointValue> values = stackalloc PointValue[Points];
        for (var i = 0; i < Sources * Rounds; i++)
        {
            if (i % BatchLength == 0) _batches.Add(new ReadingBatch(BatchLength, BatchLength * Points));
            var (round, source) = Math.DivRem(i, Sources);
            ref var temperature = ref walks[source * 3];
            temperature += random.Next(-2, 3) * 0.1;
            ref var voltage = ref walks[source * 3 + 1];
            voltage += random.Next(-1, 2) * 0.01;
            ref var trips = ref walks[source * 3 + 2];
            trips += random.Next(3);
            values[0] = new(1, Math.Round(35 + temperature, 1));
            values[1] = new(2, Math.Round(26.4 + voltage, 2));
            values[2] = new(3, Math.Round(11 + random.NextDouble() * 3, 1));
            values[3] = new(4, trips);
            values[4] = new(5, random.Next(20) == 0 ? 1 : 0);
            values[5] = new(6, random.Next(4) == 0 ? 1 : 0);
            values[6] = new(7, 1);
            values[7] = new(8, random.Next(0, 80));
            var time = 1_767_225_600_000 + round * 30_000L + source * 3 % 30_000 + random.Next(-40, 40);
            _batches[^1].Add(new SourceId(source + 1), time, time + random.Next(5, 60), ReadingFlags.None, values);
        }
    }

    [IterationSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("facilities-store-").FullName;
        _store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = Path.Combine(_folder, "telemetry.db") });
        _position = 0;
    }

    [Benchmark(OperationsPerInvoke = Sources * Rounds * Points)]
    public async Task WriteAndCommit()
    {
        foreach (var batch in _batches)
        {
            // About 45 bytes of journal a reading.
            _position += batch.Count * 45;
            await _store.WriteAsync(batch, new JournalPosition(_position));
        }

        await _store.FlushAsync();
    }

    [IterationCleanup]
    public void Close()
    {
        var blocks = _store.Statistics.BlocksWritten;
        _store.DisposeAsync().AsTask().Wait();
        var bytes = new FileInfo(Path.Combine(_folder, "telemetry.db")).Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"// {blocks} blocks, {(double)bytes / (Sources * Rounds * Points):F2} bytes a sample on disk"));
        Directory.Delete(_folder, recursive: true);
    }
}
