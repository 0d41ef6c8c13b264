using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>
/// Papers of the assets in the caller's scope and when they expire: registration of lifts, inspection or testing, the yearly test of fire systems, insurance. The last
/// two follow from what is on record, an inspection also from the asset's attribute where no cycle is planned. Thread-safe.
/// </summary>
public sealed class Certificates(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>From so many days before its end a paper is warned of: an inspection may be done two months early.</summary>
    public const int WarningDays = 60;

    private const string Registration = "registration_no";
    private const string NextInspection = "next_inspection";
    private const string Elevator = "elevator";
    private const string FirePump = "fire-pump";
    private static readonly string[] Cycles = ["elevator-inspection", "elevator-testing", "fire-system-year"];

    /// <summary>Worst first, by expiry.</summary>
    /// <param name="worst">Only papers that are at least as bad; null: all.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<CertificateRow>> ListAsync(Caller caller, CertificateState? worst, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var now = clock.GetUtcNow();
        var today = SiteDay.Of(now);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var assets = await db.AssetsIn(caller.Scope).AsNoTracking().Where(asset => asset.InService && (asset.TypeKey == Elevator || asset.TypeKey == FirePump)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var seen = db.AssetsIn(caller.Scope).Where(asset => asset.InService && (asset.TypeKey == Elevator || asset.TypeKey == FirePump)).Select(asset => asset.Id);
            // What is pending of a cycle says until when the last paper holds.
            var next = (await db.InspectionItems.Where(item => Cycles.Contains(item.TemplateKey) && seen.Contains(item.AssetId)
                    && (item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue))
                .GroupBy(item => item.AssetId).Select(group => new { Asset = group.Key, Due = group.Min(item => item.DueDate) }).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToDictionary(item => item.Asset, item => item.Due);
            var insured = (await (
                from policy in db.Policies
                from covered in policy.Assets
                where seen.Contains(covered.AssetId)
                from terms in policy.Terms
                select new { covered.AssetId, policy.Number, terms.ValidUntil }).ToListAsync(cancellationToken).ConfigureAwait(false))
                .GroupBy(item => item.AssetId).ToDictionary(group => group.Key, group => group.MaxBy(item => item.ValidUntil)!);
            var papers = new List<(AssetId Asset, CertificateKind Kind, string? Number, DateOnly? Until, CertificateState State)>();
            foreach (var asset in assets)
            {
                var lift = asset.TypeKey == Elevator;
                if (lift)
                {
                    var number = asset.Attributes.GetValueOrDefault(Registration) is { Length: > 0 } stated ? stated : null;
                    papers.Add((asset.Id, CertificateKind.Registration, number, null, number is null ? CertificateState.Missing : CertificateState.Valid));
                }

                var due = next.TryGetValue(asset.Id, out var date) ? date
                    : lift && DateOnly.TryParse(asset.Attributes.GetValueOrDefault(NextInspection), System.Globalization.CultureInfo.InvariantCulture, out var attribute) ? attribute : (DateOnly?)null;
                papers.Add((asset.Id, lift ? CertificateKind.Inspection : CertificateKind.FireTest, null, due, State(due, today)));
                if (!lift) continue;
                var policy = insured.GetValueOrDefault(asset.Id);
                // The last day that lies wholly in the term.
                var until = policy is null ? (DateOnly?)null : SiteDay.Of(policy.ValidUntil).AddDays(-1);
                papers.Add((asset.Id, CertificateKind.Insurance, policy?.Number, until, State(until, today)));
            }

            var wanted = papers.Where(paper => worst is null || paper.State <= worst).OrderBy(paper => paper.State).ThenBy(paper => paper.Until ?? DateOnly.MinValue).ThenBy(paper => paper.Asset.Value).ThenBy(paper => paper.Kind).ToList();
            var page = wanted.Skip(paging.SafeSkip).Take(paging.SafeTake).ToList();
            var places = await PlaceLookup.PlacesAsync(db, page.Select(paper => paper.Asset), cancellationToken).ConfigureAwait(false);
            return new Rows<CertificateRow>([.. page.Select(paper => new CertificateRow(places[paper.Asset], paper.Kind, paper.Number, paper.Until, paper.State))], wanted.Count);
        }
    }

    private static CertificateState State(DateOnly? until, DateOnly today) => until switch
    {
        null => CertificateState.Missing,
        { } last when last < today => CertificateState.Expired,
        { } last when last <= today.AddDays(WarningDays) => CertificateState.ExpiresSoon,
        _ => CertificateState.Valid,
    };
}
