using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Certificates;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>
/// Tells of papers that expire soon and of those that have expired, once each: an asset's to whoever manages at the firms that run and look after it, a licence to its holder and to
/// whoever manages at his firm. Policies tell of their end themselves. Run it as often as you like. Thread-safe.
/// </summary>
public sealed class CertificateWarnings(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>More people than this aren't told one by one.</summary>
    private const int MostTold = 20;

    private const int PerTransaction = 50;

    /// <summary>Tells what hasn't been told; returns of how many papers.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(clock.GetUtcNow());
        List<CertificatePaper> papers;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // From the warning until it isn't news any more.
            var oldest = clock.GetUtcNow().AddDays(-2 * Certificate.WarningDays - 1);
            var told = (await db.Notices.Where(notice => notice.CreatedAt >= oldest && (notice.Kind == NoticeKind.CertificateExpires || notice.Kind == NoticeKind.LicenceExpires)).Select(notice => notice.Cause)
                .ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            papers = [.. (await CertificatePapers.OfAsync(db, Scope.Everything, today, cancellationToken).ConfigureAwait(false)).Where(paper => paper.Policy is null && IsNews(paper, today) && !told.Contains(CauseOf(paper))).DistinctBy(CauseOf)];
        }

        var count = 0;
        foreach (var some in papers.Chunk(PerTransaction))
        {
            count += await writer.WriteAsync(async (unit, token) =>
            {
                var written = 0;
                foreach (var paper in some) written += await TellAsync(unit, paper, today, token).ConfigureAwait(false) ? 1 : 0;
                return written;
            }, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    /// <summary>What has been over for long isn't told of any more: the list has it.</summary>
    private static bool IsNews(CertificatePaper paper, DateOnly today) =>
        paper.Until is { } until && paper.State is CertificateState.ExpiresSoon or CertificateState.Expired && until >= today.AddDays(-Certificate.WarningDays);

    private static string CauseOf(CertificatePaper paper) =>
        string.Create(CultureInfo.InvariantCulture, $"certificate/{(paper.Asset is { } asset ? "a" + asset : "u" + paper.Holder)}/{paper.Kind}/{paper.Until:yyyy-MM-dd}/{paper.State}");

    private async Task<bool> TellAsync(WriteUnit unit, CertificatePaper paper, DateOnly today, CancellationToken cancellationToken)
    {
        var (db, cause) = (unit.Db, CauseOf(paper));
        if (await db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return false;
        var contracts = db.ContractsOn(today);
        CommunityId? place;
        List<int> people;
        if (paper.Asset is { } asset)
        {
            var site = await db.Communities.Where(site => db.Assets.Any(one => one.Id == asset && one.CommunityId == site.Id)).Select(site => new { site.Id, site.PropertyFirmId }).FirstAsync(cancellationToken).ConfigureAwait(false);
            place = site.Id;
            people = await Managers(db).Where(user => user.OrganisationId == site.PropertyFirmId || contracts.Any(contract => contract.AssetId == asset && contract.FirmId == user.OrganisationId))
                .Select(user => user.Id).Take(MostTold).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var (firm, holder) = (paper.Firm, paper.Holder!.Value);
            place = await db.Communities.Where(site => site.PropertyFirmId == firm || contracts.Any(contract => contract.FirmId == firm && db.Assets.Any(one => one.Id == contract.AssetId && one.CommunityId == site.Id)))
                .OrderBy(site => site.Id).Select(site => (CommunityId?)site.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            people = [holder.Value, .. await Managers(db).Where(user => user.OrganisationId == firm && user.Id != holder.Value).Select(user => user.Id).Take(MostTold).ToListAsync(cancellationToken).ConfigureAwait(false)];
        }

        if (place is not { } at || people.Count == 0) return false;
        unit.Tell(new Notice
        {
            CommunityId = at,
            Kind = paper.Asset is null ? NoticeKind.LicenceExpires : NoticeKind.CertificateExpires,
            Audience = NoticeAudience.None,
            Recipients = people.Aggregate(UserSet.Empty, (all, id) => all.With(new UserId(id))),
            Cause = cause,
            Detail = CodedText.Of("certificate.expires", ("kind", paper.Kind), ("asset", paper.Asset), ("holder", paper.Holder), ("until", paper.Until), ("state", paper.State)),
            CreatedAt = clock.GetUtcNow(),
        });
        return true;
    }

    private static IQueryable<AppUser> Managers(FacilitiesDb db) => db.Users.Working().Where(user => user.Role == Role.Firm || user.Role == Role.FirmAdmin).OrderBy(user => user.Id);
}
