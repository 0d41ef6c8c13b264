using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Funds;

/// <summary>Statements of the ledger, for whoever sees whole communities: who only maintains or insures equipment sees none. Thread-safe.</summary>
public sealed class LedgerQueries(IDbContextFactory<FacilitiesDb> databases, ITimeSeriesStore series, AssetTemplateCatalog templates, FileStore files, SiteClock clock)
{
    /// <summary>Entries listed; the export has all.</summary>
    public const int MostEntries = 500;

    /// <summary>Assets listed.</summary>
    public const int MostAssets = 100;

    /// <summary>Counters that say how much an asset was used.</summary>
    private static readonly (string Point, string Unit)[] Uses = [("trips", "trip"), ("energy_kwh", "kWh")];

    public Quarter Running => Quarter.Of(SiteDay.Of(clock.GetUtcNow()));

    /// <summary>Today's date at the sites.</summary>
    public DateOnly Today => SiteDay.Of(clock.GetUtcNow());

    /// <param name="community">Null: all that the caller sees.</param>
    /// <param name="most">Assets listed, at most <see cref="MostAssets"/>: the telemetry store is asked for each of them.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<LedgerStatement> StatementAsync(Caller caller, CommunityId? community, Quarter quarter, CancellationToken cancellationToken, int most = MostAssets)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewLedger);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var entries = In(db, caller, community, quarter);
            var sums = (await entries.GroupBy(entry => new { entry.Kind, entry.Account }).Select(group => new { group.Key.Kind, group.Key.Account, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false));
            var amounts = await entries.Select(entry => new { entry.Kind, entry.Account, entry.AssetId, entry.Amount }).ToListAsync(cancellationToken).ConfigureAwait(false);
            Money Sum(Func<LedgerKind, PremiumSource?, bool> which) => amounts.Where(entry => which(entry.Kind, entry.Account)).Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);
            var page = await entries.OrderByDescending(entry => entry.On).ThenByDescending(entry => entry.Id).Take(MostEntries).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            var (assets, away) = await AssetsAsync(db, caller, community, quarter, amounts.Where(entry => entry.AssetId is not null).Select(entry => (entry.AssetId!.Value, entry.Kind, entry.Amount)).ToList(), Math.Clamp(most, 0, MostAssets), cancellationToken).ConfigureAwait(false);
            return new LedgerStatement(
                quarter.ToString(), quarter.From, quarter.Until, Sum((kind, _) => LedgerEntry.IsIncome(kind)), Sum((kind, _) => !LedgerEntry.IsIncome(kind)),
                [.. sums.OrderBy(sum => sum.Kind).ThenBy(sum => sum.Account).Select(sum => new LedgerSum(sum.Kind, sum.Account, sum.Count, Sum((kind, account) => kind == sum.Kind && account == sum.Account)))],
                await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), amounts.Count, assets, away);
        }
    }

    /// <summary>Every entry of a quarter, a page at a time, by day.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<LedgerRow>> EntriesAsync(Caller caller, CommunityId? community, Quarter quarter, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewLedger);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var entries = In(db, caller, community, quarter);
            var page = await entries.OrderBy(entry => entry.On).ThenBy(entry => entry.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<LedgerRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), await entries.CountAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Communities whose ledger the caller keeps.</summary>
    public async Task<IReadOnlyList<(CommunityId Id, LocalizedName Name)>> RunByAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.KeepLedger)) return [];
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return [.. (await db.CommunitiesRunBy(caller).AsNoTracking().OrderBy(site => site.Name).Take(Paging.Maximum).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(site => (site.Id, Names.Of(site.Name, site.NameEn)))];
        }
    }

    /// <summary>The paper behind an entry; null if there is none in the caller's scope.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<(Stream Content, string Name, string MediaType)?> OpenAsync(Caller caller, LedgerEntryId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewLedger);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = Sites(db, caller);
            var file = await (
                from entry in db.LedgerEntries
                where entry.Id == id && sites.Contains(entry.CommunityId)
                join paper in db.LedgerDocuments on new { entry.CommunityId, Sha256 = entry.Document! } equals new { paper.CommunityId, paper.Sha256 }
                select new { paper.Sha256, paper.Name, paper.MediaType }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return file is not null && files.Open(file.Sha256) is { } content ? (content, file.Name, file.MediaType) : null;
        }
    }

    private static IQueryable<CommunityId> Sites(FacilitiesDb db, Caller caller) =>
        caller.Scope.IsOfCommunities() ? db.CommunitiesIn(caller.Scope).Select(site => site.Id) : db.Communities.Where(_ => false).Select(site => site.Id);

    private static IQueryable<LedgerEntry> In(FacilitiesDb db, Caller caller, CommunityId? community, Quarter quarter)
    {
        var (sites, from, until) = (Sites(db, caller), quarter.From, quarter.Until);
        var entries = db.LedgerEntries.Where(entry => sites.Contains(entry.CommunityId) && entry.On >= from && entry.On <= until);
        return community is { } only ? entries.Where(entry => entry.CommunityId == only) : entries;
    }

    private static async Task<IReadOnlyList<LedgerRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<LedgerEntry> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(entry => (LedgerEntryId?)entry.Id).ToList();
        var reversed = await db.LedgerEntries.Where(entry => ids.Contains(entry.Reverses)).Select(entry => new { entry.Id, entry.Reverses }).ToDictionaryAsync(entry => entry.Reverses!.Value, entry => entry.Id, cancellationToken).ConfigureAwait(false);
        var places = await PlaceLookup.PlacesAsync(db, page.Select(entry => entry.AssetId).OfType<AssetId>(), cancellationToken).ConfigureAwait(false);
        var sites = page.Select(entry => entry.CommunityId).Distinct().ToList();
        var names = await db.Communities.AsNoTracking().Where(site => sites.Contains(site.Id)).ToDictionaryAsync(site => site.Id, site => Names.Of(site.Name, site.NameEn), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, [], page.Select(entry => entry.EnteredBy), cancellationToken).ConfigureAwait(false);
        var digests = page.Select(entry => entry.Document).OfType<string>().Distinct().ToList();
        var papers = (await db.LedgerDocuments.AsNoTracking().Where(file => sites.Contains(file.CommunityId) && digests.Contains(file.Sha256)).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToDictionary(file => (file.CommunityId, file.Sha256), file => file.Name);
        return [.. page.Select(entry => new LedgerRow(
            entry.Id, entry.CommunityId, names[entry.CommunityId], entry.AssetId is { } asset ? places.GetValueOrDefault(asset) : null, entry.Kind, entry.Account, entry.Amount, entry.On, entry.EnteredAt, parties.Person(entry.EnteredBy),
            entry.Fact, LinkOf(entry.Fact), entry.Words, entry.Document is { } paper ? papers.GetValueOrDefault((entry.CommunityId, paper)) : null, entry.Reverses,
            reversed.TryGetValue(entry.Id, out var by) ? by : null))];
    }

    private static string? LinkOf(string? fact) => fact?.Split('/') switch
    {
        ["premium", var policy, ..] => "/policies/" + policy,
        ["payout", var claim] => "/claims/" + claim,
        ["repair", var fault, ..] => "/faults/" + fault,
        _ => null,
    };

    private async Task<(IReadOnlyList<AssetCost> Assets, bool StoreAway)> AssetsAsync(
        FacilitiesDb db, Caller caller, CommunityId? community, Quarter quarter, IReadOnlyList<(AssetId Asset, LedgerKind Kind, Money Amount)> own, int most, CancellationToken cancellationToken)
    {
        var sites = Sites(db, caller);
        var seen = db.Assets.Where(asset => sites.Contains(asset.CommunityId) && (community == null || asset.CommunityId == community));
        var (from, until, now) = (SiteDay.Start(quarter.From), SiteDay.Start(quarter.Until.AddDays(1)), clock.GetUtcNow());
        var policies = await db.Policies.AsNoTracking().Where(policy => policy.Terms.Any(terms => terms.ValidFrom < until && terms.ValidUntil > from) && policy.Assets.Any(item => seen.Any(asset => asset.Id == item.AssetId)))
            .AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        var premiums = new Dictionary<AssetId, decimal>();
        foreach (var (policy, terms) in policies.SelectMany(policy => policy.Terms.Where(terms => terms.Premium > Money.Zero).Select(terms => (policy, terms))))
        {
            var (begin, end) = (Later(terms.ValidFrom, from), Earlier(Earlier(terms.ValidUntil, until), policy.EndsAt ?? until));
            if (end <= begin || policy.Assets.Count == 0) continue;
            var share = terms.Premium.Yuan * (decimal)((end - begin) / (terms.ValidUntil - terms.ValidFrom)) / policy.Assets.Count;
            foreach (var item in policy.Assets) premiums[item.AssetId] = premiums.GetValueOrDefault(item.AssetId) + share;
        }

        var moved = own.ToLookup(entry => entry.Asset);
        var ids = (await seen.Select(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).Where(id => moved.Contains(id) || premiums.ContainsKey(id)).ToList();
        var places = await PlaceLookup.PlacesAsync(db, ids, cancellationToken).ConfigureAwait(false);
        var costs = ids.Select(id => new AssetCost(
                places[id], Sum(id, LedgerKind.Repair), Money.FromYuan(Math.Round(premiums.GetValueOrDefault(id), 2)), Sum(id, LedgerKind.Payout), null, null, null))
            .OrderByDescending(cost => cost.Net).ThenBy(cost => cost.Place.Id.Value).Take(most).ToList();
        try
        {
            for (var at = 0; at < costs.Count; at++) costs[at] = await WithUseAsync(costs[at], from, Earlier(until, now), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return (costs, true);
        }

        return (costs, false);

        Money Sum(AssetId id, LedgerKind kind) => moved[id].Where(entry => entry.Kind == kind).Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);
    }

    private async Task<AssetCost> WithUseAsync(AssetCost cost, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (until <= from || !templates.TryGet(cost.Place.TypeKey, out var template)) return cost;
        foreach (var (key, unit) in Uses)
        {
            if (template.Point(key) is not { } point) continue;
            var answer = await series.AggregateAsync(
                new AggregateQuery { Source = new SourceId(cost.Place.Id.Value), Point = point.Definition.No, FromUnixMs = from.ToUnixTimeMilliseconds(), ToUnixMs = until.ToUnixTimeMilliseconds(), Increase = true }, cancellationToken).ConfigureAwait(false);
            var use = answer.Windows.Sum(window => window.Increase ?? 0);
            return use > 0 ? cost with { Use = use, UseUnit = unit, PerUse = Math.Round(cost.Net.Yuan / (decimal)use, 4) } : cost;
        }

        return cost;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
