using BenchmarkDotNet.Attributes;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Benchmarks;

/// <summary>The journal alone: one operation is one reading of eight points appended and durable, or read back by a cursor.</summary>
[MemoryDiagnoser]
[Config(typeof(StoreBenchmarkConfig))]
public class StoreJournalBenchmark
{
    private const int Count = 1_000_000;

    private readonly PointValue[] _values = [.. Enumerable.Range(1, 8).Select(i => new PointValue((ushort)i, 20 + i * 1.1))];
    private string _folder = "";
    private TelemetryJournal _journal = null!;

    [IterationSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("facilities-journal-").FullName;
        _journal = TelemetryJournal.OpenAsync(new JournalOptions { Path = _folder }).AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public async Task AppendDurably()
    {
        var last = JournalPosition.Start;
        for (var i = 0; i < Count; i++) last = await AppendAsync(i);
        using var cursor = _journal.OpenCursor(last);
        while (_journal.DurableThrough < last) await Task.Yield();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public async Task AppendAndReadBack()
    {
        var reading = Task.Run(async () =>
        {
            using var cursor = _journal.OpenCursor(JournalPosition.Start);
            var chunk = new JournalChunk();
            for (var read = 0; read < Count; read += chunk.Readings.Count) await cursor.ReadAsync(chunk);
        });
        for (var i = 0; i < Count; i++) await AppendAsync(i);
        await reading;
    }

    [IterationCleanup]
    public void Close()
    {
        _journal.DisposeAsync().AsTask().Wait();
        Directory.Delete(_folder, recursive: true);
    }

    private ValueTask<JournalPosition> AppendAsync(int i)
    {
        _values[i & 7] = new PointValue((ushort)((i & 7) + 1), i % 1000 / 10.0);
        return _journal.AppendAsync(new Reading
        {
            Source = new SourceId(i % 10_000 + 1),
            EventTimeUnixMs = 1_767_225_600_000 + i,
            ReceiveTimeUnixMs = 1_767_225_600_020 + i,
            Values = _values,
        });
    }
}
