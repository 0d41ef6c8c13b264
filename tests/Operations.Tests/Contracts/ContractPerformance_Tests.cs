using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Contracts;
using Facilities.Operations.Exports;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Contracts;

/// <summary>What a contract promises, who writes it, and what was delivered of it.</summary>
public sealed class ContractPerformance_Tests
{
    private static readonly ContractClause Arrive = new(ClauseKind.Arrive, 0.9, TimeSpan.FromMinutes(30));
    private static readonly ContractClause[] Promised = [new(ClauseKind.VisitsDone, 0.5), new(ClauseKind.VisitsOnTime, 0.95), new(ClauseKind.VisitsProven, 0.9), new(ClauseKind.Acknowledge, 0.95, TimeSpan.FromMinutes(15)), Arrive];
    private static readonly Quarter Q1 = Quarter.Of(new DateOnly(2026, 3, 2));

    [Fact]
    public async Task A_visit_made_one_overdue_and_a_late_arrival_are_measured_with_the_ids_behind_them()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<ContractClauses>().PromiseAsync(site.Manager, await LiftContractAsync(site), Promised, default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var made = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, made, new InspectionReport
        {
            Key = "k-1",
            StartedAt = site.Now.AddMinutes(-40),
            EndedAt = site.Now.AddMinutes(-5),
            Signatures = [site.Crew2.User!.Value],
            Steps = [.. InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
        }, default);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => (await unit.Db.InspectionProofs.FindAsync([made], token))!.Verdict = ProofVerdict.NoData, default);
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"));
        var fault = (await site.FaultsAsync()).ShouldHaveSingleItem().Id;
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Accept);
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Dispatch);
        site.Time.Advance(TimeSpan.FromMinutes(10));
        await site.ActAsync(site.Crew, fault, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromMinutes(25));
        await site.ActAsync(site.Crew, fault, FaultAction.Arrive);
        site.Time.Advance(TimeSpan.FromDays(10));
        await site.Get<InspectionPlanning>().RunAsync(default);

        var rows = (await site.Get<ContractPerformance>().MeasureAsync(site.Regulator, Q1, null, default)).Rows.ToDictionary(row => row.Performance.Clause.Kind);

        rows.Values.Select(row => row.Name.En).Distinct().ShouldBe(["Hengsheng Lifts"]);
        rows[ClauseKind.VisitsDone].Performance.Delivered.ShouldContain(made.Value);
        rows[ClauseKind.VisitsProven].Performance.Unknown.ShouldBe([made.Value]);
        rows[ClauseKind.VisitsProven].Performance.Result.ShouldBe(ClauseResult.NoData, "a gap in the data is no proof");
        rows[ClauseKind.Acknowledge].Performance.Delivered.ShouldBe([fault.Value], "the firm's clock begins when it gets the fault");
        rows[ClauseKind.Arrive].Performance.Failed.ShouldBe([fault.Value]);
        var late = (await site.Get<ContractPerformance>().CasesAsync(site.Regulator, ClauseKind.Arrive, [fault.Value], default)).ShouldHaveSingleItem();
        (late.Duty, late.Place.Id).ShouldBe((null, site.Lift));
        (await site.Get<ContractPerformance>().CasesAsync(site.Regulator, ClauseKind.VisitsDone, [made.Value], default)).ShouldHaveSingleItem().Reference.ShouldBe(made.ToString());
        (await site.Get<ContractPerformance>().CasesAsync(site.Stranger, ClauseKind.VisitsDone, [made.Value], default)).ShouldBeEmpty("ids from elsewhere open nothing");
        (await site.Get<ContractPerformance>().MeasureAsync(site.Regulator, Q1.Previous, null, default)).Rows.ShouldAllBe(row => row.Performance.Result == ClauseResult.NoData);

        var output = new MemoryStream();
        await (await site.Get<PerformanceExport>().TableAsync(site.Regulator, Q1, null, CultureInfo.GetCultureInfo("en"), default)).WriteAsync(ExportFormat.Csv, output, default);
        var lines = Encoding.UTF8.GetString(output.ToArray()[3..]).Split("\r\n");
        lines.ShouldContain(line => line.StartsWith("Hengsheng Lifts,Arrived in time,0.5,1,90.0,0,1,0,0.0,Not met", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_manages_the_asset_writes_the_clauses_but_never_the_firm_under_contract()
    {
        await using var site = await TestSite.StartAsync();
        var clauses = site.Get<ContractClauses>();
        var id = await LiftContractAsync(site);
        var liftAdmin = await site.AddUserAsync("lift-admin", Role.FirmAdmin, site.LiftFirm);
        var otherAdmin = await site.AddUserAsync("other-admin", Role.FirmAdmin, site.Stranger.Actor.Organisation);

        await RefusedAsync(liftAdmin, RuleCodes.ClauseByFirm);
        await RefusedAsync(otherAdmin, OperationCodes.NotFound);
        await RefusedAsync(site.Crew, RuleCodes.RightMissing);
        await RefusedAsync(site.Regulator, RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => clauses.PromiseAsync(site.Manager, id, [Arrive, Arrive], default))).Code.ShouldBe(RuleCodes.ClauseTwice);
        await clauses.PromiseAsync(site.Manager, id, Promised, default);
        await clauses.PromiseAsync(site.Manager, id, [.. Promised.Reverse()], default);

        (await clauses.ListAsync(liftAdmin, null, new Paging(0, 50), default)).Items.ShouldHaveSingleItem().Clauses.ShouldBe(Promised);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "contract"))).ShouldBe(1, "the same again changes nothing");

        async Task RefusedAsync(Caller who, string code) => (await Should.ThrowAsync<RuleViolation>(() => clauses.PromiseAsync(who, id, Promised, default))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_maintenance_firm_sees_its_own_contracts_only_and_an_insurer_none()
    {
        await using var site = await TestSite.StartAsync();
        var performance = site.Get<ContractPerformance>();
        foreach (var contract in await site.ReadAsync(db => db.Contracts.Select(contract => contract.Id).ToListAsync())) await site.Get<ContractClauses>().PromiseAsync(site.Admin, contract, [Arrive], default);

        (await performance.MeasureAsync(site.Regulator, Q1, null, default)).Rows.Count.ShouldBe(2);
        (await performance.MeasureAsync(site.Regulator, Q1, site.LiftFirm, default)).Rows.ShouldHaveSingleItem().Firm.ShouldBe(site.LiftFirm);
        (await performance.MeasureAsync(site.Crew, Q1, null, default)).Rows.ShouldHaveSingleItem().Firm.ShouldBe(site.LiftFirm);
        (await performance.MeasureAsync(site.Stranger, Q1, null, default)).Rows.ShouldBeEmpty();
        (await Should.ThrowAsync<RuleViolation>(() => performance.MeasureAsync(site.Insurer, Q1, null, default))).Code.ShouldBe(RuleCodes.RightMissing);
    }

    [Fact]
    public async Task A_firm_whose_contract_has_ended_still_sees_what_it_delivered()
    {
        await using var site = await TestSite.StartAsync();
        var performance = site.Get<ContractPerformance>();
        var contract = await LiftContractAsync(site);
        await site.Get<ContractClauses>().PromiseAsync(site.Manager, contract, [new(ClauseKind.VisitsDone, 0.5)], default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(60));
        await site.Get<InspectionPlanning>().RunAsync(default);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => (await unit.Db.Contracts.FirstAsync(known => known.Id == contract, token)).End(new DateOnly(2026, 4, 1)), default);
        var crew = await site.AddUserAsync("crew-after", Role.Crew, site.LiftFirm);
        (await site.Get<InspectionQueries>().TasksAsync(crew, default)).Items.ShouldBeEmpty("the lift isn't the firm's any more");

        var row = (await performance.MeasureAsync(crew, Q1, null, default)).Rows.ShouldHaveSingleItem();
        row.Performance.Failed.ShouldNotBeEmpty();
        var cases = await performance.CasesAsync(crew, ClauseKind.VisitsDone, row.Performance.Failed, default);
        cases.Count.ShouldBe(row.Performance.Failed.Count);
        cases.ShouldAllBe(item => !item.Opens);
        (await performance.CasesAsync(site.Regulator, ClauseKind.VisitsDone, row.Performance.Failed, default)).ShouldAllBe(item => item.Opens);
        (await performance.MeasureAsync(crew, Q1.Previous.Previous.Previous.Previous.Previous, null, default)).Rows.ShouldBeEmpty("there was none yet");
        (await site.Get<ContractClauses>().ListAsync(crew, null, Paging.First, default)).Items.ShouldHaveSingleItem().Until.ShouldBe(new DateOnly(2026, 4, 1));
    }

    private static Task<ContractId> LiftContractAsync(TestSite site) => site.ReadAsync(db => db.Contracts.Where(contract => contract.AssetId == site.Lift).Select(contract => contract.Id).FirstAsync());
}
