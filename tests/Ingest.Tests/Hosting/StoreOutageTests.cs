using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>The whole service while its telemetry store is away: it takes in, judges, says so, and catches up.</summary>
public sealed class StoreOutageTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private TestDatabase _database = null!;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(_folder.Path);

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Detection_goes_on_the_outage_is_shown_and_everything_arrives_in_the_end()
    {
        await using var real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("scripted.db") });
        var (store, script) = ScriptedStore.Around(real);
        var away = true;
        script.Write = (_, _, _, write) => Volatile.Read(ref away) ? throw new StoreUnavailableException("unreachable", "Nobody listens.") : write();
        await using var service = await RunningService.StartAsync(_folder.Path, services => services.AddSingleton(store), "--demo");
        await using var client = await service.ConnectAsync();
        var time = Now - 90_000;
        for (var i = 0; i <= 9; i++)
        {
            var payload = Encoding.UTF8.GetBytes($$$"""{"ts":{{{time + i * 10_000}}},"values":{"car_speed":0,"in_door_zone":false,"door_state":"closed","occupied":true,"mode":"normal"}}""");
            (await client.PublishAsync("fm/v1/yulan/e-00000/telemetry", payload, MqttQualityOfService.AtLeastOnce)).ShouldBe(MqttReasonCode.Success);
        }

        await Eventually.HoldsAsync(async () => await FaultsAsync() == 1, "the entrapment is found without a store");
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.StoreAway), "the outage is alarmed");
        service.Status.Consumers.Single(consumer => consumer.Name == "store").Error.ShouldBe("unreachable");
        var ready = await service.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, "it still takes in and loses nothing");
        var check = (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("ingest");
        check.GetProperty("reason").GetString().ShouldBe(IngestAlarms.StoreAway);
        check.GetProperty("data").GetProperty("storeLagSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);

        Volatile.Write(ref away, false);

        await Eventually.HoldsAsync(async () => (await real.RangeAsync(_database.First, TestDatabase.No("occupied"), time, Now, 100)).Count == 10, "ten samples in the store");
        await Eventually.HoldsAsync(() => service.Status.Alarms.Count == 0, "the alarm is over");
    }

    private async Task<int> FaultsAsync()
    {
        await using var db = _database.Open();
        return await db.Faults.CountAsync();
    }
}
