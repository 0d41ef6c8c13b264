using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;
using Facilities.Domain.Inspections;
using Facilities.Domain.Sampling;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Grades;

/// <summary>Reads the facts of a calendar year that move a project manager's credit. Nothing is stored: the ledger is what the facts say. Thread-safe.</summary>
internal sealed class CreditReader(AssetTemplateCatalog templates)
{
    private const int MaximumFaults = 20_000;

    public async Task<CreditLedger> ReadAsync(FacilitiesDb db, CommunityId site, int year, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, to) = (SiteDay.Start(first), SiteDay.Start(last.AddDays(1)));
        var faults = await db.Faults.AsNoTracking().Where(fault => fault.CommunityId == site && fault.DetectedAt >= from && fault.DetectedAt < to && fault.State != FaultState.Rejected && fault.State != FaultState.Merged)
            .OrderByDescending(fault => fault.Id).Take(MaximumFaults)
            .Select(fault => new { fault.Id, fault.Number, fault.AssetId, fault.ModeKey, fault.Severity, fault.Source, fault.State, fault.DetectedAt, fault.OnsetAt, fault.EndedAt, fault.Overdue, fault.ReopenCount }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var types = await db.Assets.Where(asset => asset.CommunityId == site).ToDictionaryAsync(asset => asset.Id, asset => asset.TypeKey, cancellationToken).ConfigureAwait(false);
        var severe = faults.Where(fault => fault.Severity <= Severity.P2).ToLookup(fault => fault.AssetId, fault => fault.OnsetAt);
        var facts = new List<CreditFact>();
        foreach (var fault in faults)
        {
            var link = new GradeLink(GradeLinkKind.Fault, fault.Id.Value, fault.Number);
            var day = SiteDay.Of(fault.DetectedAt);
            if (fault.Severity <= Severity.P2 && fault.Overdue != FaultLimits.None) facts.Add(new CreditFact(fault.Severity == Severity.P1 ? CreditKind.OverdueTop : CreditKind.OverdueSevere, day, link));
            facts.AddRange(Enumerable.Repeat(new CreditFact(CreditKind.Reopened, day, link), fault.ReopenCount));
            var caught = fault is { Source: FaultSource.Sensor, Severity: >= Severity.P3, State: FaultState.Closed, Overdue: FaultLimits.None, ReopenCount: 0, EndedAt: not null }
                && templates.TryGet(types.GetValueOrDefault(fault.AssetId, ""), out var template) && template.TryGetMode(fault.ModeKey, out var mode) && mode.LeadMin is not null
                && !severe[fault.AssetId].Any(at => at >= fault.DetectedAt && at <= fault.EndedAt);
            if (caught) facts.Add(new CreditFact(CreditKind.EarlyCatch, SiteDay.Of(fault.EndedAt!.Value), link));
        }

        var missed = await db.InspectionItems.AsNoTracking().Where(item => item.CommunityId == site && item.State == InspectionState.Missed && item.DueDate >= first && item.DueDate <= last)
            .Select(item => new { item.Id, item.TemplateKey, item.DueDate }).ToListAsync(cancellationToken).ConfigureAwait(false);
        facts.AddRange(missed.Where(item => InspectionTemplates.Find(item.TemplateKey) is { Statutory: true }).Select(item => new CreditFact(CreditKind.MissedStatutory, item.DueDate, Link(item.Id, item.TemplateKey))));
        var records = await (
            from check in db.SpotChecks
            join item in db.InspectionItems on check.ItemId equals item.Id
            where item.CommunityId == site && check.Result == SpotCheckResult.NotAsClaimed && check.CheckedAt >= @from && check.CheckedAt < to
            select new { item.Id, item.TemplateKey, check.CheckedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        facts.AddRange(records.DistinctBy(item => item.Id).Select(item => new CreditFact(CreditKind.FalseRecord, SiteDay.Of(item.CheckedAt!.Value), Link(item.Id, item.TemplateKey))));
        var closed = await db.CommunityGrades.AsNoTracking().Where(grade => grade.CommunityId == site && grade.IsClosed && grade.Month >= first && grade.Month <= last && grade.Own != Grade.NotGraded)
            .Select(grade => grade.Month).ToListAsync(cancellationToken).ConfigureAwait(false);
        var spoilt = facts.Where(fact => CreditLedger.PointsOf(fact.Kind) < 0).Select(fact => GradeWindow.MonthOf(fact.Day)).ToHashSet();
        facts.AddRange(closed.Where(month => !spoilt.Contains(month)).Select(month => new CreditFact(CreditKind.CleanMonth, month.AddMonths(1).AddDays(-1), null)));
        return CreditLedger.Of(facts);
    }

    private static GradeLink Link(InspectionItemId id, string template) => new(GradeLinkKind.Inspection, id.Value, template);
}
