using BenchmarkDotNet.Attributes;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Benchmarks;

/// <summary>
/// Queries on a warm embedded store of 100 lifts with eight points every 30 s for 30 days (69M samples): a day of one series, a week per minute,
/// the last values of all.
/// </summary>
[Config(typeof(StoreQueryConfig))]
[MemoryDiagnoser]
public class StoreQueryBenchmark
{
    private const int Sources = 100;
    private const int Points = 8;
    private const long T0 = 1_767_225_600_000;
    private const long Day = 86_400_000;

    private readonly SourceId[] _all = [.. Enumerable.Range(1, Sources).Select(i => new SourceId(i))];
    private string _folder = "";
    private SqliteTimeSeriesStore _store = null!;
    private int _turn;

    [GlobalSetup]
    public void Fill()
    {
        _folder = Directory.CreateTempSubdirectory("facilities-query-").FullName;
        _store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = Path.Combine(_folder, "telemetry.db") });
        var random = new Random(1);
        var batch = new ReadingBatch();
        Span<PointValue> values = stackalloc PointValue[Points];
        for (var time = T0; time < T0 + 30 * Day; time += 30_000)
        {
            foreach (var source in _all)
            {
                for (var p = 0; p < Points; p++) values[p] = new PointValue((ushort)(p + 1), Math.Round(20 + p + random.NextDouble(), 1));
                batch.Add(source, time + random.Next(50), time + 60, ReadingFlags.None, values);
            }

            if (batch.Count < 4000) continue;
            _store.WriteAsync(batch, JournalPosition.Start).AsTask().Wait();
            batch.Clear();
        }

        _store.WriteAsync(batch, JournalPosition.Start).AsTask().Wait();
        _store.FlushAsync().AsTask().Wait();
    }

    [Benchmark]
    public async Task<int> DayOfOneSeries() =>
        (await _store.RangeAsync(Next(), 3, T0 + 12 * Day, T0 + 13 * Day, 100_000)).Count;

    [Benchmark]
    public async Task<int> WeekPerMinute() =>
        (await _store.AggregateAsync(Next(), 3, T0 + 12 * Day, T0 + 19 * Day, 60_000)).Count;

    [Benchmark]
    public async Task<int> MonthPerDay() =>
        (await _store.AggregateAsync(Next(), 3, T0, T0 + 30 * Day, Day)).Count;

    [Benchmark]
    public async Task<int> LastOfAll() => (await _store.LastAsync(_all)).Count;

    [GlobalCleanup]
    public void Close()
    {
        _store.DisposeAsync().AsTask().Wait();
        Directory.Delete(_folder, recursive: true);
    }

    private SourceId Next() => _all[_turn++ % Sources];
}
