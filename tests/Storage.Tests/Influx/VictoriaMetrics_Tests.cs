using System.Diagnostics;
using System.Text.Json;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Another reader of line protocol takes what we write by both paths. It knows no InfluxQL, so its own export is asked.</summary>
public sealed class VictoriaMetrics_Tests
{
    [TheoryNeeding(Need.VictoriaMetrics)]
    [InlineData(InfluxWritePath.ApiV2)]
    [InlineData(InfluxWritePath.Write)]
    public async Task Lines_written_by_either_path_arrive_whole(InfluxWritePath path)
    {
        using var folder = new TempFolder();
        await using var server = await VictoriaMetricsProcess.StartAsync();
        var options = new InfluxOptions
        {
            // Lines of samples only.
            RollUps = false,
            Url = server.Url,
            Organisation = "our org",
            RetentionPolicy = "long",
            Token = "any",
            WritePath = path,
            Gzip = true,
            PositionPath = folder.File("influx.position"),
        };
        var first = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds();
        await using (var store = InfluxTimeSeriesStore.Open(options, new TestNames(), new KeptRefusals()))
        {
            var batch = new ReadingBatch();
            for (var i = 0; i < 500; i++) batch.Add(new SourceId(i % 5 + 5), first + i, first + i, ReadingFlags.None, [new PointValue(1, i / 4.0), new PointValue(2, i)]);
            await store.WriteAsync(batch, new JournalPosition(1));
            await store.FlushAsync();
            store.AppliedThrough.ShouldBe(new JournalPosition(1));
        }

        var series = await ExportedAsync(server, 500);
        series.Count.ShouldBe(5);
        series.ShouldAllBe(static one => one.GetProperty("metric").GetProperty("site").GetString() == TestNames.Site);
        SamplesOf(series).Order().ShouldBe(Enumerable.Range(0, 500).Select(i => (first + i, i / 4.0)));
    }

    /// <summary>A new series is found a second or so after it was written.</summary>
    private static async Task<List<JsonElement>> ExportedAsync(VictoriaMetricsProcess server, int samples)
    {
        for (var limit = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var lines = (await server.ExportAsync("elevator_speed")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            List<JsonElement> series = [.. lines.Select(static line => JsonDocument.Parse(line).RootElement)];
            if (SamplesOf(series).Count() == samples || limit.Elapsed > TimeSpan.FromSeconds(30)) return series;
        }
    }

    private static IEnumerable<(long Time, double Value)> SamplesOf(IEnumerable<JsonElement> series) => series.SelectMany(static one =>
        one.GetProperty("timestamps").EnumerateArray().Select(static time => time.GetInt64()).Zip(one.GetProperty("values").EnumerateArray().Select(static value => value.GetDouble())));
}
