using System.Globalization;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>Recordings of a real pump, played by the real simulator against the real service (see the recordings' own README for their labels).</summary>
public sealed class Replay_Tests
{
    /// <summary>A minute of the recording each second: findings must stand while they are told, as a live pump's would.</summary>
    private const double Speed = 60;

    [FactNeeding(Need.Recordings)]
    public async Task A_closed_valve_raises_exactly_one_anomaly_fault_inside_its_labelled_span_and_names_the_flow()
    {
        var file = TestRecordings.PathOf("skab/valve1/8.csv");
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: true, Speed);
        using var admin = await SignedInClient.SignInAsync(dashboard.Address, "admin", "demo-Facilities-1");

        await PlayAsync(dashboard, file, "rig-v1-8");
        var faults = await FaultsAsync(admin, "rig-v1-8");

        faults.Count.ShouldBe(1, string.Join('\n', faults));
        var detail = await GetAsync(admin, $"/api/faults/{faults[0].GetProperty("id").GetInt32()}");
        var anomalies = detail.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("ruleKey").GetString()!.StartsWith("ewma", StringComparison.Ordinal)).ToList();
        anomalies.Count.ShouldBe(1);
        anomalies[0].GetProperty("signal").GetString()!.ShouldContain("flow");
        var shift = await ShiftAsync(admin, "rig-v1-8", file);
        var onset = anomalies[0].GetProperty("onsetAt").GetDateTimeOffset() - shift;
        var (from, until) = LabelledSpan(file);
        onset.ShouldBeInRange(from, until);
    }

    [FactNeeding(Need.Recordings)]
    public async Task Normal_running_raises_nothing_after_four_thousand_rows_of_training()
    {
        var file = TestRecordings.PathOf("skab/anomaly-free/anomaly-free-first-4700.csv");
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: true, Speed);
        using var admin = await SignedInClient.SignInAsync(dashboard.Address, "admin", "demo-Facilities-1");

        await PlayAsync(dashboard, file, "rig-free", "--map", "skab-anomaly-free");

        (await FaultsAsync(admin, "rig-free")).ShouldBeEmpty();
    }

    private static async Task PlayAsync(RunningDashboard dashboard, string file, string asset, params string[] more)
    {
        await using var replay = ChildProcess.Of(
            "Simulator",
            ["replay", file, "--provision", "--asset", asset, "--broker", $"127.0.0.1:{dashboard.MqttPort}", "--dashboard", dashboard.Address.ToString(), .. more]);
        (await replay.WaitForExitAsync(TimeSpan.FromMinutes(4))).ShouldBe(0, replay.Output);
        await DetectorsCaughtUpAsync(dashboard);
    }

    /// <summary>All that was acknowledged has been judged and told.</summary>
    private static async Task DetectorsCaughtUpAsync(RunningDashboard dashboard)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var status = JsonDocument.Parse(await dashboard.Http.GetStringAsync(new Uri("/api/status", UriKind.Relative), timeout.Token)).RootElement;
            if (status.GetProperty("consumers").EnumerateArray().All(consumer => consumer.GetProperty("lagBytes").GetInt64() == 0)) break;
            await Task.Delay(500, timeout.Token);
        }

        await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
    }

    /// <summary>Every fault of the asset but those for silence, which begins when the recording ends.</summary>
    private static async Task<List<JsonElement>> FaultsAsync(SignedInClient client, string asset)
    {
        var open = await GetAsync(client, $"/api/faults?q={asset}");
        var ended = await GetAsync(client, $"/api/faults?q={asset}&ended=true");
        return [.. open.GetProperty("items").EnumerateArray().Concat(ended.GetProperty("items").EnumerateArray()).Where(fault => fault.GetProperty("family").GetString() is not ("comms" or "sensor"))];
    }

    private static async Task<TimeSpan> ShiftAsync(SignedInClient client, string asset, string file)
    {
        var assets = await GetAsync(client, $"/api/assets?q={asset}");
        var id = assets.GetProperty("items")[0].GetProperty("place").GetProperty("id").GetInt32();
        var values = await GetAsync(client, $"/api/assets/{id}/values");
        var newest = values.EnumerateArray().Where(value => value.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String).Max(value => value.GetProperty("at").GetDateTimeOffset());
        return newest - Moment(File.ReadLines(file).Last());
    }

    private static (DateTimeOffset From, DateTimeOffset Until) LabelledSpan(string file)
    {
        var labelled = File.ReadLines(file).Skip(1).Where(line => line.Split(';')[9].StartsWith('1')).Select(Moment).ToList();
        return (labelled[0], labelled[^1]);
    }

    private static DateTimeOffset Moment(string line) => DateTimeOffset.Parse(line.Split(';')[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<JsonElement> GetAsync(SignedInClient client, string path) =>
        JsonDocument.Parse(await client.Http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
