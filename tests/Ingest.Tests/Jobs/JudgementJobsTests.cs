using System.Globalization;
using Facilities.Detection;
using Facilities.Ingest.Jobs;
using Facilities.Ingest.Tests.Hosting;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Jobs;

/// <summary>The jobs that judge again: over stored telemetry, and with baselines that start over.</summary>
public sealed class JudgementJobsTests : ServiceFacts
{
    [Fact]
    public async Task The_anomaly_scan_finds_what_came_too_late_and_out_of_order_to_be_judged_live()
    {
        await using var service = await StartAsync();
        await using var client = await service.ConnectAsync();
        var trapped = Now - 7_200_000;
        await PublishAsync(client, Now, """ "car_speed":0,"in_door_zone":true,"door_state":"open","occupied":false,"mode":"normal" """);
        // The buffered past arrives last part first.
        await PublishAsync(client, trapped + 190_000, """ "car_speed":0,"in_door_zone":true,"door_state":"open","occupied":false,"mode":"normal" """);
        for (var i = 18; i >= 0; i--) await PublishAsync(client, trapped + i * 10_000, Trapped);
        var store = service.Services.GetRequiredService<ITimeSeriesStore>();
        await Eventually.HoldsAsync(
            async () => (await store.RangeAsync(Database.First, TestDatabase.No("occupied"), trapped, Now, 100)).Count == 21, "everything in the store");
        await Eventually.HoldsAsync(() => service.Status.Consumers.All(consumer => consumer.LagBytes == 0), "everything judged live");

        await service.Services.GetRequiredService<AnomalyScan>().RunAsync(TimeSpan.Zero, default);

        await using var db = Database.Open();
        var finding = await db.Findings.SingleAsync(found => found.RuleKey == "entrapment");
        finding.OnsetAt.ToUnixTimeMilliseconds().ShouldBe(trapped);
        finding.ClearedAt!.Value.ToUnixTimeMilliseconds().ShouldBe(trapped + 190_000);
        finding.Stood.ShouldBeFalse();
        // A trapping that is over still is a loss event: it gets its fault.
        (await db.Faults.SingleAsync()).Family.ShouldBe("entrapment");
    }

    [Fact]
    public async Task A_baseline_that_only_grows_wider_starts_over_after_ten_times_its_training()
    {
        const int training = 300;
        await using var service = await StartAsync();
        await service.Services.GetRequiredService<Provisioning>().ProvisionAsync(Caller.Service, new ProvisionRequest("yulan", "test-rig-pump", 1, "rig", training), default);
        var directory = service.Services.GetRequiredService<AssetDirectory>();
        await Eventually.HoldsAsync(() => directory.All.Any(asset => asset.Code == "rig"), "the rig in the directory");
        var rig = directory.All.Single(asset => asset.Code == "rig");
        await using var client = await service.ConnectAsync();
        var keys = rig.Template.Vectors[0].Definition.Channels.Select(channel => channel.Point).ToList();
        var first = Now - (training * 11 + 20) * 1_000L;
        for (var row = 0; row < training * 11 + 10; row++)
        {
            var values = string.Join(',', keys.Select((key, channel) => string.Create(CultureInfo.InvariantCulture, $"\"{key}\":{30 + 0.1 * Math.Sin(row * (1.7 + channel)):F4}")));
            await PublishAsync(client, first + row * 1_000L, values, "rig");
        }

        var freshness = service.Services.GetRequiredService<IFreshnessView>();
        await Eventually.HoldsAsync(() => Progress().Rows > training * 11, "all rows judged");
        Progress().Trained.ShouldBeTrue();

        await ActivatorUtilities.CreateInstance<RetrainingJob>(service.Services).Execute(null!);

        await Eventually.HoldsAsync(() => !Progress().Trained, "the baseline starts over");

        VectorProgress Progress() => freshness.Get(rig.Source, Now)!.Vectors[0];
    }
}
