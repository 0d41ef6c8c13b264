using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.Ingest.Observability;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>The whole service while its telemetry store is away: it takes in, judges, says so, and catches up.</summary>
public sealed class StoreOutageTests : ServiceFacts
{
    [Fact]
    public async Task Detection_goes_on_the_outage_is_shown_and_everything_arrives_in_the_end()
    {
        await using var real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = Folder.File("scripted.db") });
        var (store, script) = ScriptedStore.Around(real);
        var away = true;
        script.Write = (_, _, _, write) => Volatile.Read(ref away) ? throw new StoreUnavailableException("unreachable", "Nobody listens.") : write();
        await using var service = await StartAsync(services => services.AddSingleton(store));
        await using var client = await service.ConnectAsync();
        var time = Now - 90_000;
        await TrapSomebodyAsync(client, time);

        await Eventually.HoldsAsync(async () => await FaultsAsync() == 1, "the entrapment is found without a store");
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.StoreAway), "the outage is alarmed");
        service.Status.Consumers.Single(consumer => consumer.Name == "store").Error.ShouldBe("unreachable");
        var ready = await service.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, "it still takes in and loses nothing");
        var check = (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("ingest");
        check.GetProperty("reason").GetString().ShouldBe(IngestAlarms.StoreAway);
        check.GetProperty("data").GetProperty("storeLagSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);

        Volatile.Write(ref away, false);

        await Eventually.HoldsAsync(async () => (await real.RangeAsync(Database.First, TestDatabase.No("occupied"), time, Now, 100)).Count == 10, "ten samples in the store");
        await Eventually.HoldsAsync(() => service.Status.Alarms.Count == 0, "the alarm is over");
    }
}
