using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

/// <summary>The demo with its samples in a real InfluxDB, as the README says how.</summary>
public sealed class InfluxDashboard_Tests
{
    [FactNeeding(Need.InfluxDb)]
    public async Task The_dashboard_shows_live_values_and_history_that_lie_in_influxdb()
    {
        await using var influx = await InfluxServerProcess.StartAsync();
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(
            folder.Path, demo: true, speed: 1, "--Telemetry:Store", "influx", "--Influx:Url", influx.Url.ToString(),
            "--Influx:User", InfluxServerProcess.Administrator, "--Influx:Password", InfluxServerProcess.AdministratorPassword);
        using var client = await SignedInClient.SignInAsync(dashboard.Address, "admin", "demo-Facilities-1");
        var assets = await GetAsync(client, "/api/assets");
        var id = assets.GetProperty("items")[0].GetProperty("place").GetProperty("id").GetInt32();

        JsonElement value = default;
        await Eventually.HoldsAsync(async () => TryFindValue(await GetAsync(client, $"/api/assets/{id}/values"), out value), "the first asset has a value");
        var key = value.GetProperty("key").GetString();
        await Eventually.HoldsAsync(
            async () => (await GetAsync(client, $"/api/assets/{id}/series/{key}")).GetProperty("points").GetArrayLength() > 0, $"{key} has a history; {dashboard.Process.Output}");
        File.Exists(folder.File("telemetry.db")).ShouldBeFalse();
        (await influx.QueryAsync("SHOW MEASUREMENTS", "facilities")).ShouldContain("elevator");
        await dashboard.StopAsync();
    }

    private static bool TryFindValue(JsonElement values, out JsonElement found)
    {
        found = values.EnumerateArray().FirstOrDefault(static value => value.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String);
        return found.ValueKind == JsonValueKind.Object;
    }

    private static async Task<JsonElement> GetAsync(SignedInClient client, string path) =>
        JsonDocument.Parse(await client.Http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
