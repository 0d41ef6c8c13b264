using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;
using Facilities.Testing;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Samples go from the embedded store to a real InfluxDB 1.6.7 and back, and are the same at the end, bit for bit.</summary>
public sealed class InfluxCopy_Tests(InfluxServerFixture fixture) : IClassFixture<InfluxServerFixture>, IDisposable
{
    private const long T0 = 1_767_225_600_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.InfluxDb)]
    public async Task A_copy_to_influxdb_and_back_holds_the_same_samples()
    {
        await using var from = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = _folder.File("from.db") });
        await using var back = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = _folder.File("back.db") });
        await using var influx = InfluxTimeSeriesStore.Open(
            new InfluxOptions
            {
                Url = fixture.Server.Url,
                Database = InfluxServerFixture.NewDatabase(),
                User = InfluxServerProcess.Administrator,
                Password = InfluxServerProcess.AdministratorPassword,
                PositionPath = _folder.File("influx.position"),
            },
            new TestNames(), new KeptRefusals());
        await FillAsync(from);

        var there = await StoreCopy.RunAsync(from, influx, new SourceId(0), ReadingPages.Earliest, ReadingPages.Latest, (_, _) => { });
        there.Differing.ShouldBeEmpty();
        var returned = await StoreCopy.RunAsync(influx, back, new SourceId(0), ReadingPages.Earliest, ReadingPages.Latest, (_, _) => { });

        returned.Differing.ShouldBeEmpty();
        returned.Samples.ShouldBe(there.Samples);
        foreach (var source in (SourceId[])[new(11), new(12), new(13)])
        {
            var wanted = await from.TotalsAsync(source, 0, ReadingPages.Latest);
            wanted.Samples.ShouldBeGreaterThan(10_000);
            (await back.TotalsAsync(source, 0, ReadingPages.Latest)).ToString().ShouldBe(wanted.ToString());
        }
    }

    private static async Task FillAsync(SqliteTimeSeriesStore store)
    {
        var random = new Random(7);
        var batch = new ReadingBatch();
        for (var i = 0; i < 6_000; i++)
        {
            foreach (var source in (int[])[11, 12, 13])
            {
                var time = T0 + i * 1000 + random.Next(400);
                PointValue[] values = [new(1, random.NextDouble()), new(2, i % 50 == 0 ? double.NaN : Math.Round(random.NextDouble() * 50, 1)), new(3, -0.0)];
                batch.Add(new SourceId(source), time, time + random.Next(100), (ReadingFlags)random.Next(8), values.AsSpan(0, random.Next(2, 4)));
            }
        }

        await store.WriteAsync(batch, JournalPosition.Start);
        await store.FlushAsync();
    }
}
