using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Weighs what a phone sent to show that somebody stands at the asset, or at a point of a round.</summary>
internal static class Arrivals
{
    /// <inheritdoc cref="AtAsync"/>
    public static async Task<ArrivalProof> ProofAsync(FacilitiesDb db, AssetId id, string? code, GeoPoint? position, CancellationToken cancellationToken) =>
        code is null && position is null ? new ArrivalProof(ArrivalProofKind.None) : (await AtAsync(db, id, cancellationToken).ConfigureAwait(false))(code, position);

    /// <summary>The position says more than a printed code, which can be photographed; a code of another asset is refused.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.CodeOfOtherAsset"/>.</exception>
    public static async Task<Func<string?, GeoPoint?, ArrivalProof>> AtAsync(FacilitiesDb db, AssetId id, CancellationToken cancellationToken)
    {
        var place = await (
            from asset in db.Assets
            where asset.Id == id
            join site in db.Communities on asset.CommunityId equals site.Id
            select new { asset.Code, Site = site }).AsNoTracking().FirstAsync(cancellationToken).ConfigureAwait(false);
        return (code, position) => code is null || (IsOf(place.Site, code) && IsLast(code, place.Code)) ? Weigh(place.Site, code, position)
            : throw new RuleViolation(OperationCodes.CodeOfOtherAsset, ("expected", place.Code));
    }

    /// <summary>A point of a round may be any code of the site.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.CodeOfOtherAsset"/>: it is of another site.</exception>
    public static async Task<Func<string?, GeoPoint?, ArrivalProof>> OnRoundAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken)
    {
        var site = await db.Communities.AsNoTracking().FirstAsync(known => known.Id == community, cancellationToken).ConfigureAwait(false);
        return (code, position) => code is not null && IsOf(site, code) ? Weigh(site, code, position) : throw new RuleViolation(OperationCodes.CodeOfOtherAsset, ("expected", site.SiteCode));
    }

    private static ArrivalProof Weigh(Community site, string? code, GeoPoint? position)
    {
        int? metres = position is { IsValid: true } here && site.Place is { } home ? (int)Math.Round(here.MetresTo(home)) : null;
        if (metres <= site.FenceMetres) return new ArrivalProof(ArrivalProofKind.Inside, metres);
        if (code is not null) return new ArrivalProof(ArrivalProofKind.PrintedCode, metres);
        return metres is null ? new ArrivalProof(ArrivalProofKind.None) : new ArrivalProof(ArrivalProofKind.Outside, metres);
    }

    /// <summary>The code is the address of the asset's page, or only its end: <c>…/{site}/{asset}</c>.</summary>
    private static string[] Parts(string code) => code.Trim().Split('?', '#')[0].TrimEnd('/').Split('/');

    private static bool IsOf(Community site, string code) => Parts(code) is { Length: >= 2 } parts && string.Equals(parts[^2], site.SiteCode, StringComparison.OrdinalIgnoreCase);

    private static bool IsLast(string code, string asset) => string.Equals(Parts(code)[^1], asset, StringComparison.OrdinalIgnoreCase);
}
