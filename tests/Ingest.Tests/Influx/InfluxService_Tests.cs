using System.Globalization;
using System.Text;
using System.Text.Json;
using Facilities.Ingest.Tests.Hosting;
using Facilities.Mqtt;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Influx;

/// <summary>The whole service on a real InfluxDB.</summary>
public sealed class InfluxService_Tests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.InfluxDb)]
    public async Task What_a_device_publishes_is_in_influxdb_under_its_names_and_what_influxdb_refuses_is_in_the_rejects()
    {
        await using var influx = await InfluxServerProcess.StartAsync();
        await using var database = await TestDatabase.CreateAsync(_folder.Path);
        await File.WriteAllTextAsync(_folder.File("password"), InfluxServerProcess.AdministratorPassword);
        await using var service = await RunningService.StartAsync(
            _folder.Path, "--demo", "--Telemetry:Store", "influx", "--Influx:Url", influx.Url.ToString(), "--Influx:User", InfluxServerProcess.Administrator,
            "--Influx:PasswordFile", _folder.File("password"), "--Influx:RetentionPolicy", "fortnight", "--Influx:RetentionDays", "14");
        await using var client = await service.ConnectAsync();
        var now = Now;
        await PublishAsync(client, now, """ "car_speed":1.5,"mode":"normal","occupied":true """);
        await PublishAsync(client, now - 40L * 86_400_000, """ "car_speed":0.5 """);

        await Eventually.HoldsAsync(async () => await RejectsAsync(database) == 1, "the refused reading is among the rejects");
        await using var db = database.Open();
        var reject = await db.Rejects.SingleAsync();
        (reject.AssetId, reject.Reason).ShouldBe((database.First.Value, "store-refused"));
        reject.Detail.ShouldContain("beyond retention policy");
        Encoding.UTF8.GetString(reject.Sample).ShouldContain("car_speed");

        var store = service.Services.GetRequiredService<ITimeSeriesStore>();
        (await store.LastAsync([database.First])).Select(static last => (last.TimestampUnixMs, last.Value)).ShouldBe([(now, 1.5), (now, 1), (now, 0)], ignoreOrder: true);
        (await influx.QueryAsync("SELECT car_speed, Rx FROM fortnight.elevator WHERE site='yulan' AND asset='e-00000'", "facilities")).ShouldContain(now.ToString(CultureInfo.InvariantCulture));
        using var health = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        health.RootElement.GetProperty("checks").GetProperty("influxdb").GetProperty("data").GetProperty("version").GetString()!.ShouldStartWith("1.");

        await influx.KillAsync();
        using var away = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        away.RootElement.GetProperty("checks").GetProperty("influxdb").GetProperty("reason").GetString().ShouldBe("influxdb-connection-refused");
    }

    private static async Task<int> RejectsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Rejects.CountAsync();
    }

    private static async Task PublishAsync(MqttClient client, long time, string values)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $"{{\"ts\":{time},\"values\":{{{values}}}}}");
        (await client.PublishAsync("fm/v1/yulan/e-00000/telemetry", Encoding.UTF8.GetBytes(payload))).ShouldBe(MqttReasonCode.Success);
    }
}
