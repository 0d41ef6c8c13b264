using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Complaints;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>The communities in a scope as complaints can name them: with buildings, equipment in service and confirmed aliases. Thread-safe.</summary>
internal sealed class PlaceDirectory(IDbContextFactory<FacilitiesDb> databases)
{
    private const string Kind = "kind";
    private const string Area = "area";
    private const string Registration = "registration_no";

    /// <summary>About 1 KB a community with its equipment: a large city is some ten megabytes while an import runs.</summary>
    private const int MostSites = 20_000;

    public async Task<ComplaintReader> ReaderAsync(Scope scope, CancellationToken cancellationToken) =>
        new(new PlaceMatcher(await SitesAsync(scope, cancellationToken).ConfigureAwait(false), TopicLexicon.Shipped), TopicClassifier.Shipped);

    private async Task<IReadOnlyList<KnownSite>> SitesAsync(Scope scope, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.CommunitiesIn(scope).AsNoTracking().OrderBy(site => site.Id).Take(MostSites).Select(site => new { site.Id, site.Name, site.Address }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var inScope = db.CommunitiesIn(scope);
            var buildings = (await db.Buildings.AsNoTracking().Where(item => inScope.Any(site => site.Id == item.CommunityId)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(item => item.CommunityId);
            var aliases = (await db.ComplaintAliases.AsNoTracking().Where(item => inScope.Any(site => site.Id == item.CommunityId)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(item => item.CommunityId);
            var assets = new Dictionary<CommunityId, List<KnownAsset>>();
            await foreach (var asset in db.AssetsIn(scope).AsNoTracking().Where(item => item.InService).OrderBy(item => item.Id).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!assets.TryGetValue(asset.CommunityId, out var known)) assets[asset.CommunityId] = known = [];
                known.Add(Known(asset));
            }

            return [.. sites.Select(site => new KnownSite(
                site.Id, site.Name, site.Address, [.. aliases[site.Id].Select(alias => alias.Name)], [.. buildings[site.Id].Select(item => new KnownBuilding(item.Id, item.Name))], assets.GetValueOrDefault(site.Id) ?? []))];
        }
    }

    private static KnownAsset Known(Asset asset) => new(
        asset.Id, asset.TypeKey, asset.Name, asset.BuildingId, asset.Attributes.GetValueOrDefault(Kind) ?? asset.Attributes.GetValueOrDefault(Area), asset.Attributes.GetValueOrDefault(Registration));
}
