using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>
/// Finds of which open fault a new one is only a consequence: devices behind a silent gateway, everything in a building without power, an asset that
/// went silent because its own supply went. <see cref="CauseRule"/> says when; a P1 is never folded.
/// </summary>
internal static class CommonCauses
{
    /// <summary>More devices hang on no gateway; what is beyond stays a fault of its own.</summary>
    private const int MostChildren = 2000;

    /// <summary>The open fault that explains one of this cause on <paramref name="asset"/>; null when none does.</summary>
    public static async Task<Fault?> ParentAsync(FacilitiesDb db, Asset asset, CommonCause cause, DateTimeOffset onset, CancellationToken cancellationToken)
    {
        var candidates = cause == CommonCause.Comms
            ? await SilencersAsync(db, asset, cancellationToken).ConfigureAwait(false)
            : await SuppliesAsync(db, asset, cancellationToken).ConfigureAwait(false);
        foreach (var candidate in candidates)
        {
            // A cause may itself be the consequence of another: the gateway's supply of the building's.
            var parent = candidate is { IsFolded: true, MergedIntoId: { } above }
                ? await db.Faults.FirstOrDefaultAsync(fault => fault.Id == above, cancellationToken).ConfigureAwait(false)
                : candidate;
            if (parent is { IsOpen: true } && CauseRule.Fits(onset, candidate.OnsetAt, candidate.RuleClearedAt)) return parent;
        }

        return null;
    }

    /// <summary>Open faults, not yet taken up by anybody, that <paramref name="parent"/> on <paramref name="asset"/> explains; whole.</summary>
    public static async Task<IReadOnlyList<Fault>> ChildrenAsync(FacilitiesDb db, Asset asset, Fault parent, CancellationToken cancellationToken)
    {
        if (parent.Cause is null) return [];
        var behind = asset.TypeKey == Asset.GatewayType ? await BehindAsync(db, asset, cancellationToken).ConfigureAwait(false) : [];
        if (parent.Cause == CommonCause.Power) behind.Add(asset.Id);
        if (behind.Count == 0) return [];
        var silent = await FaultStore.Whole(db.Faults.Where(fault =>
                fault.CommunityId == asset.CommunityId && fault.OpenFamily == FaultFamilies.Comms && fault.Id != parent.Id && fault.Severity != Severity.P1
                && (fault.State == FaultState.Found || fault.State == FaultState.Accepted || fault.State == FaultState.Dispatched)))
            .Take(MostChildren).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. silent.Where(fault => behind.Contains(fault.AssetId) && CauseRule.Fits(fault.OnsetAt, parent.OnsetAt, parent.RuleClearedAt))];
    }

    /// <summary>The folded fault of the asset and family whose cause still stands: a new finding is part of it.</summary>
    public static async Task<Fault?> FoldedAsync(FacilitiesDb db, IQueryable<Fault> ofFamily, CancellationToken cancellationToken)
    {
        var folded = await ofFamily.Where(fault => fault.IsFolded && fault.State == FaultState.Merged)
            .OrderByDescending(fault => fault.EndedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (folded?.MergedIntoId is not { } parentId) return null;
        var parent = await db.Faults.AsNoTracking().FirstOrDefaultAsync(fault => fault.Id == parentId, cancellationToken).ConfigureAwait(false);
        return parent is { IsOpen: true, RuleClearedAt: null } ? folded : null;
    }

    /// <summary>What can have silenced an asset: its own supply, its gateway's silence or supply.</summary>
    private static async Task<List<Fault>> SilencersAsync(FacilitiesDb db, Asset asset, CancellationToken cancellationToken)
    {
        var code = asset.GatewayCode;
        var gateway = code is null ? null
            : await db.Assets.AsNoTracking().FirstOrDefaultAsync(item => item.CommunityId == asset.CommunityId && item.Code == code, cancellationToken).ConfigureAwait(false);
        var gatewayId = gateway?.Id ?? asset.Id;
        return await db.Faults.Where(fault =>
                (fault.OpenFamily != null || fault.IsFolded)
                && ((fault.AssetId == asset.Id && fault.Cause == CommonCause.Power) || (fault.AssetId == gatewayId && gatewayId != asset.Id && fault.Cause != null)))
            .OrderByDescending(fault => fault.DetectedAt).Take(10).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where else the building's supply is missed.</summary>
    private static async Task<List<Fault>> SuppliesAsync(FacilitiesDb db, Asset asset, CancellationToken cancellationToken)
    {
        if (asset.BuildingId is not { } building) return [];
        return await db.Faults.Where(fault =>
                fault.CommunityId == asset.CommunityId && fault.OpenFamily != null && fault.Cause == CommonCause.Power && fault.AssetId != asset.Id
                && db.Assets.Any(other => other.Id == fault.AssetId && other.BuildingId == building))
            .OrderBy(fault => fault.OnsetAt).Take(10).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<HashSet<AssetId>> BehindAsync(FacilitiesDb db, Asset gateway, CancellationToken cancellationToken)
    {
        // Attributes are one JSON column, which no query looks into; a community has hundreds of assets.
        var neighbours = await db.Assets.AsNoTracking().Where(asset => asset.CommunityId == gateway.CommunityId && asset.Id != gateway.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. neighbours.Where(asset => asset.GatewayCode == gateway.Code).Select(asset => asset.Id)];
    }
}
