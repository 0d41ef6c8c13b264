using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>How long a person waits for the chart of 30 days and of a year of one point that reports every 10 s: from the click until it is drawn.</summary>
public sealed class ChartPage_Tests
{
    private const int Openings = 20;
    private const long DayMs = 86_400_000;
    private const int EveryMs = 10_000;

    /// <summary>Clicks the range and waits until a chart of about that length is drawn; milliseconds.</summary>
    private const string Click =
        """
        ([key, length]) => new Promise((resolve) => {
          const began = performance.now();
          const root = document.querySelector('.f-explore');
          const drawn = (event) => {
            const shown = event.target.dataset.to - event.target.dataset.from;
            if (Math.abs(shown - length) > length * 0.01) return;
            root.removeEventListener('f-drawn', drawn);
            resolve(performance.now() - began);
          };
          root.addEventListener('f-drawn', drawn);
          root.querySelector(`a[href*='range=${key}']`).click();
        })
        """;

    [Measurement]
    public async Task Thirty_days_and_a_year_of_a_point()
    {
        using var folder = new TempFolder();
        int asset;
        await using (var first = await RunningDashboard.StartAsync(folder.Path))
        {
            (await first.Http.PostAsJsonAsync("/api/provision/assets", new { site = "large", type = "booster-pump", count = 1, prefix = "pump" })).EnsureSuccessStatusCode();
            using var client = await SignedInClient.SignInAsync(first.Address, "admin", DemoDesk.Password);
            var found = JsonDocument.Parse(await client.Http.GetStringAsync(new Uri("/api/assets?q=pump&type=booster-pump&take=50", UriKind.Relative)));
            asset = found.RootElement.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("place")).Single(place => place.GetProperty("siteCode").GetString() == "large").GetProperty("id").GetInt32();
            await first.StopAsync();
        }

        var samples = await FillAsync(folder.File("telemetry.db"), asset);
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.SignInAsync(dashboard.Address, "admin", DemoDesk.Password, "en");
        await page.GotoAsync("/charts?p=large/pump/discharge_mpa&range=7d");
        await page.WaitForSelectorAsync(".f-explore .f-chart[data-from]");
        await page.WaitForTimeoutAsync(10_000);

        var (month, year) = (new List<double>(), new List<double>());
        for (var n = 0; n < Openings; n++)
        {
            month.Add(await OpenAsync(page, "30d", 30));
            year.Add(await OpenAsync(page, "1y", 365));
        }

        Measurements.Report("charts.md",
            $"| one point, {samples.ToString("#,0", CultureInfo.InvariantCulture)} samples in a year; from the click until drawn, of {Openings} each | p50, ms | p95, ms | p99, ms | max, ms |\n|---|---|---|---|---|",
            Measurements.Line("30 days (target < 300 ms)", month), Measurements.Line("a year (target < 1,000 ms)", year));
    }

    private static Task<double> OpenAsync(IPage page, string key, int days) => page.EvaluateAsync<double>(Click, new object[] { key, days * DayMs });

    /// <summary>A year until now: a daily swing with noise and, once a month, half a day of silence.</summary>
    private static async Task<int> FillAsync(string path, int asset)
    {
        var point = (ushort)1;
        await using var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = path });
        var random = new Random(1);
        var batch = new ReadingBatch();
        var until = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var written = 0;
        for (var at = until - 366 * DayMs; at < until; at += EveryMs)
        {
            if (at / DayMs % 30 == 0 && at % DayMs < DayMs / 2) continue;
            batch.Add(new SourceId(asset), at, at + 60, ReadingFlags.None, [new PointValue(point, Math.Round(0.45 + 0.03 * Math.Sin(at * 2 * Math.PI / DayMs) + 0.01 * random.NextDouble(), 3))]);
            if (++written % 20_000 != 0) continue;
            await store.WriteAsync(batch, JournalPosition.Start);
            batch.Clear();
        }

        await store.WriteAsync(batch, JournalPosition.Start);
        await store.FlushAsync();
        return written;
    }
}
