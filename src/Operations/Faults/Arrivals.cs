using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Weighs what a phone sent to show that somebody stands at the asset.</summary>
internal static class Arrivals
{
    /// <summary>The position says more than a printed code, which can be photographed; a code of another asset is refused.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.CodeOfOtherAsset"/>.</exception>
    public static async Task<ArrivalProof> ProofAsync(FacilitiesDb db, Fault fault, FaultCommand command, CancellationToken cancellationToken)
    {
        if (command.Code is null && command.Position is null) return new ArrivalProof(ArrivalProofKind.None);
        var place = await (
            from asset in db.Assets
            where asset.Id == fault.AssetId
            join site in db.Communities on asset.CommunityId equals site.Id
            select new { asset.Code, Site = site }).AsNoTracking().FirstAsync(cancellationToken).ConfigureAwait(false);
        if (command.Code is { } code && !Names(code, place.Site.SiteCode, place.Code)) throw new RuleViolation(OperationCodes.CodeOfOtherAsset, ("expected", place.Code));
        int? metres = command.Position is { IsValid: true } position && place.Site.Place is { } home ? (int)Math.Round(position.MetresTo(home)) : null;
        if (metres <= place.Site.FenceMetres) return new ArrivalProof(ArrivalProofKind.Inside, metres);
        if (command.Code is not null) return new ArrivalProof(ArrivalProofKind.PrintedCode, metres);
        return metres is null ? new ArrivalProof(ArrivalProofKind.None) : new ArrivalProof(ArrivalProofKind.Outside, metres);
    }

    /// <summary>The code is the address of the asset's page, or only its end: <c>…/{site}/{asset}</c>.</summary>
    private static bool Names(string code, string site, string asset)
    {
        var path = code.Trim().Split('?', '#')[0].TrimEnd('/');
        var parts = path.Split('/');
        return parts.Length >= 2 && string.Equals(parts[^1], asset, StringComparison.OrdinalIgnoreCase) && string.Equals(parts[^2], site, StringComparison.OrdinalIgnoreCase);
    }
}
