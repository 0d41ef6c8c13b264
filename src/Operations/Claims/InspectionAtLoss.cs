using System.Globalization;
using Facilities.Domain.Assets;
using Facilities.Domain.Certificates;
using Facilities.Domain.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>
/// Whether the statutory inspection held when a loss happened: what was renewed since doesn't make good what had run out then. Papers that were entered say it first, then the
/// cycle of inspections, then the date that stands with the asset.
/// </summary>
internal static class InspectionAtLoss
{
    /// <summary>Asset attribute: date until which the statutory inspection is valid, <c>yyyy-MM-dd</c>.</summary>
    private const string NextInspectionKey = "next_inspection";

    private static readonly string[] Cycles = ["elevator-inspection", "elevator-testing", "fire-system-year"];

    public static async Task<InspectionStatus> OfAsync(FacilitiesDb db, Asset asset, DateTimeOffset lossAt, CancellationToken cancellationToken)
    {
        var day = SiteDay.Of(lossAt);
        CertificateKind[] kinds = [CertificateKind.Inspection, CertificateKind.FireTest];
        var papers = await db.Certificates.AsNoTracking().Where(paper => paper.AssetId == asset.Id && kinds.Contains(paper.Kind) && !paper.IsWithdrawn && paper.IssuedOn <= day)
            .OrderBy(paper => paper.IssuedOn).ThenBy(paper => paper.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if ((papers.FindLast(paper => paper.HoldsOn(day)) ?? papers.LastOrDefault()) is { } last) return new InspectionStatus(last.HoldsOn(day), "paper", last.ValidUntil, last.Number);

        // Of a cycle's dues the first that wasn't met by then says until when the one before it held.
        var dues = await db.InspectionItems.AsNoTracking().Where(item => item.AssetId == asset.Id && Cycles.Contains(item.TemplateKey) && item.State != InspectionState.Excused)
            .OrderBy(item => item.DueDate).ThenBy(item => item.Id).Select(item => new { item.DueDate, item.EndedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (dues.Find(due => due.EndedAt is null || due.EndedAt > lossAt) is { } open) return new InspectionStatus(day <= open.DueDate, "cycle", open.DueDate, null);

        return asset.Attributes.TryGetValue(NextInspectionKey, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? new InspectionStatus(day <= until, "attribute", until, null)
            : new InspectionStatus(null, "none", null, null);
    }
}
