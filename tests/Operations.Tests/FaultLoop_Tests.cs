using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Audit;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Soak;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class FaultLoop_Tests
{
    [Fact]
    public async Task From_found_through_a_telemetry_soak_to_closed()
    {
        await using var site = await TestSite.StartAsync();
        using var live = site.Get<ILiveFeed>().Subscribe(LiveInterest.In(LiveTopic.Fault));
        var (id, raised) = await EntrapmentOnSiteAsync(site);
        (await live.NextAsync(default)).ShouldContain(new LiveChange(LiveTopic.Fault, id.Value));
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 2 });

        var soakFrom = site.Now;
        (await site.ActAsync(site.Crew, id, FaultAction.ReportFixed, command => command with { Reason = "fix.part_replaced" })).State.ShouldBe(FaultState.Soaking);
        site.Report(site.Lift, soakFrom, soakFrom.AddHours(25));
        site.Time.Advance(TimeSpan.FromHours(12));
        await site.Get<SoakChecks>().RunAsync(default);
        (await site.OnlyFaultAsync()).State.ShouldBe(FaultState.Soaking);
        site.Time.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1));
        await site.Get<DueTimers>().RunAsync(default);
        (await site.OnlyFaultAsync()).State.ShouldBe(FaultState.FollowUp);

        (await site.ActAsync(site.Manager, id, FaultAction.Close)).State.ShouldBe(FaultState.Closed);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
        var outbox = await site.Get<OutboxReader>().TakeAsync(100, default);
        outbox.ShouldAllBe(message => message.Key == $"fm/v1/wanghai/lift-1/fault/{id}");
        outbox[^1].Payload.ShouldContain("\"state\":\"Closed\"");
    }

    [Fact]
    public async Task A_soak_without_enough_trips_is_extended_once_and_then_asks_a_person_who_isnt_the_fixer()
    {
        await using var site = await TestSite.StartAsync();
        var (id, raised) = await EntrapmentOnSiteAsync(site);
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.ReportFixed);
        site.Series.Add(site.Lift.Value, 1, site.Now.ToUnixTimeMilliseconds(), 1);
        for (var i = 0; i < 2; i++)
        {
            site.Time.Advance(TimeSpan.FromHours(25));
            await site.Get<DueTimers>().RunAsync(default);
        }

        var detail = (await site.Get<FaultDetailQuery>().GetAsync(site.Manager, id, default)).ShouldNotBeNull();
        detail.Soak.ShouldNotBeNull().NeedsPerson.ShouldBeTrue();
        detail.Soak!.Reasons.ShouldContain(reason => reason.Code == "soak.coverage_low");
        detail.Allowed.ShouldContain(FaultAction.Verify);
        (await site.Get<FaultDetailQuery>().GetAsync(site.Crew, id, default))!.Allowed.ShouldNotContain(FaultAction.Verify);
        (await site.ActAsync(site.Manager, id, FaultAction.Verify)).State.ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public async Task A_soak_whose_telemetry_is_away_holds_up_no_ladder_and_is_judged_later()
    {
        await using var site = await TestSite.StartAsync();
        var (id, raised) = await EntrapmentOnSiteAsync(site);
        await site.ApplyAsync(site.Clear(raised));
        var soakFrom = site.Now;
        await site.ActAsync(site.Crew, id, FaultAction.ReportFixed);
        site.Report(site.Lift, soakFrom, soakFrom.AddHours(30));
        site.Time.Advance(TimeSpan.FromHours(25));
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        site.Time.Advance(TimeSpan.FromMinutes(6));
        site.Series.IsAway = true;

        await site.Get<DueTimers>().RunAsync(default);

        var pump = (await site.FaultsAsync()).First(fault => fault.Place.Id == site.FirePump);
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, pump.Id, default))!.History.ShouldContain(line => line.Action == FaultAction.NoteOverdue);
        site.Series.IsAway = false;
        await site.Get<DueTimers>().RunAsync(default);
        (await site.FaultsAsync()).First(fault => fault.Id == id).State.ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public async Task A_fault_that_comes_back_while_soaking_is_reopened()
    {
        await using var site = await TestSite.StartAsync();
        var (id, raised) = await EntrapmentOnSiteAsync(site);
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.ReportFixed);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));

        var fault = await site.OnlyFaultAsync();
        (fault.State, fault.Reopened).ShouldBe((FaultState.Dispatched, 1));
    }

    [Fact]
    public async Task The_same_key_twice_changes_nothing_and_for_something_else_is_refused()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        var id = (await site.OnlyFaultAsync()).Id;
        var actions = site.Get<FaultActions>();
        var accept = new FaultCommand { Action = FaultAction.Accept, Key = "once" };

        (await actions.ActAsync(site.Dispatcher, id, accept, default)).Replayed.ShouldBeFalse();
        (await actions.ActAsync(site.Dispatcher, id, accept, default)).ShouldBe(new FaultOutcome(id, FaultState.Accepted, Replayed: true));
        (await Should.ThrowAsync<RuleViolation>(() => actions.ActAsync(site.Dispatcher, id, accept with { Action = FaultAction.Comment }, default))).Code.ShouldBe(OperationCodes.KeyReused);
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, id, default))!.History.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_dispatchers_at_once_dispatch_once()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        var id = (await site.OnlyFaultAsync()).Id;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
                return true;
            }
            catch (RuleViolation)
            {
                return false;
            }
        })));

        outcomes.Count(won => won).ShouldBe(1);
    }

    /// <summary>grafana #13364, #18193: nobody sees who has it; here the firm, the crew and every step with its author.</summary>
    [Fact]
    public async Task A_fault_goes_only_to_a_firm_under_contract_and_a_stranger_doesnt_see_it()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);

        (await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Firm = site.Insurer.Actor.Organisation })))
            .Code.ShouldBe(OperationCodes.FirmWithoutContract);
        (await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Crew = site.Manager.User })))
            .Code.ShouldBe(OperationCodes.CrewNotOfFirm);
        (await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Stranger, id, FaultAction.Reject))).Code.ShouldBe(OperationCodes.NotFound);
        (await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Crew = site.Crew2.User })).State.ShouldBe(FaultState.Dispatched);
        (await site.OnlyFaultAsync()).Crew?.En.ShouldBe("crew2");
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, id, default))!.History.Count(line => line.Person?.En == "dispatcher").ShouldBe(2);
    }

    /// <summary>home-assistant/core #56642 and others: timers die on restart.</summary>
    [Fact]
    public async Task A_passed_limit_is_noted_once_also_after_a_restart()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));
        site.Time.Advance(TimeSpan.FromMinutes(31));

        // Two processes at once, then again: what is due lies in the database.
        await Task.WhenAll(site.Get<DueTimers>().RunAsync(default), site.Get<DueTimers>().RunAsync(default));
        await site.Get<DueTimers>().RunAsync(default);

        var fault = await site.OnlyFaultAsync();
        fault.Overdue.ShouldBeTrue();
        var detail = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, fault.Id, default)).ShouldNotBeNull();
        detail.History.Count(line => line.Action == FaultAction.NoteOverdue).ShouldBe(1);
        detail.Deadlines.Where(row => row.Overdue).Select(row => row.Limit).ShouldBe([FaultLimits.Acknowledge, FaultLimits.Arrive]);
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await site.Get<DueTimers>().RunAsync(default);
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, fault.Id, default))!.History.Count(line => line.Action == FaultAction.NoteOverdue).ShouldBe(2);
    }

    /// <summary>cityofaustin/atd-data-tech #16026: several tickets for one cause.</summary>
    [Fact]
    public async Task A_person_reports_and_a_second_report_joins_the_open_fault()
    {
        await using var site = await TestSite.StartAsync();
        var report = new FaultReport { Key = "a", Asset = site.Lift, Family = "door", Severity = Severity.P3, Source = FaultSource.Hotline, WantsAnswer = true, Note = "门夹人" };
        var first = await site.Get<FaultActions>().ReportAsync(site.Dispatcher, report, default);
        (await site.Get<FaultActions>().ReportAsync(site.Dispatcher, report, default)).ShouldBe(first with { Replayed = true });
        (await site.Get<FaultActions>().ReportAsync(site.Crew, report with { Key = "b" }, default)).Fault.ShouldBe(first.Fault);
        await Should.ThrowAsync<RuleViolation>(() => site.Get<FaultActions>().ReportAsync(site.Stranger, report with { Key = "c" }, default));
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, first.Fault, default))!.History[^1].Note.ShouldBe("门夹人");
    }

    [Fact]
    public async Task Tampering_with_the_history_is_found_and_a_cut_tail_too()
    {
        await using var site = await TestSite.StartAsync();
        await EntrapmentOnSiteAsync(site);
        var trail = site.Get<AuditTrail>();
        var head = await trail.HeadAsync(default);
        (await trail.VerifyAsync(head, null, default)).Holds.ShouldBeTrue();

        await site.Get<FacilitiesWriter>().WriteAsync((unit, token) => unit.Db.Database.ExecuteSqlRawAsync("DELETE FROM audit_entries WHERE number = (SELECT max(number) FROM audit_entries)", token), default);
        (await trail.VerifyAsync(head, null, default)).Flaw.ShouldBe(Domain.Audit.AuditFlaw.TailCut);
        await site.Get<FacilitiesWriter>().WriteAsync((unit, token) => unit.Db.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET action = 'Reject' WHERE number = 2", token), default);
        var verdict = await trail.VerifyAsync(null, null, default);
        (verdict.Flaw, verdict.Number).ShouldBe((Domain.Audit.AuditFlaw.Changed, 2L));

        using var export = new StringWriter();
        await trail.ExportAsync(export, default);
        export.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe((int)head.Number, "an entry a line, one of which was cut, and the head");
    }

    private static async Task<(FaultId Id, Detection.Finding Raised)> EntrapmentOnSiteAsync(TestSite site)
    {
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(raised);
        var id = (await site.OnlyFaultAsync()).Id;
        site.Time.Advance(TimeSpan.FromMinutes(2));
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromMinutes(10));
        await site.ActAsync(site.Crew, id, FaultAction.Arrive);
        await site.ActAsync(site.Crew, id, FaultAction.StartFix);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        return (id, raised);
    }
}
