using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Certificates;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>
/// The papers that a scope shows. Of assets: what was entered, else what follows from the record (the registration from the attribute, inspection and fire test from the next
/// one of their cycle, or from the attribute); of insurance whichever ends later, the policy or what was entered. And the licences of people.
/// </summary>
internal static class CertificatePapers
{
    private const string Registration = "registration_no";
    private const string NextInspection = "next_inspection";
    private static readonly string[] Cycles = ["elevator-inspection", "elevator-testing", "fire-system-year"];

    public static async Task<List<CertificatePaper>> OfAsync(FacilitiesDb db, Scope scope, DateOnly today, CancellationToken cancellationToken)
    {
        var seen = db.AssetsIn(scope).Where(asset => asset.InService && CertificateKinds.AssetTypes.Contains(asset.TypeKey));
        var assets = await seen.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        var entered = (await db.Certificates.AsNoTracking().Where(paper => paper.EndedAt == null && seen.Any(asset => asset.Id == paper.AssetId)).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToDictionary(paper => (paper.AssetId!.Value, paper.Kind));
        var next = await NextAsync(db, seen, cancellationToken).ConfigureAwait(false);
        var insured = await InsuredAsync(db, seen, cancellationToken).ConfigureAwait(false);
        var licences = await LicencesIn(db, scope, today).AsNoTracking().Where(licence => licence.EndedAt == null).ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. from asset in assets from kind in CertificateKinds.Of(asset.TypeKey) select PaperOf(asset, kind),
            .. licences.Select(licence => CertificatePaper.Entered(licence, today)),
        ];

        CertificatePaper PaperOf(Asset asset, CertificateKind kind)
        {
            var own = entered.TryGetValue((asset.Id, kind), out var paper) ? CertificatePaper.Entered(paper, today) : null;
            if (kind != CertificateKind.Insurance && own is not null) return own;
            var known = kind switch
            {
                CertificateKind.Registration => CertificatePaper.Known(kind, asset.Id, Stated(asset, Registration), null, today),
                CertificateKind.Insurance => CertificatePaper.Known(kind, asset.Id, insured.GetValueOrDefault(asset.Id).Number, insured.TryGetValue(asset.Id, out var policy) ? policy.Until : null, today) with { Policy = policy.Id },
                _ => CertificatePaper.Known(kind, asset.Id, null, next.TryGetValue(asset.Id, out var due) ? due : StatedDay(asset, NextInspection), today),
            };
            return own is null || known.Until > own.Until ? known : own;
        }
    }

    /// <summary>Licences that a caller sees: his firm's, those of firms that run or look after what he sees. They name people: who only insures sees none.</summary>
    public static IQueryable<Certificate> LicencesIn(FacilitiesDb db, Scope scope, DateOnly today)
    {
        var licences = db.Certificates.Where(paper => paper.HolderId != null);
        if (scope.Kind == ScopeKind.Everything) return licences;
        var organisation = scope.Organisation;
        if (scope.Kind == ScopeKind.MaintenanceFirm) return licences.Where(licence => licence.OrganisationId == organisation);
        if (scope.Kind is not (ScopeKind.PropertyFirm or ScopeKind.District or ScopeKind.Subdistrict)) return licences.Where(_ => false);
        var (sites, assets, contracts) = (db.CommunitiesIn(scope), db.AssetsIn(scope), db.ContractsOn(today));
        return licences.Where(licence => licence.OrganisationId == organisation || sites.Any(site => site.PropertyFirmId == licence.OrganisationId)
            || contracts.Any(contract => contract.FirmId == licence.OrganisationId && assets.Any(asset => asset.Id == contract.AssetId)));
    }

    /// <summary>What is pending of a cycle says until when the last paper holds.</summary>
    private static async Task<Dictionary<AssetId, DateOnly>> NextAsync(FacilitiesDb db, IQueryable<Asset> seen, CancellationToken cancellationToken) =>
        (await db.InspectionItems.Where(item => Cycles.Contains(item.TemplateKey) && seen.Any(asset => asset.Id == item.AssetId)
                && (item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue))
            .GroupBy(item => item.AssetId).Select(group => new { Asset = group.Key, Due = group.Min(item => item.DueDate) }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToDictionary(item => item.Asset, item => item.Due);

    /// <summary>The policy that ends last, and the last day that lies wholly in its term.</summary>
    private static async Task<Dictionary<AssetId, (PolicyId? Id, string Number, DateOnly Until)>> InsuredAsync(FacilitiesDb db, IQueryable<Asset> seen, CancellationToken cancellationToken) =>
        (await (
            from policy in db.Policies
            from covered in policy.Assets
            where seen.Any(asset => asset.Id == covered.AssetId)
            from terms in policy.Terms
            select new { covered.AssetId, policy.Id, policy.Number, ValidUntil = policy.EndsAt ?? terms.ValidUntil }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .GroupBy(item => item.AssetId).ToDictionary(group => group.Key, group => group.MaxBy(item => item.ValidUntil) is { } last ? ((PolicyId?)last.Id, last.Number, SiteDay.Of(last.ValidUntil).AddDays(-1)) : default);

    private static string? Stated(Asset asset, string key) => asset.Attributes.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

    private static DateOnly? StatedDay(Asset asset, string key) => DateOnly.TryParse(Stated(asset, key), CultureInfo.InvariantCulture, out var day) ? day : null;
}
