using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Records that look copied: the same readings as the last time, or at two other assets of the community within a day; one person at two sites at once, or working on two
/// assets at once. Looked for among the records of the same firm: what strangers measured is theirs. Doubts, never refusals.
/// </summary>
internal static class CopyPatterns
{
    /// <summary>So many measured values that are all the same are no chance.</summary>
    private const int MeasuredValues = 2;

    /// <summary>Two lifts of a house may measure the same; three that do so to the last digit are copied.</summary>
    private const int OtherAssets = 2;

    /// <summary>Nobody's work lasts longer.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(1);

    /// <param name="organisation">Whose record it is.</param>
    /// <param name="handsOn">The duty is work at the asset itself, which takes whoever does it.</param>
    public static async Task<IReadOnlyList<CodedText>> FindAsync(
        FacilitiesDb db, InspectionItem item, OrganisationId? organisation, UserSet signatures, InspectionReport report, bool handsOn, CancellationToken cancellationToken)
    {
        var doubts = new List<CodedText>();
        var measured = report.Steps.Where(step => step.Value is not null).ToList();
        if (measured.Count >= MeasuredValues && await CopiedAsync(db, item, organisation, measured, report, cancellationToken).ConfigureAwait(false) is { } copied)
            doubts.Add(CodedText.Of(ReasonCodes.DoubtSameValues, ("inspection", copied)));

        var (from, to, latest) = (report.StartedAt, report.EndedAt, report.StartedAt + LongestWork);
        var meanwhile = await Others(db, item, organisation).Where(other => other.EndedAt > from && other.EndedAt < latest && other.StartedAt < to)
            .OrderBy(other => other.Id).Select(other => new { other.Id, other.CommunityId, other.TemplateKey, other.Signatures, Measured = other.Steps.Any(step => step.Value != null) })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var same = meanwhile.Where(other => other.Signatures.Any(signatures.Contains)).ToList();
        if (same.Find(other => other.CommunityId != item.CommunityId) is { } elsewhere) doubts.Add(CodedText.Of(ReasonCodes.DoubtTwoSites, ("inspection", elsewhere.Id)));
        if (handsOn && same.Find(other => other.CommunityId == item.CommunityId && other.Measured) is { } beside) doubts.Add(CodedText.Of(ReasonCodes.DoubtTwoAssets, ("inspection", beside.Id)));
        return doubts;
    }

    /// <summary>What people of the same firm recorded at other assets.</summary>
    private static IQueryable<InspectionItem> Others(FacilitiesDb db, InspectionItem item, OrganisationId? organisation) => db.InspectionItems.AsNoTracking()
        .Where(other => other.DoneByOrganisation == organisation && other.DoneBy != null && other.AssetId != item.AssetId && other.CoveredBy == null);

    /// <summary>The record whose readings these are: the asset's last one, or one of several at other assets around that time.</summary>
    private static async Task<InspectionItemId?> CopiedAsync(
        FacilitiesDb db, InspectionItem item, OrganisationId? organisation, List<StepReport> measured, InspectionReport report, CancellationToken cancellationToken)
    {
        bool IsSame(InspectionItem other) => measured.TrueForAll(step => other.Steps.Any(old => old.StepKey == step.StepKey && old.Value.Equals(step.Value)));
        var before = await db.InspectionItems.AsNoTracking()
            .Where(other => other.ScheduleId == item.ScheduleId && other.Id != item.Id && other.CoveredBy == null && (other.State == InspectionState.Done || other.State == InspectionState.DoneLate))
            .OrderByDescending(other => other.DueDate).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (before is not null && IsSame(before)) return before.Id;
        var (from, to) = (report.EndedAt - LongestWork, report.EndedAt + LongestWork);
        var around = await Others(db, item, organisation)
            .Where(other => other.CommunityId == item.CommunityId && other.TemplateKey == item.TemplateKey && other.EndedAt > from && other.EndedAt < to)
            .OrderByDescending(other => other.EndedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        var alike = around.Where(IsSame).DistinctBy(other => other.AssetId).ToList();
        return alike.Count >= OtherAssets ? alike[0].Id : null;
    }
}
