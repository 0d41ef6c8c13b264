using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Mqtt;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>A diagram of 500 nodes of which each changes once a second, in Chromium with software rendering, while a hand pans it.</summary>
public sealed class SmoothDiagram_Tests
{
    private const string Site = "large";
    private const int Nodes = 500;
    private static readonly TimeSpan Panned = TimeSpan.FromSeconds(20);

    /// <summary>Counts frames and the time between them, and the texts that were written meanwhile.</summary>
    private const string Watch =
        """
        () => {
          window.seen = { frames: [], texts: 0 };
          let last = performance.now();
          const frame = (now) => { window.seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
          requestAnimationFrame(frame);
          new MutationObserver((changes) => { window.seen.texts += changes.filter((change) => change.target.tagName === 'B').length; })
            .observe(document.querySelector('.f-topo .canvas'), { childList: true, subtree: true });
        }
        """;

    [Measurement]
    public async Task Five_hundred_nodes_change_once_a_second_while_the_view_pans()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path);
        (await dashboard.Http.PostAsJsonAsync("/api/provision/assets", new { site = Site, type = "lighting-circuit", count = Nodes, prefix = "circuit-", attributes = new Dictionary<string, string> { ["lamps"] = "20", ["lamp_w"] = "18" } })).EnsureSuccessStatusCode();
        using var end = new CancellationTokenSource();
        var publishing = PublishAsync(dashboard.MqttPort, end.Token);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.SignInAsync(dashboard.Address, "admin", DemoDesk.Password, "en");
        await page.GotoAsync($"/diagrams/{Site}/lighting");
        await page.WaitForSelectorAsync(".f-topo[data-drawn]");
        await page.WaitForTimeoutAsync(5_000);
        await page.EvaluateAsync(Watch);

        var box = (await page.Locator(".f-topo .pan").BoundingBoxAsync())!;
        var began = global::System.Diagnostics.Stopwatch.GetTimestamp();
        await page.EvaluateAsync("() => { window.seen.frames = []; window.seen.texts = 0; }");
        while (global::System.Diagnostics.Stopwatch.GetElapsedTime(began) < Panned) await DragAsync(page, box);
        var took = global::System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;

        var frames = (await page.EvaluateAsync<double[]>("() => window.seen.frames")).ToList();
        var texts = await page.EvaluateAsync<int>("() => window.seen.texts");
        await end.CancelAsync();
        await publishing;
        var (rate, written) = (frames.Count / took, texts / took);
        Measurements.Report("diagram.md",
            "| 500 nodes, each changing once a second, while the view pans | target | measured |\n|---|---|---|",
            string.Create(CultureInfo.InvariantCulture, $"| requestAnimationFrame calls a second | >= 30 | {rate:0.0} |"),
            string.Create(CultureInfo.InvariantCulture, $"| values written a second | – | {written:0} |"),
            $"\n| of {frames.Count} frames, ms between two | p50 | p95 | p99 | max |\n|---|---|---|---|---|",
            Measurements.Line("Chromium, software rendering, 1440 × 1000", frames));
        written.ShouldBeGreaterThan(Nodes / 2d, "values have to change for the figure to mean something");
        rate.ShouldBeGreaterThanOrEqualTo(30);
    }

    /// <summary>Takes the ground between two nodes and moves it there and back.</summary>
    private static async Task DragAsync(IPage page, LocatorBoundingBoxResult box)
    {
        var ground = await page.EvaluateAsync<double[]>("() => { const pan = document.querySelector('.f-topo .pan').getBoundingClientRect(); for (let y = pan.top + 60; y < pan.bottom - 60; y += 7) for (let x = pan.left + 60; x < pan.right - 60; x += 11) if (!document.elementFromPoint(x, y).closest('.card, .x6-edge')) return [x, y]; return [pan.left + 8, pan.top + 8]; }");
        var (x, y) = ((float)ground[0], (float)ground[1]);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        var reach = Math.Min(box.Width, box.Height) * 0.7;
        for (var step = 0; step < 60; step++)
        {
            var swing = Math.Sin(step * Math.PI / 30) * reach;
            await page.Mouse.MoveAsync(x - (float)Math.Abs(swing), y - (float)(Math.Abs(swing) * 0.6));
        }

        await page.Mouse.UpAsync();
    }

    /// <summary>Every asset once a second, until told to end.</summary>
    private static async Task PublishAsync(int port, CancellationToken end)
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "five-hundred" });
        await client.ConnectAsync(CancellationToken.None);
        try
        {
            for (var round = 0; !end.IsCancellationRequested; round++)
            {
                var began = global::System.Diagnostics.Stopwatch.GetTimestamp();
                var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
                for (var n = 1; n <= Nodes; n++)
                {
                    var watts = (300 + (round * 7 + n) % 90).ToString(CultureInfo.InvariantCulture);
                    await client.PublishAsync($"fm/v1/{Site}/circuit-{n}/telemetry", Encoding.UTF8.GetBytes($"{{\"ts\":{at},\"values\":{{\"power_w\":{watts},\"on\":true,\"voltage_v\":229}}}}"), ct: end);
                }

                var rest = TimeSpan.FromSeconds(1) - global::System.Diagnostics.Stopwatch.GetElapsedTime(began);
                if (rest > TimeSpan.Zero) await Task.Delay(rest, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
