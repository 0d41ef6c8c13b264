using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Crew;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Explanations;
using Facilities.Operations.Soak;

namespace Facilities.Operations.Tests;

/// <summary>Why a fault is believed: from the findings alone, and from what became of others like it.</summary>
public sealed class Explanations_Tests
{
    [Fact]
    public async Task A_rule_against_the_own_past_says_value_usual_and_limit_in_the_points_unit()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", value: 3.4) with { Expected = 2.6, Limit = 3.12 });

        var explained = await OfAsync(site, site.Manager);

        var lead = explained.Signals[0];
        (lead.Measure, lead.Moves, lead.Unit, lead.Value, lead.Baseline, lead.Limit).ShouldBe((SignalMeasure.OwnMean, SignMove.Up, "s", 3.4, 2.6, 3.12));
        lead.Deviation!.Value.ShouldBe(0.8, 1e-9);
        lead.Since.ShouldBe(site.Now);
        var named = explained.Named.ShouldNotBeNull();
        (named.Key, named.AsSaid, named.Signs.Count).ShouldBe(("door-wear", 1, 2));
        named.Signs.Single(sign => sign.Key == "door_reopen").State.ShouldBe(SignState.Unseen);
        explained.Advice.ShouldBe(named.Advice);
        explained.Resembled.ShouldBeEmpty();
        explained.Confidence.ShouldBe(new ExplainedConfidence(0.9, 0.9, 0, 0));
    }

    [Fact]
    public async Task Another_finding_that_stands_beside_it_adds_its_sign()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-reopen", "door-wear", "door_reopen", value: 0.09), site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", value: 3.4));

        var named = (await OfAsync(site, site.Manager)).Named.ShouldNotBeNull();

        named.AsSaid.ShouldBe(2);
    }

    [Fact]
    public async Task A_learned_baseline_ranks_its_signals_and_names_what_it_looks_like()
    {
        await using var site = await TestSite.StartAsync();
        var pump = (await site.AddAssetsAsync("booster-pump", 1))[0];
        await site.ApplyAsync(Learned(site, pump));

        var explained = await OfAsync(site, site.Manager);

        explained.Signals.Select(signal => signal.Key).ShouldBe(["vib_mm_s", "bearing_temp_c", "current_a"]);
        (explained.Signals[0].Moves, explained.Signals[0].Baseline, explained.Signals[0].Sigma).ShouldBe((SignMove.Up, 1.6, 9.0));
        explained.Signals[0].Contribution!.Value.ShouldBe(81 / 117.25, 1e-9);
        explained.Signals[2].Moves.ShouldBeNull("half a σ is as usual");
        explained.Named.ShouldBeNull();
        (explained.Resembled[0].Key, explained.Resembled[0].AsSaid, explained.Resembled[0].Signs.Count).ShouldBe(("bearing-wear", 2, 2));
        explained.Resembled.ShouldNotContain(mode => mode.Key == "cavitation");
        explained.Advice.ShouldBe(explained.Resembled[0].Advice);
    }

    [Fact]
    public async Task What_resembles_nothing_says_so()
    {
        await using var site = await TestSite.StartAsync();
        var pump = (await site.AddAssetsAsync("booster-pump", 1))[0];
        var odd = Learned(site, pump);
        await site.ApplyAsync(odd with { Evidence = [odd.Evidence[0] with { Value = 0.2 }, odd.Evidence[2]] });

        var explained = await OfAsync(site, site.Manager);

        explained.Resembled.ShouldBeEmpty("a bearing that gets quieter is no worn one");
        explained.Signals[0].Moves.ShouldBe(SignMove.Down);
    }

    [Fact]
    public async Task Silence_and_a_frozen_sensor_are_explained_without_a_mode()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "comms", "comms") with { Value = null, Limit = 180_000, DeviationUnit = DeviationUnit.SilentMs });
        var silent = await OfAsync(site, site.Manager);
        (silent.Signals[0].Measure, silent.Signals[0].Key, silent.Signals[0].Within, silent.Named).ShouldBe((SignalMeasure.Silence, null, TimeSpan.FromMinutes(3), null));
        silent.Advice.ShouldNotBeNull();

        await using var other = await TestSite.StartAsync();
        await other.ApplyAsync(other.Raise(other.Lift, "frozen:motor_temp_c", "sensor", "motor_temp_c", value: 41));
        (await OfAsync(other, other.Manager)).Signals[0].Measure.ShouldBe(SignalMeasure.Frozen);
    }

    [Fact]
    public async Task A_fault_that_a_person_reported_has_advice_and_cases_but_no_signals()
    {
        await using var site = await TestSite.StartAsync();
        var id = (await site.Get<Faults.FaultActions>().ReportAsync(
            site.Dispatcher, new Faults.FaultReport { Key = "r", Asset = site.Lift, Family = "guide", Severity = Severity.P3, Source = FaultSource.Patrol, Note = "noise" }, default)).Fault;

        var explained = (await site.Get<FaultExplanations>().OfAsync(site.Manager.Scope, id, default)).ShouldNotBeNull();

        (explained.RuleKey, explained.Signals.Count, explained.Confidence).ShouldBe((null, 0, null));
    }

    [Fact]
    public async Task Past_cases_say_what_was_done_how_long_it_took_and_who_saw_that_it_held_the_same_asset_first()
    {
        await using var site = await TestSite.StartAsync();
        var sister = (await site.AddAssetsAsync("elevator", 1))[0];
        await WorkOffAsync(site, sister, "belt replaced", parts: true);
        site.Time.Advance(TimeSpan.FromHours(3));
        await WorkOffAsync(site, site.Lift, "track cleaned", parts: false);
        site.Time.Advance(TimeSpan.FromDays(20));
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", value: 3.4));

        var explained = await OfAsync(site, site.Manager);

        explained.Cases.Select(past => (past.Relation, past.Words)).ShouldBe([(CaseRelation.Same, "track cleaned"), (CaseRelation.Sister, "belt replaced")]);
        var belt = explained.Cases[1];
        (belt.Work!.Code, belt.Parts, belt.Proof, belt.CameBack).ShouldBe(("fix.part_replaced", "belt × 1", CaseProof.Person, 0));
        belt.TimeToFix!.Value.ShouldBe(TimeSpan.FromMinutes(90));
        (explained.Confidence!.Real, explained.Confidence.FalseAlarms).ShouldBe((2, 0));
        explained.Confidence.Value.ShouldBe((9 + 2) / 12.0, 1e-9);
    }

    [Fact]
    public async Task A_false_alarm_lowers_what_is_believed_of_the_rule()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "vib-z", "machine-bearing", "vib_z", value: 0.35));
        await site.ActAsync(site.Dispatcher, (await site.OnlyFaultAsync()).Id, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
        site.Time.Advance(TimeSpan.FromDays(10));
        await site.ApplyAsync(site.Raise(site.Lift, "vib-z", "machine-bearing", "vib_z", value: 0.35));

        var sure = (await OfAsync(site, site.Manager)).Confidence.ShouldNotBeNull();

        (sure.Real, sure.FalseAlarms).ShouldBe((0, 1));
        sure.Value.ShouldBe(9.0 / 11, 1e-9);
    }

    [Fact]
    public async Task Who_does_not_see_the_asset_gets_no_explanation_and_cases_of_others_stay_theirs()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", value: 3.4));
        var id = (await site.OnlyFaultAsync()).Id;
        (await site.Get<FaultExplanations>().OfAsync(site.Stranger.Scope, id, default)).ShouldBeNull();

        await site.ApplyAsync(site.Raise(site.OtherLift, "door-slow", "door-wear", "door_close_s", value: 3.4));
        var theirs = (await site.FaultsAsync()).Single(fault => fault.Place.Id == site.OtherLift).Id;
        (await site.Get<FaultExplanations>().OfAsync(site.Manager.Scope, theirs, default)).ShouldBeNull();
        (await site.Get<FaultExplanations>().OfAsync(site.Admin.Scope, theirs, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_crews_phone_has_the_reason_in_short()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", value: 3.4) with { Expected = 2.6, Limit = 3.12 });
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Firm = site.LiftFirm });

        var why = (await site.Get<CrewTasks>().ListAsync(site.Crew, default)).Items.ShouldHaveSingleItem().Why.ShouldNotBeNull();

        var signal = why.Signals.ShouldHaveSingleItem();
        (signal.Key, signal.Value, signal.Baseline).ShouldBe(("door_close_s", 3.4, 2.6));
        why.LooksLike.ShouldBeNull("the rule names the mode already");
    }

    private static Finding Learned(TestSite site, AssetId pump) => site.Raise(pump, "ewma:running", "unexplained", "vib_mm_s", value: 3.2) with
    {
        Expected = 1.6,
        Limit = 6,
        Deviation = 9,
        DeviationUnit = DeviationUnit.Sigma,
        SinceUnixMs = site.Now.AddHours(-2).ToUnixTimeMilliseconds(),
        Evidence =
        [
            new FindingEvidence(new FindingSignal(11, "vib_mm_s"), 3.2, 0, 1.6, 9),
            new FindingEvidence(new FindingSignal(9, "bearing_temp_c"), 61, 0, 48, 6),
            new FindingEvidence(new FindingSignal(7, "current_a"), 20.1, 0, 20, 0.5),
        ],
    };

    /// <summary>From found to closed: fixed after 90 minutes, confirmed by the manager.</summary>
    private static async Task WorkOffAsync(TestSite site, AssetId asset, string note, bool parts)
    {
        var raised = site.Raise(asset, "door-slow", "door-wear", "door_close_s", value: 3.4);
        await site.ApplyAsync(raised);
        var id = (await site.FaultsAsync()).Single(fault => fault.Place.Id == asset).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        var crew = asset == site.Lift ? site.Crew : await site.AddCrewAsync(site.Dispatcher);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Firm = crew.Actor.Organisation });
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix }) await site.ActAsync(crew, id, action);
        if (parts) await site.ActAsync(crew, id, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("belt", 1, Domain.Insurance.Money.Zero)] });
        site.Time.Advance(TimeSpan.FromMinutes(90));
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(crew, id, FaultAction.ReportFixed, command => command with { Reason = "fix.part_replaced", Note = note });
        for (var i = 0; i < 2; i++)
        {
            site.Time.Advance(TimeSpan.FromHours(80));
            await site.Get<SoakChecks>().RunAsync(default);
            await site.Get<DueTimers>().RunAsync(default);
        }

        await site.ActAsync(site.Manager, id, FaultAction.Verify);
        await site.ActAsync(site.Manager, id, FaultAction.Close);
    }

    private static async Task<FaultExplanation> OfAsync(TestSite site, Access.Caller reader)
    {
        var fault = (await site.FaultsAsync()).ShouldHaveSingleItem();
        return (await site.Get<FaultExplanations>().OfAsync(reader.Scope, fault.Id, default)).ShouldNotBeNull();
    }
}
