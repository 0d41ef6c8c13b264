using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>The one place where a filter becomes items: what is counted, listed, exported and drawn from is the same.</summary>
internal static class ComplianceItems
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PeriodReversed"/>, <see cref="OperationCodes.TooMany"/>.</exception>
    public static void Require(Caller caller, ComplianceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        if (filter.Until < filter.From) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", filter.From), ("until", filter.Until));
        var days = filter.Until.DayNumber - filter.From.DayNumber;
        if (days > ComplianceFilter.MaximumDays) throw new RuleViolation(OperationCodes.TooMany, ("count", days), ("maximum", ComplianceFilter.MaximumDays));
    }

    public static async Task<IQueryable<InspectionItem>> OfAsync(FacilitiesDb db, Scope scope, ComplianceFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var query = await db.InspectionsBySiteAsync(scope, cancellationToken).ConfigureAwait(false);
        query = query.Where(item => item.DueDate >= filter.From && item.DueDate <= filter.Until);
        if (filter.Community is { } community) query = query.Where(item => item.CommunityId == community);
        if (filter.Asset is { } asset) query = query.Where(item => item.AssetId == asset);
        if (filter.TemplateKey is { } template) query = query.Where(item => item.TemplateKey == template);
        if (filter.District is { } district)
        {
            var sites = await db.Communities.Where(site => site.DistrictId == district).Select(site => site.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            query = query.Where(item => sites.Contains(item.CommunityId));
        }

        if (filter.Firm is { } firm) query = query.OfFirm(db, firm, today);

        return filter.Of is { } outcome ? Of(db, query, outcome) : query;
    }

    /// <summary>
    /// What telemetry said of the items that a filter means. A verdict repeats where and when its item is: where whole communities are counted, it is
    /// found without looking at a single item.
    /// </summary>
    public static async Task<IQueryable<InspectionProof>> ProofsOfAsync(FacilitiesDb db, Scope scope, ComplianceFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var proofs = db.InspectionProofs.Where(proof => proof.Verdict != null && proof.DueDate >= filter.From && proof.DueDate <= filter.Until);
        if (filter.Firm is not null || filter.Of is not null || !scope.IsOfCommunities())
        {
            var items = await OfAsync(db, scope, filter, today, cancellationToken).ConfigureAwait(false);
            return proofs.Where(proof => items.Any(item => item.Id == proof.ItemId));
        }

        var sites = db.CommunitiesIn(scope);
        if (filter.District is { } district) sites = sites.Where(site => site.DistrictId == district);
        if (filter.Community is { } community) sites = sites.Where(site => site.Id == community);
        var seen = await sites.Select(site => site.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        proofs = proofs.Where(proof => seen.Contains(proof.CommunityId));
        if (filter.Asset is { } asset) proofs = proofs.Where(proof => proof.AssetId == asset);
        return filter.TemplateKey is { } template ? proofs.Where(proof => proof.TemplateKey == template) : proofs;
    }

    private static IQueryable<InspectionItem> Of(FacilitiesDb db, IQueryable<InspectionItem> query, ComplianceOutcome outcome) => outcome switch
    {
        ComplianceOutcome.Planned => query.Where(item => item.State == InspectionState.Planned),
        ComplianceOutcome.Due => query.Where(item => item.State == InspectionState.Due),
        ComplianceOutcome.OnTime => query.Where(item => item.State == InspectionState.Done),
        ComplianceOutcome.Late => query.Where(item => item.State == InspectionState.DoneLate),
        ComplianceOutcome.Overdue => query.Where(item => item.State == InspectionState.Overdue),
        ComplianceOutcome.Missed => query.Where(item => item.State == InspectionState.Missed),
        ComplianceOutcome.Excused => query.Where(item => item.State == InspectionState.Excused),
        ComplianceOutcome.Proven => Judged(db, query, ProofVerdict.Proven),
        ComplianceOutcome.Partly => Judged(db, query, ProofVerdict.Partly),
        ComplianceOutcome.Contradicted => Judged(db, query, ProofVerdict.Contradicted),
        _ => Judged(db, query, ProofVerdict.NoData),
    };

    private static IQueryable<InspectionItem> Judged(FacilitiesDb db, IQueryable<InspectionItem> query, ProofVerdict verdict) =>
        query.Where(item => db.InspectionProofs.Any(proof => proof.ItemId == item.Id && proof.Verdict == verdict));
}
