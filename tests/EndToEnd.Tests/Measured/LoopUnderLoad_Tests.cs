using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Mqtt;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>The loop while 5,000 messages a second come in: from a sensor's message to an open page and to a receiver, and with many people at once.</summary>
public sealed class LoopUnderLoad_Tests
{
    private const string Site = "jinxiu";
    private const string Prefix = "beacon";
    private const int Beacons = 40;
    private const int Rounds = 4;
    private const int Pages = 20;
    private const int Clients = 200;

    private static readonly string[] Paths = ["/", "/faults", "/assets", "/inspections", "/duty", "/deliveries", "/effect", "/assets/jinxiu/booster-1", "/assets/jinxiu/lift-5-1", "/claims"];

    [Measurement]
    public async Task From_telemetry_to_an_open_page_and_to_a_webhook()
    {
        await using var hook = await Webhook.StartAsync();
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, more: ["--Notify:Hosts", "127.0.0.1"]);
        await using var chromium = await Chromium.StartAsync();
        await AddChannelAsync(dashboard, hook.Address);
        var beacons = new List<string[]>();
        for (var round = 0; round < Rounds; round++) beacons.Add(await ProvisionAsync(dashboard, round));
        var page = await chromium.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password, "en");
        await using var load = Load(dashboard, TimeSpan.FromSeconds(30 + (Rounds * (Beacons + 10))));
        await Task.Delay(TimeSpan.FromSeconds(25));

        var (seen, told) = (new List<double>(), new List<double>());
        await using var device = new MqttClient(new MqttClientOptions { Port = dashboard.MqttPort, ClientId = "beacons" });
        await device.ConnectAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await WatchAsync(page, round);
            var sent = new Dictionary<string, DateTimeOffset>();
            foreach (var code in beacons[round])
            {
                sent[code] = DateTimeOffset.UtcNow;
                await SoundAsync(device, code);
                await Task.Delay(1000);
            }

            await Task.Delay(5000);
            var shown = await page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
            seen.AddRange(sent.Where(one => shown.ContainsKey(one.Key)).Select(one => shown[one.Key] - one.Value.ToUnixTimeMilliseconds()));
            told.AddRange(sent.Where(one => hook.Told.ContainsKey(one.Key)).Select(one => (hook.Told[one.Key] - one.Value).TotalMilliseconds));
        }

        Measurements.Report("loop-latency.md",
            $"| from a sensor's message to | of {Rounds * Beacons} | p50, ms | p95, ms | p99, ms | max, ms |\n|---|---|---|---|---|---|",
            Measurements.Line("an open page of faults in Chromium", seen, counted: true),
            Measurements.Line("a webhook", told, counted: true),
            $"\n{await RateAsync(dashboard)}");
        seen.Count.ShouldBe(Rounds * Beacons);
        told.Count.ShouldBe(Rounds * Beacons);
    }

    [Measurement]
    public async Task Twenty_pages_and_two_hundred_phones_at_once()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path);
        await using var chromium = await Chromium.StartAsync();
        await using var load = Load(dashboard, TimeSpan.FromSeconds(200));
        await Task.Delay(TimeSpan.FromSeconds(30));
        var before = await MemoryAsync(dashboard);
        var first = await chromium.SignInAsync(dashboard.Address, "firm", DemoDesk.Password, "zh-CN");
        var problems = new List<string>();
        var pages = new List<IPage>();
        var opening = new List<double>();
        for (var number = 0; number < Pages; number++)
        {
            var page = number == 0 ? first : await first.Context.NewPageAsync();
            page.Console += (_, message) => { if (message.Type == "error") lock (problems) problems.Add(message.Text); };
            page.PageError += (_, error) => { lock (problems) problems.Add(error); };
            var start = Stopwatch.GetTimestamp();
            await page.GotoAsync(Paths[number % Paths.Length]);
            await page.WaitForSelectorAsync(".f-head h1");
            opening.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            pages.Add(page);
        }

        await Task.Delay(TimeSpan.FromSeconds(20));
        var after = await MemoryAsync(dashboard);
        var (latencies, refused) = await PhonesAsync(dashboard, TimeSpan.FromSeconds(60));
        foreach (var page in pages) (await page.Locator("#blazor-error-ui:visible, #components-reconnect-modal.components-reconnect-show").CountAsync()).ShouldBe(0);

        Measurements.Report("loop-people.md",
            "| | p50, ms | p95, ms | p99, ms | max, ms |\n|---|---|---|---|---|",
            Measurements.Line($"open one of {Pages} pages until its heading stands", opening),
            Measurements.Line($"a request of {Clients} phones, one every 2 s each ({latencies.Count})", latencies),
            $"\nerrors in pages {problems.Count}, failed requests {refused.Count}. {await RateAsync(dashboard)}",
            "\n| MiB | open pages | live managed heap | of it a page | working set |\n|---|---|---|---|---|",
            before.Line("before the pages"),
            after.Line("20 s after the last page was opened"),
            (await MemoryAsync(dashboard)).Line("after the phones' minute"));
        after.Circuits.ShouldBe(Pages);
        problems.ShouldBeEmpty();
        refused.ShouldBeEmpty();
    }

    private static async Task<(List<double> Latencies, List<string> Refused)> PhonesAsync(RunningDashboard dashboard, TimeSpan length)
    {
        var (latencies, refused) = (new List<double>(), new List<string>());
        var cookies = new List<string>();
        foreach (var user in (string[])["crew", "crew2", "crewfire", "crewsite"]) cookies.Add(await CookieAsync(dashboard, user));
        var end = DateTime.UtcNow + length;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            // A connection of its own, as a phone has.
            using var handler = new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 1 };
            using var http = new HttpClient(handler) { BaseAddress = dashboard.Address };
            http.DefaultRequestHeaders.Add("Cookie", cookies[number % cookies.Count]);
            await Task.Delay(number * 2000 / Clients);
            for (var turn = 0; DateTime.UtcNow < end; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                var path = turn % 5 == 4 ? "/api/notifications" : "/api/crew/tasks";
                try
                {
                    using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                    await answer.Content.ReadAsByteArrayAsync();
                    lock (latencies) latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    if (answer.StatusCode != HttpStatusCode.OK) lock (refused) refused.Add($"{path} {(int)answer.StatusCode}");
                }
                catch (HttpRequestException e)
                {
                    lock (refused) refused.Add($"{path} {e.Message}");
                }

                var rest = 2000 - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (rest > 0) await Task.Delay(TimeSpan.FromMilliseconds(rest));
            }
        }));
        return (latencies, refused);
    }

    private static async Task<string> CookieAsync(RunningDashboard dashboard, string user)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = dashboard.Address };
        using var answer = await http.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative), new { userName = user, password = DemoDesk.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, user);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    private static ChildProcess Load(RunningDashboard dashboard, TimeSpan length) => ChildProcess.Of(
        "Simulator", "load", "--rate", "5000", "--provision", "2000", "--seconds", length.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "--json",
        "--dashboard", dashboard.Address.ToString(), "--broker", $"127.0.0.1:{dashboard.MqttPort}");

    private static async Task AddChannelAsync(RunningDashboard dashboard, Uri hook)
    {
        using var api = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = dashboard.Address };
        api.DefaultRequestHeaders.Add("Cookie", await CookieAsync(dashboard, "firm"));
        var communities = await api.GetFromJsonAsync<JsonElement>(new Uri("/api/overview", UriKind.Relative));
        var community = communities.GetProperty("communities").EnumerateArray().Single(one => one.GetProperty("siteCode").GetString() == Site).GetProperty("id").GetInt32();
        using var answer = await api.PostAsJsonAsync(
            new Uri("/api/channels", UriKind.Relative), new { community, kind = "Webhook", name = "measured", address = hook.ToString(), secret = "whsec_bWVhc3VyZWQgc2VjcmV0", locale = "en" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string[]> ProvisionAsync(RunningDashboard dashboard, int round)
    {
        using var answer = await dashboard.Http.PostAsJsonAsync(
            new Uri("/api/provision/assets", UriKind.Relative), new { site = Site, type = "smoke-detector", count = Beacons, prefix = $"{Prefix}{round}-" });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];
    }

    /// <summary>Opens the faults of a round's beacons and notes when each line appears.</summary>
    private static async Task WatchAsync(IPage page, int round)
    {
        await page.GotoAsync($"/faults?q={Prefix}{round}-");
        await page.WaitForSelectorAsync(".f-head h1");
        await page.WaitForTimeoutAsync(2000);
        await page.EvaluateAsync(
            """
            prefix => {
              window.seen = {};
              const look = () => {
                for (const line of document.querySelectorAll('.f-line'))
                  for (const code of line.textContent.match(new RegExp(prefix + '\\d+', 'g')) ?? []) window.seen[code] ??= Date.now();
              };
              new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
            }
            """,
            $"{Prefix}{round}-");
    }

    private static async Task SoundAsync(MqttClient device, string code)
    {
        var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var answer = await device.PublishAsync($"fm/v1/{Site}/{code}/telemetry", Encoding.UTF8.GetBytes($"{{\"ts\":{at},\"values\":{{\"alarm\":true}}}}"));
        ((int)answer).ShouldBeLessThan(0x80);
    }

    private static async Task<string> RateAsync(RunningDashboard dashboard)
    {
        var status = await dashboard.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/status", UriKind.Relative));
        return $"Messages a second at the end, as the service counts them: {status.GetProperty("messagesPerSecond").GetDouble():0}.";
    }

    /// <summary>As the service counts it: see <c>circuits</c> in docs/formats/rest.md.</summary>
    private static async Task<Memory> MemoryAsync(RunningDashboard dashboard)
    {
        var status = await dashboard.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/status", UriKind.Relative));
        var circuits = status.GetProperty("circuits");
        return new Memory(
            circuits.GetProperty("open").GetInt32(), circuits.GetProperty("heapBytes").GetInt64(), circuits.GetProperty("bytesPerCircuit").GetInt64(), status.GetProperty("workingSetBytes").GetInt64());
    }

    private sealed record Memory(int Circuits, long HeapBytes, long BytesPerCircuit, long WorkingSetBytes)
    {
        public string Line(string when) =>
            string.Create(CultureInfo.InvariantCulture, $"| {when} | {Circuits} | {HeapBytes / 1048576.0:0} | {BytesPerCircuit / 1048576.0:0.0} | {WorkingSetBytes / 1048576.0:0} |");
    }
}
