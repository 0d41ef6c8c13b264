using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Claims;
using Facilities.Storage.Relational.Evidence;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Claims_Tests
{
    [Fact]
    public async Task A_candidate_appears_at_thirty_proven_minutes_and_follows_the_ladder_the_release_and_the_head_count()
    {
        await using var site = await TestSite.StartAsync();
        var (t0, raised, id) = await TrapAsync(site);
        var trigger = site.Get<ClaimTrigger>();

        await PassAsync(site, t0, 29.5);
        (await trigger.RunAsync(default)).ShouldBe(0);
        await PassAsync(site, t0, 30.2);
        (await trigger.RunAsync(default)).ShouldBe(1);
        var claim = await OnlyAsync(site);
        (claim.State, claim.PerPerson, claim.LossAmount, claim.LossEndedAt).ShouldBe((ClaimState.Candidate, Money.FromYuan(200), null, null));
        (claim.LossAt, claim.NotifyBy).ShouldBe((t0, t0.AddHours(48)));
        var pin = await site.ReadAsync(db => db.EvidencePins.AsNoTracking().SingleAsync(item => item.Kind == EvidenceSubject.Claim));
        (pin.SubjectId, pin.FromAt, pin.ToAt, pin.Reason).ShouldBe((claim.Id.Value, t0.AddHours(-24), null, claim.Number));

        await PassAsync(site, t0, 61);
        await trigger.RunAsync(default);
        (await OnlyAsync(site)).PerPerson.ShouldBe(Money.FromYuan(300));

        await PassAsync(site, t0, 70);
        await site.ApplyAsync(site.Clear(raised, t0.AddMinutes(65)));
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 3 });
        claim = await OnlyAsync(site);
        (claim.LossEndedAt, claim.ProvenDuration, claim.Persons, claim.LossAmount).ShouldBe((t0.AddMinutes(65), TimeSpan.FromMinutes(65), 3, Money.FromYuan(900)));
        (await trigger.RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_gap_in_the_data_is_not_paid_for()
    {
        await using var site = await TestSite.StartAsync();
        var (t0, _, _) = await TrapAsync(site);
        await PassAsync(site, t0, 15);
        site.Time.AdvanceTo(t0.AddMinutes(30));
        site.Report(site.Lift, t0.AddMinutes(30), t0.AddMinutes(42));
        site.Time.AdvanceTo(t0.AddMinutes(42));

        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(0);
        site.Report(site.Lift, t0.AddMinutes(42), t0.AddMinutes(47));
        site.Time.AdvanceTo(t0.AddMinutes(47));
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(1);
        var claim = await OnlyAsync(site);
        claim.ProvenDuration.ShouldBeLessThan(TimeSpan.FromMinutes(35));
        var detail = (await site.Get<ClaimQueries>().GetAsync(site.Manager, claim.Id, default)).ShouldNotBeNull();
        detail.Telemetry.Gaps.ShouldHaveSingleItem();
        detail.Timeline.Select(entry => entry.Code).ShouldBe(["trapped", "detected", "confirmed"], ignoreOrder: true);
        detail.AmountReasons.ShouldContain(reason => reason.Code == "ladder.gaps_left_out");
    }

    [Fact]
    public async Task A_release_is_recorded_while_the_telemetry_store_is_away_and_the_claim_follows_when_it_is_back()
    {
        await using var site = await TestSite.StartAsync();
        var (t0, raised, _) = await TrapAsync(site);
        await PassAsync(site, t0, 50);
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens there.");

        await site.ApplyAsync(site.Clear(raised, t0.AddMinutes(45)));

        (await site.OnlyFaultAsync()).RuleClear.ShouldBeTrue();
        (await site.ReadAsync(db => db.Claims.CountAsync())).ShouldBe(0);
        site.Store.Away = null;
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(1);
        (await OnlyAsync(site)).LossEndedAt.ShouldBe(t0.AddMinutes(45));
    }

    [Fact]
    public async Task A_suspicion_never_starts_a_claim()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment-unconfirmed", "entrapment-unconfirmed", "occupied"));
        await PassAsync(site, t0, 90);
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task An_asset_without_a_policy_has_no_claim()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        await site.ApplyAsync(site.Raise(site.OtherLift, "entrapment", "entrapment", "occupied"));
        site.Report(site.OtherLift, t0, t0.AddMinutes(40));
        site.Time.Advance(TimeSpan.FromMinutes(40));
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_checks_and_notifies_and_the_insurer_decides()
    {
        await using var site = await TestSite.StartAsync();
        var (t0, raised, id) = await TrapAsync(site);
        await PassAsync(site, t0, 40);
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 2 });
        var claim = await OnlyAsync(site);
        var actions = site.Get<ClaimActions>();
        var keys = 0;
        Task<ClaimState> Act(Access.Caller caller, ClaimAction action, long? fen = null) =>
            actions.ActAsync(caller, claim.Id, new ClaimCommand { Action = action, Key = $"{keys++}", AmountFen = fen }, default);

        await Should.ThrowAsync<RuleViolation>(() => Act(site.Dispatcher, ClaimAction.Check));
        (await Act(site.Manager, ClaimAction.Check)).ShouldBe(ClaimState.Checked);
        (await Act(site.Manager, ClaimAction.Notify)).ShouldBe(ClaimState.Notified);
        (await Act(site.Insurer, ClaimAction.Survey)).ShouldBe(ClaimState.Surveying);
        (await Act(site.Insurer, ClaimAction.Agree, 40_000)).ShouldBe(ClaimState.Agreed);
        var row = await OnlyAsync(site);
        (row.PayableAmount, row.AgreedAmount).ShouldBe((Money.FromYuan(400), Money.FromYuan(400)));
        (await site.Get<ClaimQueries>().GetAsync(site.Stranger, claim.Id, default)).ShouldBeNull();
    }

    private static async Task<(DateTimeOffset T0, Detection.Finding Raised, FaultId Fault)> TrapAsync(TestSite site)
    {
        var t0 = site.Now;
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(raised);
        return (t0, raised, (await site.OnlyFaultAsync()).Id);
    }

    /// <summary>The lift reports until so many minutes after t0.</summary>
    private static Task PassAsync(TestSite site, DateTimeOffset t0, double minutes)
    {
        site.Report(site.Lift, t0, t0.AddMinutes(minutes));
        site.Time.AdvanceTo(t0.AddMinutes(minutes));
        return Task.CompletedTask;
    }

    private static async Task<ClaimRow> OnlyAsync(TestSite site) =>
        (await site.Get<ClaimQueries>().ListAsync(Scope.Everything, null, Paging.First, default)).Items.ShouldHaveSingleItem();
}
