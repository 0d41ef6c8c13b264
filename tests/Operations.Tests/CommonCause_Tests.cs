using Facilities.Domain.Faults;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>One cause, one fault.</summary>
public sealed class CommonCause_Tests
{
    [Fact]
    public async Task Devices_behind_a_silent_gateway_fold_under_its_fault_and_nobody_is_told_of_them()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var devices = await site.AddAssetsAsync("smoke-detector", 30, gateway: "gateway-100");
        await site.ApplyAsync(site.Raise(gateway, "comms", "comms"));

        await site.ApplyAsync([.. devices.Select(device => site.Raise(device, "comms", "comms"))]);

        var fault = (await site.FaultsAsync()).ShouldHaveSingleItem();
        fault.Place.TypeKey.ShouldBe("gateway");
        var detail = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, fault.Id, default))!;
        (detail.MergedCount, detail.Merged.Count, detail.Merged.All(child => child.Folded)).ShouldBe((30, 30, true));
        (await NoticesAsync(site)).ShouldBe([NoticeKind.Opened]);
    }

    [Fact]
    public async Task A_device_that_fell_silent_a_moment_before_its_gateway_folds_too_unless_somebody_works_on_it()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var devices = await site.AddAssetsAsync("smoke-detector", 2, gateway: "gateway-100");
        await site.ApplyAsync([.. devices.Select(device => site.Raise(device, "comms", "comms"))]);
        var taken = (await site.FaultsAsync())[0];
        await site.ActAsync(site.Dispatcher, taken.Id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, taken.Id, FaultAction.Dispatch, command => command with { Firm = site.Dispatcher.Actor.Organisation });
        await site.ActAsync(await site.AddCrewAsync(site.Dispatcher), taken.Id, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromMinutes(1));

        await site.ApplyAsync(site.Raise(gateway, "comms", "comms"));

        (await site.FaultsAsync()).Select(fault => fault.Place.TypeKey).Order().ShouldBe(["gateway", "smoke-detector"]);
    }

    [Fact]
    public async Task Who_reported_what_folds_under_a_common_cause_is_asked_when_the_cause_is_repaired()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var device = (await site.AddAssetsAsync("smoke-detector", 1, gateway: "gateway-100"))[0];
        await site.ApplyAsync(site.Raise(device, "comms", "comms"));
        await site.Get<FaultActions>().ReportAsync(site.Dispatcher, new FaultReport
        {
            Key = "resident",
            Asset = device,
            Family = "comms",
            Severity = Severity.P3,
            Source = FaultSource.Resident,
            Reporter = new ReporterContact("13800000009", "", "zh-CN", "王先生"),
        }, default);

        await site.ApplyAsync(site.Raise(gateway, "comms", "comms"));

        var cause = (await site.FaultsAsync()).ShouldHaveSingleItem();
        cause.Place.TypeKey.ShouldBe("gateway");
        var detail = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, cause.Id, default))!;
        detail.HasReporter.ShouldBeTrue("it isn't closed before he was asked");
        detail.FollowUps.ShouldHaveSingleItem().Name.ShouldBe("王先生");
    }

    [Fact]
    public async Task What_is_still_silent_ten_minutes_after_its_gateway_is_back_is_a_fault_of_its_own()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var devices = await site.AddAssetsAsync("smoke-detector", 2, gateway: "gateway-100");
        var lost = site.Raise(gateway, "comms", "comms");
        var silent = devices.Select(device => site.Raise(device, "comms", "comms")).ToArray();
        await site.ApplyAsync([lost, .. silent]);
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await site.ApplyAsync(site.Clear(lost), site.Clear(silent[0]));
        site.Time.Advance(TimeSpan.FromMinutes(9));
        await site.Get<DueTimers>().RunAsync(default);
        (await site.FaultsAsync()).Count.ShouldBe(1);

        site.Time.Advance(TimeSpan.FromMinutes(2));
        await site.Get<DueTimers>().RunAsync(default);
        await site.Get<DueTimers>().RunAsync(default);

        var own = (await site.FaultsAsync()).Where(fault => fault.Place.Id == devices[1]).ShouldHaveSingleItem();
        own.OnsetAt.ShouldBe(site.Now - TimeSpan.FromMinutes(31));
        own.DetectedAt.ShouldBe(site.Now);
        (await site.FaultsAsync()).Count.ShouldBe(2);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.ApplyAsync(site.Clear(silent[1]));
        (await site.FaultsAsync()).First(fault => fault.Id == own.Id).RuleClear.ShouldBeTrue();
    }

    [Fact]
    public async Task Silence_told_again_while_the_gateway_is_away_opens_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var device = (await site.AddAssetsAsync("smoke-detector", 1, gateway: "gateway-100"))[0];
        await site.ApplyAsync(site.Raise(gateway, "comms", "comms"));
        for (var time = 0; time < 5; time++)
        {
            var silent = site.Raise(device, "comms", "comms");
            await site.ApplyAsync(silent);
            site.Time.Advance(TimeSpan.FromMinutes(4));
            await site.ApplyAsync(site.Clear(silent));
        }

        (await site.FaultsAsync(openOnly: false)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_building_without_power_is_one_fault_and_the_fire_pump_stays_a_P1_of_its_own()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddAssetsAsync("elevator", 3, building: "B1");
        var pump = (await site.AddAssetsAsync("fire-pump", 1, building: "B1"))[0];
        var elsewhere = (await site.AddAssetsAsync("fire-alarm", 1, building: "B2"))[0];

        await site.ApplyAsync([.. lifts.Select(lift => site.Raise(lift, "mains-off", "supply", "mains_ok"))]);
        await site.ApplyAsync(site.Raise(pump, "supply-lost", "supply-lost", "power_main"), site.Raise(elsewhere, "mains-lost", "mains-lost", "mains_ok"));
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.ApplyAsync(site.Raise(lifts[0], "comms", "comms"), site.Raise(lifts[2], "comms", "comms"));

        var faults = await site.FaultsAsync();
        faults.Select(fault => (fault.Place.TypeKey, fault.Severity)).Order().ShouldBe(
            [("elevator", Severity.P2), ("fire-alarm", Severity.P2), ("fire-pump", Severity.P1)]);
        var parent = faults.First(fault => fault.Place.TypeKey == "elevator");
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, parent.Id, default))!.MergedCount.ShouldBe(4);
    }

    [Fact]
    public async Task Passengers_who_may_be_trapped_are_never_folded()
    {
        await using var site = await TestSite.StartAsync();
        var gateway = (await site.AddAssetsAsync("gateway", 1))[0];
        var lift = (await site.AddAssetsAsync("elevator", 1, gateway: "gateway-100"))[0];
        await site.ApplyAsync(site.Raise(gateway, "comms", "comms"), site.Raise(lift, "comms", "comms"), site.Raise(lift, "entrapment-unconfirmed", "entrapment-unconfirmed", "occupied"));

        (await site.FaultsAsync()).Select(fault => (fault.Place.TypeKey, fault.Severity)).ShouldBe([("elevator", Severity.P1), ("gateway", Severity.P2)], ignoreOrder: true);
    }

    /// <summary>grafana #6630, #46912, alertmanager #204: one lost gateway, hundreds of messages. Nobody said what hangs on what, so nothing can be folded.</summary>
    [Fact]
    public async Task Five_hundred_assets_of_one_lost_gateway_are_one_summary_and_a_P1_among_them_is_told_alone()
    {
        await using var site = await TestSite.StartAsync();
        var devices = await site.AddAssetsAsync("smoke-detector", 500);
        foreach (var some in devices.Chunk(100)) await site.ApplyAsync([.. some.Select(device => site.Raise(device, "comms", "comms"))]);
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));

        var notices = await NoticesAsync(site);
        notices.Count(kind => kind == NoticeKind.StormSummary).ShouldBe(1);
        notices.Count(kind => kind == NoticeKind.Opened).ShouldBe(StormPolicy.NewFaults + 1);
        (await site.ReadAsync(db => db.Faults.CountAsync(fault => fault.StormAt != null))).ShouldBe(490);
        (await site.ReadAsync(db => db.Faults.FirstAsync(fault => fault.Severity == Severity.P1))).StormAt.ShouldBeNull();

        site.Time.Advance(TimeSpan.FromMinutes(6));
        await site.Get<DueTimers>().RunAsync(default);
        await site.Get<DueTimers>().RunAsync(default);

        var over = (await site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.StormSummary).OrderBy(notice => notice.Id).ToListAsync()));
        over.Count.ShouldBe(2);
        over[1].Detail.Parameters["faults"].ShouldBe("500");
    }

    [Fact]
    public async Task Whoever_is_given_a_fault_of_a_storm_by_a_person_hears_of_it()
    {
        await using var site = await TestSite.StartAsync();
        var devices = await site.AddAssetsAsync("smoke-detector", 12);
        await site.ApplyAsync([.. devices.Select(device => site.Raise(device, "comms", "comms"))]);
        var last = (await site.FaultsAsync()).First(fault => fault.Place.Id == devices[11]);
        await site.ActAsync(site.Dispatcher, last.Id, FaultAction.Accept);

        await site.ActAsync(site.Dispatcher, last.Id, FaultAction.Dispatch, command => command with { Firm = site.Dispatcher.Actor.Organisation });

        (await site.ReadAsync(db => db.Notices.CountAsync(notice => notice.FaultId == last.Id && notice.Kind == NoticeKind.Dispatched))).ShouldBe(1);
    }

    /// <summary>hertzbeat #1072: a value that flaps is many alarms; here one fault that says so.</summary>
    [Fact]
    public async Task Four_changes_in_half_an_hour_make_a_fault_unstable_and_say_so_once()
    {
        await using var site = await TestSite.StartAsync();
        for (var time = 0; time < 5; time++)
        {
            var slow = site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s");
            await site.ApplyAsync(slow);
            site.Time.Advance(TimeSpan.FromMinutes(3));
            await site.ApplyAsync(site.Clear(slow));
            site.Time.Advance(TimeSpan.FromMinutes(3));
            if (time == 0) (await site.OnlyFaultAsync()).UnstableSince.ShouldBeNull();
        }

        var fault = await site.OnlyFaultAsync();
        fault.UnstableSince.ShouldNotBeNull();
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, fault.Id, default))!.History.Count(line => line.Action == FaultAction.MarkUnstable).ShouldBe(1);
        (await NoticesAsync(site)).ShouldBe([NoticeKind.Opened]);
    }

    [Fact]
    public async Task A_fault_that_comes_back_once_a_day_is_not_unstable_and_a_P1_never()
    {
        await using var site = await TestSite.StartAsync();
        for (var time = 0; time < 5; time++)
        {
            var slow = site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s");
            var manual = site.Raise(site.FirePump, "not-auto", "not-auto", "selector");
            await site.ApplyAsync(slow, manual);
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.ApplyAsync(site.Clear(manual));
            site.Time.Advance(TimeSpan.FromMinutes(15));
            await site.ApplyAsync(site.Clear(slow));
            manual = site.Raise(site.FirePump, "not-auto", "not-auto", "selector");
            await site.ApplyAsync(manual, site.Clear(manual));
            site.Time.Advance(TimeSpan.FromHours(20));
        }

        (await site.FaultsAsync()).ShouldAllBe(fault => fault.UnstableSince == null);
    }

    [Fact]
    public async Task Merging_by_hand_offers_the_open_faults_of_the_community_the_same_asset_first()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(
            site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"), site.Raise(site.OtherLift, "door-slow", "door-wear", "door_close_s"),
            site.Raise(site.Lift, "lock-breaks", "lock-contact", "lock_circuit"), site.Raise(site.FirePump, "comms", "comms"));
        var faults = await site.FaultsAsync();
        var door = faults.First(fault => fault.Family == "door" && fault.Place.Id == site.Lift);
        var details = site.Get<FaultDetailQuery>();

        var choices = await details.MergeChoicesAsync(site.Dispatcher.Scope, door.Id, default);

        choices.Select(choice => (choice.Place.Id, choice.ModeKey)).ShouldBe([(site.Lift, "lock-contact"), (site.FirePump, "comms")]);
        await site.ActAsync(site.Dispatcher, door.Id, FaultAction.Merge, command => command with { Into = choices[0].Id });
        (await details.GetAsync(site.Dispatcher, door.Id, default))!.MergedInto!.Number.ShouldBe(choices[0].Number);
        (await details.GetAsync(site.Dispatcher, choices[0].Id, default))!.Merged.ShouldHaveSingleItem().Folded.ShouldBeFalse();
    }

    private static Task<List<NoticeKind>> NoticesAsync(TestSite site) =>
        site.ReadAsync(db => db.Notices.OrderBy(notice => notice.Id).Select(notice => notice.Kind).ToListAsync());
}
