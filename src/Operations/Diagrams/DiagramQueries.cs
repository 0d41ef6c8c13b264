using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Diagrams;

/// <summary>Diagrams of a community's systems, cut to the caller's scope. Thread-safe.</summary>
public sealed class DiagramQueries(IDbContextFactory<FacilitiesDb> databases)
{
    /// <summary>The system as it is drawn. Equipment out of service isn't.</summary>
    /// <param name="arranged">False: as the template draws it, whatever people changed.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>; <see cref="OperationCodes.NotFound"/>: no such community in the scope.</exception>
    public async Task<SystemDiagram> GetAsync(Caller caller, string site, SystemKind system, CancellationToken cancellationToken, bool arranged = true)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewAssets);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var community = await db.CommunitiesIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(item => item.SiteCode == site, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", site));
            var types = await db.AssetsIn(caller.Scope).Where(asset => asset.CommunityId == community.Id && asset.InService).Select(asset => asset.TypeKey).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
            var wanted = SystemTemplates.TypesOf(system);
            var assets = await db.AssetsIn(caller.Scope).AsNoTracking().Where(asset => asset.CommunityId == community.Id && asset.InService && wanted.Contains(asset.TypeKey))
                .OrderBy(asset => asset.BuildingId).ThenBy(asset => asset.TypeKey).ThenBy(asset => asset.Code)
                .Take(DiagramLayout.MaximumNodes).ToListAsync(cancellationToken).ConfigureAwait(false);
            var buildings = await db.Buildings.AsNoTracking().Where(building => building.CommunityId == community.Id).ToDictionaryAsync(building => building.Id, cancellationToken).ConfigureAwait(false);
            var stored = arranged ? await db.SiteDiagrams.AsNoTracking().FirstOrDefaultAsync(diagram => diagram.CommunityId == community.Id && diagram.System == system, cancellationToken).ConfigureAwait(false) : null;
            var name = Names.Of(community.Name, community.NameEn);
            var plan = SystemTemplates.Build(system, [.. assets.Select(asset => new SystemAsset(
                new AssetPlace(asset.Id, community.SiteCode, asset.Code, asset.TypeKey, Names.Of(asset.Name, asset.NameEn), community.Id, name,
                    asset.BuildingId is { } id && buildings.TryGetValue(id, out var building) ? Names.Of(building.Name, building.NameEn) : null),
                asset.Attributes))]);
            var (merged, places) = ArrangedPlan.Of(plan, stored?.Layout);
            return new SystemDiagram
            {
                CommunityId = community.Id,
                SiteCode = community.SiteCode,
                Community = name,
                System = system,
                Nodes = merged.Nodes,
                Links = merged.Links,
                Groups = merged.Groups,
                Places = places,
                ArrangedAt = stored?.ChangedAt,
                Systems = [.. Enum.GetValues<SystemKind>().Where(kind => SystemTemplates.TypesOf(kind).Any(types.Contains))],
                Cut = assets.Count == DiagramLayout.MaximumNodes,
            };
        }
    }

    /// <summary>When people last arranged it; null: never. For whoever keeps a diagram and asks whether it still is the one.</summary>
    public async Task<DateTimeOffset?> ArrangedAtAsync(CommunityId community, SystemKind system, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.SiteDiagrams.Where(diagram => diagram.CommunityId == community && diagram.System == system).Select(diagram => (DateTimeOffset?)diagram.ChangedAt)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the caller may arrange the community's diagrams.</summary>
    public async Task<bool> MayArrangeAsync(Caller caller, CommunityId community, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.ManageAssets)) return false;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, cancellationToken).ConfigureAwait(false);
        }
    }
}
