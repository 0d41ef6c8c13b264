using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Reports;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Live;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Facilities.Storage.Relational.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Reports;

/// <summary>
/// Makes the reports whose period is over, as their owner would see them now, and removes old ones. What is due follows from stored days: after a standstill each missed
/// period is made once. Who lost the right, works elsewhere or is locked out gets none, and the period is passed over. Thread-safe; a run makes a bounded number, run it often.
/// </summary>
public sealed class ReportRun(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, Callers callers, ComplianceExport exports, ComplianceList list, ILiveFeed live, SiteClock clock,
    ILogger<ReportRun> logger)
{
    /// <summary>Days for which a report is kept; older periods aren't made any more either.</summary>
    public const int KeptDays = 400;

    /// <summary>Reports kept of one subscription: a weekly one's of <see cref="KeptDays"/>.</summary>
    public const int MostKept = 60;

    /// <summary>More inspections than this are no report.</summary>
    public const int MostItems = 20_000;

    private const int MostPerRun = 20;
    private const int RemovedPerRun = 200;

    private readonly OneByOne<ReportSubscriptionId> _each = new("The report of subscription", logger, clock);

    /// <summary>Makes what is due; returns how many reports.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(clock.GetUtcNow());
        List<ReportSubscription> running;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            running = await db.ReportSubscriptions.AsNoTracking().Where(item => item.EndedAt == null && item.NextFrom < today).OrderBy(item => item.NextFrom).ThenBy(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (handled, made) = (0, 0);
        foreach (var subscription in running)
        {
            await _each.TryAsync(subscription.Id, async () =>
            {
                for (var period = First(subscription, today); period.Until < today && handled < MostPerRun; period = period.Next(subscription.Interval), handled++)
                {
                    if (await HandleAsync(subscription, period, cancellationToken).ConfigureAwait(false) is not { } isMade) break;
                    if (isMade) made++;
                }
            }, cancellationToken).ConfigureAwait(false);
        }

        await RemoveAsync(cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <summary>The oldest period that is still kept long enough to be read.</summary>
    private static ReportPeriod First(ReportSubscription subscription, DateOnly today)
    {
        var period = ReportPeriod.At(subscription.Interval, subscription.NextFrom);
        while (period.Until < today.AddDays(-KeptDays)) period = period.Next(subscription.Interval);
        return period;
    }

    /// <returns>Whether it was made; false: passed over; null: later, or somebody else did.</returns>
    private async Task<bool?> HandleAsync(ReportSubscription subscription, ReportPeriod period, CancellationToken cancellationToken)
    {
        var caller = await callers.FindAsync(subscription.OwnerId.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        // Wrong passwords lock for minutes, and a stranger can type them.
        if (caller is null && await IsWorkingAsync(subscription.OwnerId, cancellationToken).ConfigureAwait(false)) return null;
        if (caller is null || caller.Actor.Organisation != subscription.OrganisationId || !RoleRights.Has(caller.Role, Right.SubscribeReports))
            return await KeepAsync(subscription, period, null, null, RuleCodes.RightMissing, cancellationToken).ConfigureAwait(false) ? false : null;
        StoredReport report;
        try
        {
            report = await MakeAsync(caller, subscription, period, cancellationToken).ConfigureAwait(false);
        }
        catch (RuleViolation refused)
        {
            return await KeepAsync(subscription, period, null, null, refused.Code, cancellationToken).ConfigureAwait(false) ? false : null;
        }

        return await KeepAsync(subscription, period, caller, report, null, cancellationToken).ConfigureAwait(false) ? true : null;
    }

    private async Task<StoredReport> MakeAsync(Caller caller, ReportSubscription subscription, ReportPeriod period, CancellationToken cancellationToken)
    {
        var content = ReportContent.Read(subscription.Content);
        var (filter, culture) = (content.Over(period), CultureInfo.GetCultureInfo(content.Locale));
        if (content.What == ComplianceExportWhat.Items && (await list.PageAsync(caller, filter, new Paging(0, 1), cancellationToken).ConfigureAwait(false)).Total is > MostItems and var items)
            throw new RuleViolation(OperationCodes.TooMany, ("count", items), ("maximum", MostItems));
        var table = content.What == ComplianceExportWhat.Table
            ? await exports.TableAsync(caller, filter, culture, cancellationToken).ConfigureAwait(false)
            : await exports.ItemsAsync(caller, filter, culture, cancellationToken).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        await table.WriteAsync(content.Format, bytes, cancellationToken).ConfigureAwait(false);
        // The bytes first: a row never names a file that isn't there.
        var digest = files.Save(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return new StoredReport
        {
            SubscriptionId = subscription.Id,
            From = period.From,
            Until = period.Until,
            MadeAt = clock.GetUtcNow(),
            Sha256 = digest,
            Bytes = (int)bytes.Length,
            FileName = table.FileNameIn(content.Format),
            MediaType = ExportTable.MediaType(content.Format),
        };
    }

    /// <returns>False: the period was handled meanwhile, or the subscription ended.</returns>
    private Task<bool> KeepAsync(ReportSubscription subscription, ReportPeriod period, Caller? caller, StoredReport? report, string? refusal, CancellationToken cancellationToken) => writer.WriteAsync(async (unit, token) =>
    {
        var now = await unit.Db.ReportSubscriptions.FirstOrDefaultAsync(item => item.Id == subscription.Id, token).ConfigureAwait(false);
        if (now is null || now.EndedAt is not null || now.NextFrom > period.From) return false;
        now.NextFrom = period.Next(subscription.Interval).From;
        now.Refusal = refusal;
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, 0)));
        if (report is null || caller is null) return true;
        unit.Db.Reports.Add(report);
        await TellAsync(unit, caller, ReportContent.Read(now.Content), report, token).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>The owner hears of it; at the place it is about, or else the first that he sees.</summary>
    private static async Task TellAsync(WriteUnit unit, Caller caller, ReportContent content, StoredReport report, CancellationToken cancellationToken)
    {
        var (community, asset) = (content.Community, content.Asset);
        var place = await unit.Db.CommunitiesIn(caller.Scope).Where(site => community == null || site.Id == community)
            .Where(site => asset == null || unit.Db.Assets.Any(item => item.Id == asset && item.CommunityId == site.Id))
            .OrderBy(site => site.Id).Select(site => (CommunityId?)site.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (place is not { } at || caller.User is not { } owner) return;
        unit.Tell(new Notice
        {
            CommunityId = at,
            Kind = NoticeKind.ReportMade,
            Audience = NoticeAudience.None,
            Recipients = UserSet.Empty.With(owner),
            Cause = string.Create(CultureInfo.InvariantCulture, $"report/{report.SubscriptionId}/{report.From:yyyy-MM-dd}"),
            Detail = CodedText.Of("report.made", ("from", report.From), ("until", report.Until)),
            CreatedAt = report.MadeAt,
        });
    }

    private async Task<bool> IsWorkingAsync(int owner, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await db.Users.Working().AnyAsync(user => user.Id == owner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports whose time is over or that are too many, and ended subscriptions of which nothing is left.</summary>
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddDays(-KeptDays);
        var known = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (known.ConfigureAwait(false))
        {
            if (!await Over(known, before).AnyAsync(cancellationToken).ConfigureAwait(false) && !await Left(known, before).AnyAsync(cancellationToken).ConfigureAwait(false)) return;
        }

        await writer.WriteAsync(async (unit, token) =>
        {
            var db = unit.Db;
            var over = await Over(db, before).OrderBy(report => report.Id).Take(RemovedPerRun).ToListAsync(token).ConfigureAwait(false);
            db.Reports.RemoveRange(over);
            await db.SaveChangesAsync(token).ConfigureAwait(false);
            await Left(db, before).ExecuteDeleteAsync(token).ConfigureAwait(false);
            foreach (var digest in over.Select(report => report.Sha256).Distinct())
            {
                if (!await db.Reports.AnyAsync(report => report.Sha256 == digest, token).ConfigureAwait(false)) unit.AfterCommit(() => files.Delete(digest));
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    private static IQueryable<StoredReport> Over(FacilitiesDb db, DateTimeOffset before) => db.Reports.Where(report => report.MadeAt < before
        || db.Reports.Count(newer => newer.SubscriptionId == report.SubscriptionId && newer.From > report.From) >= MostKept);

    private static IQueryable<ReportSubscription> Left(FacilitiesDb db, DateTimeOffset before) =>
        db.ReportSubscriptions.Where(item => item.EndedAt < before && !db.Reports.Any(report => report.SubscriptionId == item.Id));
}
