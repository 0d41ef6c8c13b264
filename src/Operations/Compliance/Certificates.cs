using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>
/// Papers of the assets in the caller's scope and licences of the people who work there, and when they expire: registration of lifts, inspection or testing, the yearly test
/// of fire systems, insurance, 作业人员证. Thread-safe.
/// </summary>
public sealed class Certificates(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>Worst first, by expiry.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<CertificateRow>> ListAsync(Caller caller, CertificateFilter filter, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var papers = await CertificatePapers.OfAsync(db, caller.Scope, today, cancellationToken).ConfigureAwait(false);
            var wanted = papers.Where(paper => (filter.Worst is null || paper.State <= filter.Worst) && (filter.Kind is null || paper.Kind == filter.Kind))
                .OrderBy(paper => paper.State).ThenBy(paper => paper.Until ?? DateOnly.MinValue).ThenBy(paper => paper.Holder?.Value).ThenBy(paper => paper.Asset?.Value).ThenBy(paper => paper.Kind).ToList();
            var page = wanted.Skip(paging.SafeSkip).Take(paging.SafeTake).ToList();
            return new Rows<CertificateRow>(await RowsAsync(db, caller, page, cancellationToken).ConfigureAwait(false), wanted.Count);
        }
    }

    private static async Task<IReadOnlyList<CertificateRow>> RowsAsync(FacilitiesDb db, Caller caller, List<CertificatePaper> page, CancellationToken cancellationToken)
    {
        var places = await PlaceLookup.PlacesAsync(db, page.Select(paper => paper.Asset).OfType<AssetId>(), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, page.Select(paper => paper.Firm), page.Select(paper => paper.Holder), cancellationToken).ConfigureAwait(false);
        return [.. page.Select(paper => new CertificateRow(
            paper.Id, paper.Kind, paper.Asset is { } asset ? places[asset] : null, paper.Holder, parties.Person(paper.Holder), parties.Organisation(paper.Firm), paper.Number, paper.Issuer, paper.IssuedOn, paper.Until, paper.State,
            paper.Id is not null && CertificateBook.MayKeep(caller, paper.Firm)))];
    }
}
