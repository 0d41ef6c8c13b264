using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>
/// Whether what the law demands was done, and on time: counted per district, community, firm, asset or duty, cut to the caller's scope. Thread-safe.
/// </summary>
public sealed class ComplianceQuery(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>The worst first: the smallest share on time, then the most that is owed.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PeriodReversed"/>, <see cref="OperationCodes.TooMany"/>;
    /// <see cref="OperationCodes.FieldMissing"/> when assets are asked for without naming a community, firm or asset.</exception>
    public async Task<IReadOnlyList<ComplianceRow>> CountAsync(Caller caller, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        ComplianceItems.Require(caller, filter);
        if (filter is { By: ComplianceBy.Asset, Community: null, Firm: null, Asset: null }) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "community"));
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = await ComplianceItems.OfAsync(db, caller.Scope, filter, today, cancellationToken).ConfigureAwait(false);
            var proofs = await ComplianceItems.ProofsOfAsync(db, caller.Scope, filter, today, cancellationToken).ConfigureAwait(false);
            var rows = filter.By switch
            {
                ComplianceBy.Duty => await ByDutyAsync(query, proofs, cancellationToken).ConfigureAwait(false),
                ComplianceBy.Asset => await ByAssetAsync(db, query, proofs, cancellationToken).ConfigureAwait(false),
                ComplianceBy.Firm => await ByFirmAsync(db, query, proofs, today, cancellationToken).ConfigureAwait(false),
                _ => await ByPlaceAsync(db, query, proofs, filter.By, cancellationToken).ConfigureAwait(false),
            };
            return [.. rows.OrderBy(row => row.OnTimeShare ?? 2).ThenByDescending(row => row.Owed).ThenBy(row => row.Key, StringComparer.Ordinal)];
        }
    }

    private static async Task<List<ComplianceRow>> ByDutyAsync(IQueryable<InspectionItem> query, IQueryable<InspectionProof> proofs, CancellationToken cancellationToken)
    {
        var counts = await query.GroupBy(item => new { item.TemplateKey, item.State }).Select(group => new { group.Key.TemplateKey, group.Key.State, Count = group.Count() })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = (await proofs.GroupBy(proof => new { proof.TemplateKey, proof.Verdict }).Select(group => new { group.Key.TemplateKey, group.Key.Verdict, Count = group.Count() })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(count => count.TemplateKey, count => (count.Verdict!.Value, count.Count));
        return [.. counts.GroupBy(count => count.TemplateKey).Select(group => Row(group.Key, InspectionDuties.NameOf(group.Key), group.Select(count => (count.State, count.Count)), verdicts[group.Key]))];
    }

    private static async Task<List<ComplianceRow>> ByPlaceAsync(
        FacilitiesDb db, IQueryable<InspectionItem> query, IQueryable<InspectionProof> proofs, ComplianceBy by, CancellationToken cancellationToken)
    {
        var counts = await query.GroupBy(item => new { item.CommunityId, item.State }).Select(group => new { group.Key.CommunityId, group.Key.State, Count = group.Count() })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = (await proofs.GroupBy(proof => new { proof.CommunityId, proof.Verdict }).Select(group => new { group.Key.CommunityId, group.Key.Verdict, Count = group.Count() })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).Select(count => (Site: count.CommunityId, Verdict: count.Verdict!.Value, count.Count)).ToList();
        var ids = counts.Select(count => count.CommunityId).Distinct().ToList();
        var sites = await db.Communities.AsNoTracking().Where(site => ids.Contains(site.Id)).Select(site => new { site.Id, site.Name, site.NameEn, site.DistrictId })
            .ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false);
        if (by == ComplianceBy.Community)
            return [.. counts.GroupBy(count => count.CommunityId).Select(group => Row(
                group.Key.ToString(), Names.Of(sites[group.Key].Name, sites[group.Key].NameEn), group.Select(count => (count.State, count.Count)), verdicts.Where(count => count.Site == group.Key).Select(count => (count.Verdict, count.Count))))];
        var names = await PartyLookup.LoadAsync(db, sites.Values.Select(site => (OrganisationId?)site.DistrictId), [], cancellationToken).ConfigureAwait(false);
        return [.. counts.GroupBy(count => sites[count.CommunityId].DistrictId).Select(group => Row(
            group.Key.ToString(), names.Organisation(group.Key)!, group.Select(count => (count.State, count.Count)), verdicts.Where(count => sites[count.Site].DistrictId == group.Key).Select(count => (count.Verdict, count.Count))))];
    }

    private static async Task<List<ComplianceRow>> ByAssetAsync(FacilitiesDb db, IQueryable<InspectionItem> query, IQueryable<InspectionProof> proofs, CancellationToken cancellationToken)
    {
        var counts = await AssetCountsAsync(query, cancellationToken).ConfigureAwait(false);
        var verdicts = await AssetVerdictsAsync(proofs, cancellationToken).ConfigureAwait(false);
        var places = await Assets.PlaceLookup.PlacesAsync(db, counts.Select(count => count.Asset).Distinct(), cancellationToken).ConfigureAwait(false);
        return [.. counts.GroupBy(count => count.Asset).Select(group => Row(
            group.Key.ToString(), places[group.Key].Name, group.Select(count => (count.State, count.Count)), verdicts.Where(count => count.Asset == group.Key).Select(count => (count.Verdict, count.Count))))];
    }

    private static async Task<List<ComplianceRow>> ByFirmAsync(
        FacilitiesDb db, IQueryable<InspectionItem> query, IQueryable<InspectionProof> proofs, DateOnly today, CancellationToken cancellationToken)
    {
        var counts = await AssetCountsAsync(query, cancellationToken).ConfigureAwait(false);
        var verdicts = await AssetVerdictsAsync(proofs, cancellationToken).ConfigureAwait(false);
        var contracts = db.ContractsOn(today);
        var firms = await (
            from asset in db.Assets
            where query.Any(item => item.AssetId == asset.Id)
            join site in db.Communities on asset.CommunityId equals site.Id
            select new
            {
                asset.Id,
                Firm = contracts.Where(contract => contract.AssetId == asset.Id).OrderByDescending(contract => contract.From).Select(contract => (OrganisationId?)contract.FirmId).FirstOrDefault() ?? site.PropertyFirmId,
            }).ToDictionaryAsync(asset => asset.Id, asset => asset.Firm, cancellationToken).ConfigureAwait(false);
        var names = await PartyLookup.LoadAsync(db, firms.Values, [], cancellationToken).ConfigureAwait(false);
        return [.. counts.GroupBy(count => firms.GetValueOrDefault(count.Asset)).Select(group =>
            Row(group.Key?.ToString() ?? "", names.Organisation(group.Key) ?? new LocalizedName("无", "None"), group.Select(count => (count.State, count.Count)),
                verdicts.Where(count => firms.GetValueOrDefault(count.Asset) == group.Key).Select(count => (count.Verdict, count.Count))))];
    }

    private static async Task<List<(AssetId Asset, InspectionState State, int Count)>> AssetCountsAsync(IQueryable<InspectionItem> query, CancellationToken cancellationToken) =>
        [.. (await query.GroupBy(item => new { item.AssetId, item.State }).Select(group => new { group.Key.AssetId, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(count => (count.AssetId, count.State, count.Count))];

    private static async Task<List<(AssetId Asset, ProofVerdict Verdict, int Count)>> AssetVerdictsAsync(IQueryable<InspectionProof> proofs, CancellationToken cancellationToken) =>
        [.. (await proofs.GroupBy(proof => new { proof.AssetId, proof.Verdict }).Select(group => new { group.Key.AssetId, group.Key.Verdict, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(count => (count.AssetId, count.Verdict!.Value, count.Count))];

    private static ComplianceRow Row(string key, LocalizedName name, IEnumerable<(InspectionState State, int Count)> counts, IEnumerable<(ProofVerdict Verdict, int Count)> verdicts)
    {
        var by = counts.GroupBy(count => count.State).ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
        var proven = verdicts.GroupBy(count => count.Verdict).ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
        int Of(InspectionState state) => by.GetValueOrDefault(state);
        int Said(ProofVerdict verdict) => proven.GetValueOrDefault(verdict);
        return new ComplianceRow(
            key, name, Of(InspectionState.Planned), Of(InspectionState.Due), Of(InspectionState.Done), Of(InspectionState.DoneLate), Of(InspectionState.Missed), Of(InspectionState.Overdue), Of(InspectionState.Excused),
            Said(ProofVerdict.Proven), Said(ProofVerdict.Partly), Said(ProofVerdict.Contradicted), Said(ProofVerdict.NoData));
    }
}
