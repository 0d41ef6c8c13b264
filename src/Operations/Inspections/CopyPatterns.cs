using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>Records that look copied: the same readings as the last time, or one person at two sites at once. Doubts, never refusals.</summary>
internal static class CopyPatterns
{
    /// <summary>So many measured values that are all the same are no chance.</summary>
    private const int MeasuredValues = 2;

    public static async Task<IReadOnlyList<CodedText>> FindAsync(FacilitiesDb db, InspectionItem item, UserId? by, InspectionReport report, CancellationToken cancellationToken)
    {
        var doubts = new List<CodedText>();
        var before = await db.InspectionItems.AsNoTracking()
            .Where(other => other.ScheduleId == item.ScheduleId && other.Id != item.Id && other.CoveredBy == null && (other.State == InspectionState.Done || other.State == InspectionState.DoneLate))
            .OrderByDescending(other => other.DueDate).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var measured = report.Steps.Where(step => step.Value is not null).ToList();
        if (before is not null && measured.Count >= MeasuredValues && measured.TrueForAll(step => before.Steps.Any(old => old.StepKey == step.StepKey && old.Value.Equals(step.Value))))
            doubts.Add(CodedText.Of(ReasonCodes.DoubtSameValues, ("inspection", before.Id)));

        var elsewhere = by is null ? null : await db.InspectionItems.AsNoTracking()
            .Where(other => other.DoneBy == by && other.CommunityId != item.CommunityId && other.CoveredBy == null && other.StartedAt < report.EndedAt && other.EndedAt > report.StartedAt)
            .OrderBy(other => other.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (elsewhere is not null) doubts.Add(CodedText.Of(ReasonCodes.DoubtTwoSites, ("inspection", elsewhere.Id)));
        return doubts;
    }
}
