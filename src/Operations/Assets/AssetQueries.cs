using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Assets;

/// <summary>Assets for pages and the API, cut to the caller's scope. Thread-safe.</summary>
public sealed class AssetQueries(IDbContextFactory<FacilitiesDb> databases, VisibilityTracker visibility, AssetTemplateCatalog templates, SiteClock clock)
{
    private const int MaximumSummaries = 20;

    /// <summary>A page of the list.</summary>
    public async Task<Rows<AssetRow>> ListAsync(Scope scope, AssetFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var seen = await visibility.AllAsync(cancellationToken).ConfigureAwait(false);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = Filter(db, db.AssetsIn(scope).AsNoTracking(), filter);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await Sort(db, query, filter).ThenBy(asset => asset.CommunityId).ThenBy(asset => asset.TypeKey).ThenBy(asset => asset.Code)
                .Skip(filter.Paging.SafeSkip).Take(filter.Paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<AssetRow>(await RowsAsync(db, page, seen, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>Null if there is no such asset in the caller's scope.</summary>
    public async Task<AssetDetail?> GetAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        var seen = await visibility.AllAsync(cancellationToken).ConfigureAwait(false);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var asset = await db.AssetsIn(scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (asset is null) return null;
            var now = clock.GetUtcNow();
            var today = SiteDay.Of(now);
            var open = await db.FaultsIn(scope).AsNoTracking().Where(fault => fault.AssetId == id && fault.OpenFamily != null)
                .OrderBy(fault => fault.Severity).ThenBy(fault => fault.NextDueAt).ToListAsync(cancellationToken).ConfigureAwait(false);
            var summaries = await db.FindingsIn(scope).AsNoTracking().Where(finding => finding.AssetId == id && finding.FaultId == null)
                .OrderByDescending(finding => finding.OnsetAt).Take(MaximumSummaries).ToListAsync(cancellationToken).ConfigureAwait(false);
            var contracts = await db.Contracts.AsNoTracking().Where(contract => contract.AssetId == id && (contract.Until == null || contract.Until >= today))
                .OrderByDescending(contract => contract.From).ToListAsync(cancellationToken).ConfigureAwait(false);
            var policies = await db.Policies.AsNoTracking().AsSplitQuery().Where(policy => policy.Assets.Any(item => item.AssetId == id)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(
                db, contracts.Select(contract => (OrganisationId?)contract.FirmId).Concat(policies.Select(policy => (OrganisationId?)policy.InsurerId)),
                asset.ThresholdOverrides.Select(threshold => (UserId?)threshold.SetBy), cancellationToken).ConfigureAwait(false);
            var template = templates[asset.TypeKey];
            return new AssetDetail
            {
                Row = (await RowsAsync(db, [asset], seen, cancellationToken).ConfigureAwait(false))[0],
                TypeName = template.Name,
                Attributes = asset.Attributes,
                Criticality = asset.Criticality,
                CommissionedOn = asset.CommissionedOn,
                OutOfServiceSince = asset.OutOfServiceSince,
                Rules = [.. template.ResolvedRules(AssetOverridesOf.Asset(asset)).Select(rule => Row(rule, asset, parties))],
                Contracts = [.. contracts.Select(contract => new ContractRow(
                    contract.FirmId, parties.Organisation(contract.FirmId)!, contract.From, contract.Until, contract.Number, contract.HoldsOn(today)))],
                Policies = [.. policies.Select(policy => new PolicyRow(
                    policy.Id, policy.Number, parties.Organisation(policy.InsurerId), policy.InceptionAt, policy.ExpiresAt, policy.TermsAt(now) is not null))],
                OpenFaults = await FaultRows.BuildAsync(db, open, now, cancellationToken).ConfigureAwait(false),
                Summaries = [.. summaries.Select(FindingRow.Of)],
            };
        }
    }

    /// <summary>Communities that the caller sees, for filters; by name.</summary>
    public async Task<IReadOnlyList<CommunityChoice>> CommunitiesAsync(Scope scope, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.CommunitiesIn(scope).AsNoTracking().OrderBy(site => site.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. sites.Select(site => new CommunityChoice(site.Id, site.SiteCode, Names.Of(site.Name, site.NameEn)))];
        }
    }

    private static IOrderedQueryable<Asset> Sort(FacilitiesDb db, IQueryable<Asset> query, AssetFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (AssetSort.Health, false) => query.OrderBy(asset => !db.AssetHealth.Any(health => health.AssetId == asset.Id && health.Score != null))
            .ThenBy(asset => db.AssetHealth.Where(health => health.AssetId == asset.Id).Select(health => health.Score).FirstOrDefault()),
        (AssetSort.Health, true) => query.OrderBy(asset => !db.AssetHealth.Any(health => health.AssetId == asset.Id && health.Score != null))
            .ThenByDescending(asset => db.AssetHealth.Where(health => health.AssetId == asset.Id).Select(health => health.Score).FirstOrDefault()),
        _ => query.OrderBy(asset => !db.Faults.Any(fault => fault.AssetId == asset.Id && fault.OpenFamily != null))
            .ThenBy(asset => db.Faults.Where(fault => fault.AssetId == asset.Id && fault.OpenFamily != null).Min(fault => (Severity?)fault.Severity)),
    };

    private static IQueryable<Asset> Filter(FacilitiesDb db, IQueryable<Asset> query, AssetFilter filter)
    {
        if (!filter.IncludeOutOfService) query = query.Where(asset => asset.InService);
        if (filter.Community is { } community) query = query.Where(asset => asset.CommunityId == community);
        if (filter.TypeKey is { } type) query = query.Where(asset => asset.TypeKey == type);
        if (filter.WithOpenFaults) query = query.Where(asset => db.Faults.Any(fault => fault.AssetId == asset.Id && fault.OpenFamily != null));
        if (filter.Search is { Length: > 0 } search)
            query = query.Where(asset => asset.Name.Contains(search) || asset.Code.Contains(search) || (asset.NameEn != null && asset.NameEn.Contains(search)));
        return query;
    }

    private static async Task<IReadOnlyList<AssetRow>> RowsAsync(
        FacilitiesDb db, IReadOnlyList<Asset> assets, IReadOnlyDictionary<AssetId, AssetVisibility> seen, CancellationToken cancellationToken)
    {
        var ids = assets.Select(asset => asset.Id).ToList();
        var places = await PlaceLookup.PlacesAsync(db, ids, cancellationToken).ConfigureAwait(false);
        var open = await db.Faults.Where(fault => ids.Contains(fault.AssetId) && fault.OpenFamily != null).Select(fault => new { fault.AssetId, fault.Severity })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var faults = open.ToLookup(fault => fault.AssetId, fault => fault.Severity);
        var health = await db.AssetHealth.Where(item => ids.Contains(item.AssetId)).Select(item => new { item.AssetId, item.Score }).ToDictionaryAsync(item => item.AssetId, item => item.Score, cancellationToken).ConfigureAwait(false);
        return [.. assets.Select(asset => new AssetRow(
            places[asset.Id], faults[asset.Id].Count(), faults[asset.Id].Select(severity => (Severity?)severity).Min(),
            seen.GetValueOrDefault(asset.Id) ?? new AssetVisibility(asset.Id, asset.CommunityId, 0, 0, null, false), asset.InService, health.GetValueOrDefault(asset.Id)))];
    }

    private static RuleRow Row(ResolvedRule rule, Asset asset, PartyLookup parties)
    {
        var set = asset.ThresholdOverrides.Where(threshold => threshold.RuleKey == rule.Key).MaxBy(threshold => threshold.SetAt);
        return new RuleRow(
            rule.Key, rule.Rule.Name, rule.Rule.Mode, rule.Rule.Limit?.Unit ?? "", rule.Limit, rule.Clear, rule.For, rule.LimitOrigin, rule.ForOrigin, rule.Rule.OriginSource, rule.Enabled,
            set is null ? null : new OverrideRow(parties.Person(set.SetBy), set.SetAt, set.Note));
    }
}
