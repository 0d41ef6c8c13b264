using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Audit;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;

namespace Facilities.Operations.Tests.Compliance;

/// <summary>What leaves is what is shown, down to the item.</summary>
public sealed class ComplianceExport_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public async Task The_table_has_the_numbers_of_the_page_with_filter_and_the_head_of_the_chain()
    {
        await using var site = await ReadyAsync();
        var filter = Filter(ComplianceBy.Duty);
        var rows = await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter, default);

        var lines = Lines(await site.Get<ComplianceExport>().TableAsync(site.Regulator, filter, English, default));

        lines[0].ShouldBe("Duty,Planned,Due,Owed,On time,Late,Overdue,Missed,Excused,On-time share (%),Proven,Partly,Contradicted,No data,Proven share (%)");
        lines.Skip(1).Take(rows.Count).ShouldBe(rows.Select(row => string.Join(',', new[]
        {
            row.Name.En.Contains(',') ? '"' + row.Name.En + '"' : row.Name.En, $"{row.Planned}", $"{row.Due}", $"{row.Owed}", $"{row.OnTime}", $"{row.Late}", $"{row.Overdue}", $"{row.Missed}", $"{row.Excused}",
            row.OnTimeShare is { } share ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) : "", $"{row.Proven}", $"{row.Partly}", $"{row.Contradicted}", $"{row.NoData}",
            row.ProvenShare is { } proven ? (100 * proven).ToString("0.0", CultureInfo.InvariantCulture) : "",
        })));
        lines[rows.Count + 1].ShouldStartWith($"Total,{rows.Sum(row => row.Planned)},{rows.Sum(row => row.Due)},{rows.Sum(row => row.Owed)},");
        lines.ShouldContain("Last days,2026-03-02 – 2026-04-06");
        lines.ShouldContain($"Audit chain head,{await site.Get<AuditTrail>().HeadAsync(default)}");
    }

    [Fact]
    public async Task Each_column_has_exactly_the_items_that_it_counts()
    {
        await using var site = await ReadyAsync();
        var filter = Filter(ComplianceBy.District);
        var all = (await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter, default)).ShouldHaveSingleItem();
        all.Contradicted.ShouldBe(1);

        foreach (var outcome in Enum.GetValues<ComplianceOutcome>())
        {
            var page = await site.Get<ComplianceList>().PageAsync(site.Regulator, filter with { Of = outcome }, new Paging(0, 500), default);
            page.Total.ShouldBe(all.Count(outcome), outcome.ToString());
            var exported = Lines(await site.Get<ComplianceExport>().ItemsAsync(site.Regulator, filter with { Of = outcome }, English, default)).TakeWhile(line => line.Length > 0).Skip(1).ToList();
            exported.Select(line => line.Split(',')[0]).ShouldBe(page.Items.OrderBy(row => row.DueDate).ThenBy(row => row.Id.Value).Select(row => row.Id.ToString()), outcome.ToString());
        }
    }

    [Fact]
    public async Task The_list_begins_with_what_telemetry_contradicts_and_then_what_was_not_done()
    {
        await using var site = await ReadyAsync();
        var rows = (await site.Get<ComplianceList>().PageAsync(site.Regulator, Filter(ComplianceBy.District), new Paging(0, 500), default)).Items;

        rows[0].Verdict.ShouldBe(ProofVerdict.Contradicted);
        (await site.Get<ComplianceList>().WorstAsync(site.Regulator, Filter(ComplianceBy.District), default)).ShouldBe(rows[0].Id);
        rows[0].DoneBy!.En.ShouldBe("crew");
        rows.Skip(1).TakeWhile(row => row.State is InspectionState.Missed or InspectionState.Overdue).Count().ShouldBe(rows.Count(row => row.State is InspectionState.Missed or InspectionState.Overdue));
    }

    [Fact]
    public async Task Nobody_exports_what_he_does_not_see()
    {
        await using var site = await ReadyAsync();
        var home = (await site.ReadAsync(db => Task.FromResult(db.Assets.First(asset => asset.Id == site.Lift)))).CommunityId;
        Lines(await site.Get<ComplianceExport>().ItemsAsync(site.Stranger, Filter(ComplianceBy.Duty), English, default))[1].ShouldBe("");
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<ComplianceExport>().TableAsync(site.Stranger, Filter(ComplianceBy.Duty) with { Community = home }, English, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<ComplianceExport>().TableAsync(site.Stranger, Filter(ComplianceBy.Duty) with { Asset = site.Lift }, English, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await site.Get<ComplianceList>().TrailAsync(site.Regulator, Filter(ComplianceBy.Duty) with { Asset = site.Lift }, default)).CommunityName!.En.ShouldBe("Wanghai Flats");
        (await site.Get<ComplianceList>().ChoicesAsync(site.Crew, default)).Duties.Select(duty => duty.Key).ShouldBe([InspectionTemplates.ElevatorHalfMonth]);
    }

    private static ComplianceFilter Filter(ComplianceBy by) => new() { From = Today, Until = Today.AddDays(35), By = by };

    private static string[] Lines(ExportTable table)
    {
        var output = new MemoryStream();
        table.WriteAsync(ExportFormat.Csv, output, default).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(output.ToArray()[3..]).Split("\r\n");
    }

    /// <summary>The lift's first visit is recorded and contradicted, its second overdue; of the pump nothing was done.</summary>
    private static async Task<TestSite> ReadyAsync()
    {
        var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, item.Id, new InspectionReport
        {
            Key = "k-1",
            StartedAt = site.Now.AddMinutes(-40),
            EndedAt = site.Now.AddMinutes(-5),
            Signatures = [site.Crew2.User!.Value],
            Steps = [.. InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
        }, default);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => (await unit.Db.InspectionProofs.FindAsync([item.Id], token))!.Verdict = ProofVerdict.Contradicted, default);
        site.Time.Advance(TimeSpan.FromDays(21));
        await site.Get<InspectionPlanning>().RunAsync(default);
        return site;
    }
}
