using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Effect;
using Facilities.Operations.Faults;
using Facilities.Operations.Tests.Notifications;

namespace Facilities.Operations.Tests;

/// <summary>What the loop achieved, measured from faults that went through it.</summary>
public sealed class Effect_Tests
{
    [Fact]
    public async Task A_closed_warning_and_a_false_alarm_are_measured_by_firm_and_mode()
    {
        await using var site = await TestSite.StartAsync();
        var start = site.Now;
        var slow = site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s");
        await site.ApplyAsync(slow);
        var door = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, door, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, door, FaultAction.Dispatch);
        site.Time.Advance(TimeSpan.FromMinutes(20));
        foreach (var step in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix }) await site.ActAsync(site.Crew, door, step);
        site.Time.Advance(TimeSpan.FromMinutes(40));
        await site.ApplyAsync(site.Clear(slow));
        await site.ActAsync(site.Crew, door, FaultAction.ReportFixed);
        site.Report(site.Lift, site.Now, site.Now.AddHours(80));
        site.Time.Advance(TimeSpan.FromHours(73));
        await site.Get<DueTimers>().RunAsync(default);
        await site.ActAsync(site.Manager, door, FaultAction.Close);
        await site.ApplyAsync(site.Raise(site.FirePump, "comms", "comms"));
        var silent = (await site.FaultsAsync()).ShouldHaveSingleItem().Id;
        await site.ActAsync(site.Dispatcher, silent, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
        var query = site.Get<EffectQuery>();

        var byMode = await query.MeasureAsync(site.Dispatcher.Scope, start, site.Now.AddMinutes(1), EffectGrouping.FaultMode, default);

        byMode.All.Faults.ShouldBe(2);
        byMode.All.FalseAlarmShare.ShouldBe(0.5);
        var row = byMode.Rows.First(item => item.Key == "elevator/door-wear");
        (row.Effect.ToAcknowledge, row.Effect.ToFix, row.Effect.OnTimeShare).ShouldBe((TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60), 1.0));
        (row.Effect.Predictions, row.Effect.PreventedShare).ShouldBe((1, 1.0));
        row.Effect.MeanBetweenFailures.ShouldBeNull();
        (await query.MeasureAsync(site.Dispatcher.Scope, start, site.Now.AddMinutes(1), EffectGrouping.Firm, default)).Rows.Select(item => item.Name?.En).ShouldContain("Hengsheng Lifts");
        (await query.MeasureAsync(site.Stranger.Scope, start, site.Now.AddMinutes(1), EffectGrouping.Community, default)).Rows.ShouldBeEmpty();
        (await query.MeasureAsync(site.Dispatcher.Scope, start.AddDays(-10), start, EffectGrouping.AssetType, default)).All.Faults.ShouldBe(0);
        byMode.All.MeanStars.ShouldBeNull("nobody was asked");
        await Should.ThrowAsync<ArgumentException>(() => query.MeasureAsync(site.Dispatcher.Scope, site.Now, start, EffectGrouping.Firm, default));
    }

    [Fact]
    public async Task What_reporters_answered_is_measured_by_firm_also_the_answer_that_brought_it_back()
    {
        await using var rig = await NotificationRig.StartAsync();
        var site = rig.Site;
        var start = site.Now;
        var id = (await site.Get<FaultActions>().ReportAsync(site.Dispatcher, new FaultReport
        {
            Key = "r",
            Asset = site.Lift,
            Family = "door",
            Severity = Severity.P4,
            Source = FaultSource.Hotline,
            Reporter = new ReporterContact("13800000009"),
        }, default)).Fault;
        foreach (var (stars, solved) in new[] { (1, false), (5, true) })
        {
            await FollowUpLinks_Tests.RepairAsync(rig, id);
            await site.ActAsync(site.Dispatcher, id, FaultAction.Rate, command => command with { Stars = stars, Solved = solved });
        }

        var row = (await site.Get<EffectQuery>().MeasureAsync(site.Dispatcher.Scope, start, site.Now.AddMinutes(1), EffectGrouping.Firm, default)).Rows.ShouldHaveSingleItem();
        (row.Name?.En, row.Effect.Answers, row.Effect.MeanStars, row.Effect.SolvedShare).ShouldBe(("Hengsheng Lifts", 2, 3.0, 0.5));
    }
}
