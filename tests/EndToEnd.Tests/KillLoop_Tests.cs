using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>Several people work faults while the process is killed at random moments: what one of them saw confirmed is there afterwards.</summary>
public sealed class KillLoop_Tests
{
    private const int Kills = 3;

    [Fact]
    public async Task No_confirmed_action_is_lost_by_kill_9()
    {
        var folder = Directory.CreateTempSubdirectory("kill-loop-").FullName;
        var confirmed = new ConcurrentBag<(int Fault, string Note)>();
        var acknowledged = new ConcurrentBag<int>();
        var random = new Random(20261122);
        for (var round = 0; round < Kills; round++)
        {
            await using var dashboard = await RunningDashboard.StartAsync(folder);
            await CheckAsync(dashboard, confirmed, acknowledged);
            using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
            using var crew = await SignedInClient.SignInAsync(dashboard.Address, "crew", DemoDesk.Password);
            var lifts = await LiftsAsync(dispatcher.Http);
            var working = Enumerable.Range(0, 4).Select(worker => WorkAsync(dispatcher.Http, crew.Http, lifts, $"{round}-{worker}", confirmed, acknowledged)).ToArray();
            var before = confirmed.Count;
            await Eventually.HoldsAsync(() => confirmed.Count > before + 8 || Array.TrueForAll(working, work => work.IsCompleted), "people work");
            await Task.Delay(random.Next(0, 1500));
            dashboard.Process.Kill();
            await Task.WhenAll(working);
        }

        await using (var dashboard = await RunningDashboard.StartAsync(folder))
        {
            await CheckAsync(dashboard, confirmed, acknowledged);
            await dashboard.StopAsync();
        }

        confirmed.Count.ShouldBeGreaterThan(Kills * 8);
        acknowledged.ShouldNotBeEmpty();
        var verify = ChildProcess.Of("Ingest", "audit", "verify", "--Data:Path", folder);
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

    private static async Task<int[]> LiftsAsync(HttpClient http)
    {
        var assets = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/assets?type=elevator", UriKind.Relative));
        return [.. assets.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("place").GetProperty("id").GetInt32())];
    }

    private static async Task CheckAsync(RunningDashboard dashboard, ConcurrentBag<(int Fault, string Note)> confirmed, ConcurrentBag<int> acknowledged)
    {
        if (confirmed.IsEmpty) return;
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
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
