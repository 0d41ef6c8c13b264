using Facilities.Storage.Tests.Influx;
using Facilities.Storage.Tests.Journal;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

public sealed class TransferTests : IDisposable
{
    private const long T0 = 1_767_225_600_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_holds_the_same_bit_for_bit_and_says_so()
    {
        await using var from = Open("from");
        await using var to = Open("to");
        await FillAsync(from, sources: 70, count: 40);

        var rounds = new List<SourceId>();
        var report = await StoreCopy.RunAsync(from, to, new SourceId(0), ReadingPages.Earliest, ReadingPages.Latest, (source, _) => rounds.Add(source));

        report.Sources.ShouldBe(70);
        report.Differing.ShouldBeEmpty();
        rounds.Select(source => source.Value).ShouldBe([64, 70]);
        for (var source = 1; source <= 70; source++)
        {
            var wanted = await from.TotalsAsync(new SourceId(source), 0, ReadingPages.Latest);
            wanted.Samples.ShouldBeGreaterThan(0);
            (await to.TotalsAsync(new SourceId(source), 0, ReadingPages.Latest)).IsSameAs(wanted).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task What_the_target_has_besides_is_told_as_a_difference_and_a_copy_goes_on_where_it_was_told_to()
    {
        await using var from = Open("from");
        await using var to = Open("to");
        await FillAsync(from, sources: 5, count: 10);
        await to.WriteAsync(One(new SourceId(4), T0 + 77_777, 3), JournalPosition.Start);

        var report = await StoreCopy.RunAsync(from, to, new SourceId(2), ReadingPages.Earliest, ReadingPages.Latest, (_, _) => { });

        report.Sources.ShouldBe(3);
        report.Differing.ShouldBe([new SourceId(4)]);
        (await to.TotalsAsync(new SourceId(1), 0, ReadingPages.Latest)).Samples.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_export_read_in_again_is_the_same_store(bool asLines)
    {
        IReadingText text = asLines ? new LineText() : new CsvText();
        await using var from = Open("from");
        await using var to = Open("to");
        // Line protocol has no NaN.
        await FillAsync(from, sources: 2, count: 6_000, withNaN: !asLines);
        var file = _folder.Of("export.txt");

        var (written, nameless) = await StoreExport.RunAsync(from, new TestNames(), text, file, ReadingPages.Earliest, ReadingPages.Latest);
        (await File.ReadAllLinesAsync(file)).Length.ShouldBeGreaterThanOrEqualTo(12_000);
        var (read, refused) = await StoreImport.RunAsync(to, new TestNames(), text, file, (line, problem) => throw new InvalidOperationException($"{line}: {problem}"));

        (written.Sources, nameless, refused, read.Samples).ShouldBe((2, 0, 0, written.Samples));
        File.Exists(file + ".resume").ShouldBeFalse();
        foreach (var source in await from.SourcesAsync(new SourceId(0), 10))
        {
            (await to.TotalsAsync(source, 0, ReadingPages.Latest)).ToString().ShouldBe((await from.TotalsAsync(source, 0, ReadingPages.Latest)).ToString());
        }
    }

    [Fact]
    public async Task A_broken_off_export_goes_on_and_makes_the_same_file()
    {
        await using var store = Open("store");
        await FillAsync(store, sources: 2, count: 12_000);
        var (whole, broken) = (_folder.Of("whole.csv"), _folder.Of("broken.csv"));
        await StoreExport.RunAsync(store, new TestNames(), new CsvText(), whole, ReadingPages.Earliest, ReadingPages.Latest);

        for (var pages = 1; pages <= 3; pages++)
        {
            using var stop = new CancellationTokenSource();
            var left = pages;
            var progress = new Told(_ =>
            {
                if (--left == 0) stop.Cancel();
            });
            await Should.ThrowAsync<OperationCanceledException>(() => StoreExport.RunAsync(store, new TestNames(), new CsvText(), broken, ReadingPages.Earliest, ReadingPages.Latest, progress, stop.Token));
            // What stands behind the last page that was told of is cut off.
            await File.AppendAllTextAsync(broken, "2026-01-01T00:00");
        }

        await StoreExport.RunAsync(store, new TestNames(), new CsvText(), broken, ReadingPages.Earliest, ReadingPages.Latest);
        (await File.ReadAllBytesAsync(broken)).ShouldBe(await File.ReadAllBytesAsync(whole));
        (await Should.ThrowAsync<IOException>(() => StoreExport.RunAsync(store, new TestNames(), new CsvText(), broken, ReadingPages.Earliest, ReadingPages.Latest))).Message.ShouldContain("is there already");
    }

    [Fact]
    public async Task Lines_that_make_no_sense_are_told_by_number_and_the_others_taken()
    {
        await using var store = Open("store");
        var file = _folder.Of("mixed.csv");
        var names = new TestNames();
        names.TryGet(new SourceId(11), out var lift).ShouldBeTrue();
        var point = lift!.Points.Points[0].Key;
        var asset = $"\"{lift.Site.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{lift.Asset}";
        await File.WriteAllLinesAsync(
            file,
            [
                "time,received,flags,site,asset,point,value",
                $"2026-01-01T00:00:00.000Z,2026-01-01T00:00:01.000Z,0,{asset},{point},1.5",
                $"yesterday,2026-01-01T00:00:01.000Z,0,{asset},{point},1.5",
                $"2026-01-01T00:00:02.000Z,2026-01-01T00:00:01.000Z,0,nowhere,e-99,{point},1.5",
                $"2026-01-01T00:00:02.000Z,2026-01-01T00:00:01.000Z,0,{asset},no_such,1.5",
                $"2026-01-01T00:00:02.000Z,2026-01-01T00:00:01.000Z,0,{asset},{point},much",
                "2026-01-01T00:00:02.000Z",
                $"2026-01-01T08:00:02.000+08:00,2026-01-01T00:00:03.000Z,4,{asset},{point},NaN",
            ]);

        var refused = new List<(long Line, string Problem)>();
        var (read, left) = await StoreImport.RunAsync(store, names, new CsvText(), file, (line, problem) => refused.Add((line, problem)));

        (read.Samples, left).ShouldBe((2, 5));
        refused.Select(r => r.Line).ShouldBe([3, 4, 5, 6, 7]);
        refused[1].Problem.ShouldContain("isn't registered");
        var readings = new ReadingBatch();
        await store.ReadingsAsync(new SourceId(11), T0, T0 + 10_000, 10, readings);
        readings.Count.ShouldBe(2);
        (readings[1].EventTimeUnixMs, readings[1].Flags).ShouldBe((T0 + 2000, ReadingFlags.Retained));
        readings[1].Values[0].Value.ShouldBe(double.NaN);
    }

    private static async Task FillAsync(SqliteTimeSeriesStore store, int sources, int count, bool withNaN = true)
    {
        var random = new Random(sources);
        var batch = new ReadingBatch();
        for (var i = 0; i < count; i++)
        {
            for (var n = 1; n <= sources; n++)
            {
                // The two that the test names know, when there are two.
                var source = new SourceId(sources == 2 ? n + 10 : n);
                var time = T0 + i * 1000 + random.Next(400);
                double[] values = [random.NextDouble(), Math.Round(random.NextDouble() * 50, 1), withNaN && i % 9 == 0 ? double.NaN : -0.0];
                batch.Add(source, time, time + random.Next(100), (ReadingFlags)random.Next(8), values.Select((v, p) => new PointValue((ushort)(p + 1), v)).ToArray());
            }
        }

        await store.WriteAsync(batch, JournalPosition.Start);
        await store.FlushAsync();
    }

    private static ReadingBatch One(SourceId source, long time, double value)
    {
        var batch = new ReadingBatch();
        batch.Add(source, time, time, ReadingFlags.None, [new PointValue(1, value)]);
        return batch;
    }

    private SqliteTimeSeriesStore Open(string name) => SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = _folder.Of(name + ".db") });

    private sealed class Told(Action<TransferProgress> tell) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => tell(value);
    }
}
