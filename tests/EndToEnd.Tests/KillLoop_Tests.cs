using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>Several people work faults while the process is killed at random moments: what one of them saw confirmed is there afterwards: steps of the loop, pictures, shifts, channels.</summary>
public sealed class KillLoop_Tests
{
    private const int Kills = 3;

    /// <summary>The beginning of a JPEG, up to where its own bytes begin.</summary>
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 0, 0];

    [Fact]
    public async Task No_confirmed_action_is_lost_by_kill_9()
    {
        using var folder = new TempFolder();
        var confirmed = new ConcurrentBag<(int Fault, string Note)>();
        var acknowledged = new ConcurrentBag<int>();
        var kept = new ConcurrentBag<string>();
        var random = new Random(20261122);
        for (var round = 0; round < Kills; round++)
        {
            await using var dashboard = await RunningDashboard.StartAsync(folder.Path);
            await CheckAsync(dashboard, confirmed, acknowledged, kept);
            using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
            using var firm = await SignedInClient.SignInAsync(dashboard.Address, "firm", DemoDesk.Password);
            using var crew = await SignedInClient.SignInAsync(dashboard.Address, "crew", DemoDesk.Password);
            var lifts = await LiftsAsync(dispatcher.Http);
            var desk = await DeskAsync(firm.Http);
            Task[] working = [.. Enumerable.Range(0, 3).Select(worker => WorkAsync(dispatcher.Http, crew.Http, lifts, $"{round}-{worker}", confirmed, acknowledged)),
                SettingsAsync(dispatcher.Http, firm.Http, lifts[0], desk, $"{round}", kept)];
            var (before, keptBefore) = (confirmed.Count, kept.Count);
            await Eventually.HoldsAsync(() => (confirmed.Count > before + 8 && kept.Count > keptBefore + 6) || Array.TrueForAll(working, work => work.IsCompleted), "people work");
            await Task.Delay(random.Next(0, 1500));
            dashboard.Process.Kill();
            await Task.WhenAll(working);
        }

        await using (var dashboard = await RunningDashboard.StartAsync(folder.Path))
        {
            await CheckAsync(dashboard, confirmed, acknowledged, kept);
            await dashboard.StopAsync();
        }

        confirmed.Count.ShouldBeGreaterThan(Kills * 8);
        acknowledged.ShouldNotBeEmpty();
        foreach (var kind in (string[])["photo", "shift", "channel"]) kept.ShouldContain(one => one.StartsWith(kind, StringComparison.Ordinal));
        var verify = ChildProcess.Of("Ingest", "audit", "verify", "--Data:Path", folder.Path);
        await using (verify) (await verify.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, verify.Output);
    }

    /// <summary>Reports, accepts, dispatches, acknowledges and comments until the service is gone; notes what was answered with success.</summary>
    private static async Task WorkAsync(HttpClient dispatcher, HttpClient crew, int[] lifts, string worker, ConcurrentBag<(int, string)> confirmed, ConcurrentBag<int> acknowledged)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                var note = $"{worker}-{turn.ToString(CultureInfo.InvariantCulture)}";
                var fault = (await SendAsync(dispatcher, $"/api/assets/{lifts[turn % lifts.Length]}/faults", new { family = "door", severity = "P3", mode = "door-wear", note })).GetProperty("fault").GetInt32();
                for (var comment = 0; comment < 3; comment++)
                {
                    var words = $"{note}#{comment.ToString(CultureInfo.InvariantCulture)}";
                    await SendAsync(dispatcher, $"/api/faults/{fault}/actions", new { action = "Comment", note = words });
                    confirmed.Add((fault, words));
                }

                if (!await TryAsync(dispatcher, fault, "Accept") || !await TryAsync(dispatcher, fault, "Dispatch")) continue;
                if (await TryAsync(crew, fault, "Acknowledge")) acknowledged.Add(fault);
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            // Killed: what has no answer may or may not be there.
        }
    }

    /// <summary>Adds pictures, shifts and channels until the service is gone; notes what was answered with success as <c>kind address name</c>.</summary>
    private static async Task SettingsAsync(HttpClient dispatcher, HttpClient firm, int lift, (int Community, int Person) desk, string round, ConcurrentBag<string> kept)
    {
        try
        {
            var fault = (await SendAsync(dispatcher, $"/api/assets/{lift}/faults", new { family = "guide", severity = "P4", note = "pictures" })).GetProperty("fault").GetInt32();
            for (var turn = 0; ; turn++)
            {
                // A picture of its own each time: its name is the digest of its bytes.
                using var picture = new ByteArrayContent([.. Picture, .. Encoding.ASCII.GetBytes($"{round}-{turn}"), 0xFF, 0xD9]) { Headers = { ContentType = new("image/jpeg") } };
                using var answer = await dispatcher.PostAsync(new Uri($"/api/faults/{fault}/files?kind=Before", UriKind.Relative), picture);
                answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
                kept.Add($"photo /api/faults/{fault}/files/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sha256").GetString()}");

                var day = new DateTime(2040 + int.Parse(round, CultureInfo.InvariantCulture), 1, 1).AddDays(turn).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                await SendAsync(dispatcher, $"/api/communities/{desk.Community}/rota/shifts", new { level = "Second", user = desk.Person, from = $"{day}T08:00:00+08:00", until = $"{day}T20:00:00+08:00" });
                kept.Add($"shift /api/communities/{desk.Community}/rota?day={day} {day}T00:00:00");

                // A community has a bounded number of them.
                if (turn >= 3) continue;
                var name = $"kill-{round}-{turn}";
                await SendAsync(firm, "/api/channels", new { community = desk.Community, kind = "DingTalk", name, address = "https://oapi.dingtalk.com/robot/send?access_token=x", locale = "en", isEnabled = false });
                kept.Add($"channel /api/channels {name}");
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            // Killed.
        }
    }

    /// <summary>False: the fault was folded into one of a colleague's that stands on the same lift.</summary>
    private static async Task<bool> TryAsync(HttpClient http, int fault, string action)
    {
        using var answer = await PostAsync(http, $"/api/faults/{fault}/actions", new { action });
        return answer.IsSuccessStatusCode;
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, string path, object body)
    {
        using var answer = await PostAsync(http, path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }

    /// <summary>The community whose firm is signed in, and somebody of its people.</summary>
    private static async Task<(int Community, int Person)> DeskAsync(HttpClient http)
    {
        var overview = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/overview", UriKind.Relative));
        var community = overview.GetProperty("communities")[0].GetProperty("id").GetInt32();
        var week = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/communities/{community}/rota", UriKind.Relative));
        return (community, week.GetProperty("people")[0].GetProperty("user").GetInt32());
    }

    private static async Task<int[]> LiftsAsync(HttpClient http)
    {
        var assets = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/assets?type=elevator", UriKind.Relative));
        return [.. assets.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("place").GetProperty("id").GetInt32())];
    }

    private static async Task CheckAsync(RunningDashboard dashboard, ConcurrentBag<(int Fault, string Note)> confirmed, ConcurrentBag<int> acknowledged, ConcurrentBag<string> kept)
    {
        if (confirmed.IsEmpty) return;
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
        using var firm = await SignedInClient.SignInAsync(dashboard.Address, "firm", DemoDesk.Password);
        foreach (var one in kept)
        {
            // Kind, address, and what stands there; a picture's address is what it is.
            var parts = one.Split(' ');
            using var answer = await firm.Http.GetAsync(new Uri(parts[1], UriKind.Relative));
            answer.IsSuccessStatusCode.ShouldBeTrue(one);
            if (parts.Length > 2) (await answer.Content.ReadAsStringAsync()).ShouldContain(parts[2], Case.Sensitive, one);
        }

        foreach (var fault in confirmed.GroupBy(one => one.Fault))
        {
            var stored = await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{fault.Key}", UriKind.Relative));
            var lines = stored.GetProperty("history").EnumerateArray().ToList();
            var notes = lines.Select(line => line.GetProperty("note").GetString()).ToHashSet();
            foreach (var (_, note) in fault) notes.ShouldContain(note);
            if (acknowledged.Contains(fault.Key)) lines.ShouldContain(line => line.GetProperty("action").GetString() == "Acknowledge");
        }
    }
}
