using System.Diagnostics;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Xunit.Abstractions;

namespace Facilities.Operations.Tests;

public sealed class Registry_Tests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_assets_come_and_go_in_one_transaction_each()
    {
        await using var site = await TestSite.StartAsync();
        var provisioning = site.Get<Provisioning>();
        var directory = site.Get<AssetDirectory>();
        var watch = Stopwatch.StartNew();
        var codes = await provisioning.ProvisionAsync(site.Admin, new ProvisionRequest("load", "elevator", 10_000, "e", TrainingRows: null), default);
        output.WriteLine($"made in {watch.Elapsed}");
        (codes.Count, codes[0], codes[^1], directory.All.Count).ShouldBe((10_000, "e00001", "e10000", 10_003));
        directory.TryGet("load/e04711"u8, out var entry).ShouldBeTrue();
        entry!.Points.Points.Count.ShouldBeGreaterThan(20);
        (await provisioning.ProvisionAsync(site.Admin, new ProvisionRequest("load", "elevator", 10_000, "e"), default)).Count.ShouldBe(10_000);
        directory.All.Count.ShouldBe(10_003);
        site.Series.Add(entry.Source.Value, 1, 0, 1);

        watch.Restart();
        (await provisioning.RemoveAsync(site.Admin, "load", "e", default)).ShouldBe(10_000);
        output.WriteLine($"removed in {watch.Elapsed}");
        directory.All.Count.ShouldBe(3);
        (await site.Series.SeriesAsync(entry.Source)).ShouldBeEmpty();
        await Should.ThrowAsync<RuleViolation>(() => provisioning.ProvisionAsync(site.Manager, new ProvisionRequest("load", "elevator", 1, "x"), default));
        (await site.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Looking_an_asset_up_by_its_topic_allocates_nothing_and_an_unchanged_asset_stays_the_same_entry()
    {
        await using var site = await TestSite.StartAsync();
        var directory = site.Get<AssetDirectory>();
        directory.TryGet("wanghai/lift-1"u8, out var before).ShouldBeTrue();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) directory.TryGet("wanghai/lift-1"u8, out _);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBe(0);
        directory.TryGet("wanghai/lift-9"u8, out _).ShouldBeFalse();

        var version = directory.Version;
        await site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.FirePump, "not-auto", "for_s", 60, null, default);
        directory.Version.ShouldBe(version + 1);
        directory.TryGet("wanghai/lift-1"u8, out var after).ShouldBeTrue();
        after.ShouldBeSameAs(before);
        directory.TryGet(new SourceId(site.FirePump.Value), out var pump).ShouldBeTrue();
        pump!.Overrides!.Rules["not-auto"].For.ShouldBe(TimeSpan.FromMinutes(1));
        await directory.RefreshAsync(default);
        directory.Version.ShouldBe(version + 1);
    }

    [Fact]
    public async Task A_replaced_sensor_is_declared_for_one_point_that_there_is()
    {
        await using var site = await TestSite.StartAsync();
        var registry = site.Get<AssetRegistry>();
        await registry.SetThresholdAsync(site.Manager, site.Lift, "point:vib_z", "replaced", site.Now.ToUnixTimeSeconds(), "new sensor", default);

        site.Get<AssetDirectory>().TryGet(new SourceId(site.Lift.Value), out var lift).ShouldBeTrue();
        lift!.Profile.Points.Where(point => point.ReplacedUnixMs != 0).ShouldHaveSingleItem().Definition.Key.ShouldBe("vib_z");
        lift.Profile.Points.Single(point => point.Definition.Key == "vib_z").ReplacedUnixMs.ShouldBe(site.Now.ToUnixTimeSeconds() * 1_000);
        foreach (var (point, parameter) in ((string, string)[])[("point:colour", "replaced"), ("point:vib_z", "limit"), ("vib-z", "replaced")])
            (await Should.ThrowAsync<RuleViolation>(() => registry.SetThresholdAsync(site.Manager, site.Lift, point, parameter, 1, null, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => registry.DeclareReplacedAsync(site.Manager, site.Lift, "vib_z", site.Now.AddMinutes(1), null, default))).Code.ShouldBe(OperationCodes.ReplacedAhead);

        await registry.DeclareReplacedAsync(site.Manager, site.Lift, "vib_z", null, null, default);
        site.Get<AssetDirectory>().TryGet(new SourceId(site.Lift.Value), out lift).ShouldBeTrue();
        (lift!.Overrides?.Replaced.Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task Fewer_training_rows_can_be_set_for_a_replay()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<Provisioning>().ProvisionAsync(site.Admin, new ProvisionRequest("rig", "test-rig-pump", 1, "rig-1", TrainingRows: 400), default);
        site.Get<AssetDirectory>().TryGet("rig/rig-1"u8, out var rig).ShouldBeTrue();
        rig!.Overrides!.Vectors.Values.ShouldAllBe(vector => vector.TrainingRows == 400);
        rig.Profile.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_quarantined_device_is_adopted_once()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            unit.Db.Quarantine.Add(new QuarantinedDevice { Dialect = "native", DeviceKey = "wanghai/lift-7", Topic = "fm/v1/wanghai/lift-7/telemetry", LastSeenAt = site.Now, FirstSeenAt = site.Now, Messages = 3 });
            return Task.CompletedTask;
        }, default);
        var row = (await site.Get<IntakeQueries>().QuarantineAsync(site.Manager.Scope, Paging.First, default)).Items.ShouldHaveSingleItem();
        (row.SuggestedSite, row.SuggestedCode).ShouldBe(("wanghai", "lift-7"));
        (await site.Get<IntakeQueries>().QuarantineAsync(site.Stranger.Scope, Paging.First, default)).Total.ShouldBe(0);
        var community = (await site.Get<AssetQueries>().CommunitiesAsync(site.Admin.Scope, default)).Single(item => item.SiteCode == "wanghai").Id;
        var draft = new AssetDraft { Community = community, TypeKey = "elevator", Code = "lift-7", Name = "7号梯" };

        await Should.ThrowAsync<RuleViolation>(() => site.Get<QuarantineAdoption>().AdoptAsync(site.Manager, row.Id, draft, default));
        await site.Get<QuarantineAdoption>().AdoptAsync(site.Admin, row.Id, draft, default);

        site.Get<AssetDirectory>().TryGet("wanghai/lift-7"u8, out _).ShouldBeTrue();
        (await site.Get<IntakeQueries>().QuarantineAsync(Scope.Everything, Paging.First, default)).Total.ShouldBe(0);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<AssetRegistry>().CreateAsync(site.Admin, draft, default))).Code.ShouldBe(OperationCodes.CodeTaken);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<AssetRegistry>().CreateAsync(site.Admin, draft with { TypeKey = "boat", Code = "b" }, default))).Code.ShouldBe(OperationCodes.TypeUnknown);
    }

    [Fact]
    public async Task The_live_feed_tells_each_thing_once_and_says_so_when_it_could_not_keep_up()
    {
        var feed = new LiveFeed();
        feed.HasSubscribers.ShouldBeFalse();
        using (var subscription = feed.Subscribe(LiveInterest.InValuesOf([1], LiveTopic.Fault)))
        {
            foreach (var change in new LiveChange[] { new(LiveTopic.Values, 1), new(LiveTopic.Values, 1), new(LiveTopic.Values, 2), new(LiveTopic.Fault, 9), new(LiveTopic.Claim, 3) }) feed.Publish(change);
            (await subscription.NextAsync(default)).ShouldBe([new(LiveTopic.Values, 1), new(LiveTopic.Fault, 9)], ignoreOrder: true);
            for (var i = 0; i < 5_000; i++) feed.Publish(new LiveChange(LiveTopic.Fault, i));
            (await subscription.NextAsync(default)).ShouldContain(LiveChange.Everything);
            using var cancelled = new CancellationTokenSource(0);
            await Should.ThrowAsync<OperationCanceledException>(async () => await subscription.NextAsync(cancelled.Token));
        }

        feed.HasSubscribers.ShouldBeFalse();
    }

    [Fact]
    public void A_device_secret_is_stored_only_as_a_hash()
    {
        var secret = DeviceSecret.Create();
        var hash = DeviceSecret.Hash(secret);
        hash.ShouldNotContain(secret);
        DeviceSecret.Matches(System.Text.Encoding.UTF8.GetBytes(secret), hash).ShouldBeTrue();
        DeviceSecret.Matches("wrong"u8, hash).ShouldBeFalse();
        DeviceSecret.Matches("wrong"u8, "v1$x$y").ShouldBeFalse();
    }
}
