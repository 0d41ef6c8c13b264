using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Domain.Reports;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Reports;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Reports;

/// <summary>Which reports a person wants again and again, and those that were made for him. Everyone sees his own, where he subscribed them. Thread-safe.</summary>
public sealed class ReportSubscriptions(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, ComplianceList list, SiteClock clock)
{
    /// <summary>Running subscriptions of one person.</summary>
    public const int MostPerOwner = 20;

    private static readonly string[] Locales = ["zh-CN", "en"];

    /// <summary>Subscribes; the first report covers the period that today lies in. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, not in the caller's scope, a field is invalid, or he has <see cref="MostPerOwner"/>.</exception>
    public async Task<ReportSubscriptionId> AddAsync(Caller caller, string key, ReportInterval interval, ReportContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var owner = Require(caller);
        if (!Enum.IsDefined(interval)) throw Invalid("interval");
        if (!Enum.IsDefined(content.What)) throw Invalid("what");
        if (!Enum.IsDefined(content.By)) throw Invalid("by");
        if (!Enum.IsDefined(content.Format)) throw Invalid("format");
        if (content.Of is { } of && !Enum.IsDefined(of)) throw Invalid("of");
        if (!Locales.Contains(content.Locale)) throw Invalid("locale");
        if (content.Template is { } template && InspectionTemplates.Find(template) is null) throw Invalid("template");
        if (content is { By: ComplianceBy.Asset, Community: null, Firm: null, Asset: null }) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "community"));
        var now = clock.GetUtcNow();
        var period = ReportPeriod.At(interval, SiteDay.Of(now));
        // Refuses what isn't in his scope.
        await list.TrailAsync(caller, content.Over(period), cancellationToken).ConfigureAwait(false);
        return await writer.WriteAsync(async (unit, token) =>
        {
            const string Command = "report/subscribe";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, Command, token).ConfigureAwait(false) is { } known) return new ReportSubscriptionId(int.Parse(known, CultureInfo.InvariantCulture));
            if (await unit.Db.ReportSubscriptions.CountAsync(item => item.OwnerId == owner && item.EndedAt == null, token).ConfigureAwait(false) >= MostPerOwner)
                throw new RuleViolation(OperationCodes.TooMany, ("count", MostPerOwner + 1), ("maximum", MostPerOwner));
            var added = new ReportSubscription
            {
                OwnerId = owner,
                OrganisationId = caller.Actor.Organisation,
                Interval = interval,
                Content = content.Write(),
                NextFrom = period.From,
                CreatedAt = now,
            };
            unit.Db.ReportSubscriptions.Add(added);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Record(unit, caller, added, "Subscribe", now);
            CommandLog.Add(unit.Db, caller.Actor, key, Command, added.Id.ToString(), now);
            return added.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No more reports; those that were made stay for their time. Ending it twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, or not the caller's.</exception>
    public async Task EndAsync(Caller caller, ReportSubscriptionId id, CancellationToken cancellationToken)
    {
        Require(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var subscription = await Of(unit.Db, caller).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "report_subscription"), ("id", id));
            if (subscription.EndedAt is not null) return;
            var now = clock.GetUtcNow();
            subscription.EndedAt = now;
            Record(unit, caller, subscription, "End", now);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of the caller's subscriptions, running ones first, newest first.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<ReportSubscriptionRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        Require(caller);
        List<ReportSubscription> page;
        ILookup<ReportSubscriptionId, StoredReport> made;
        int total;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            total = await Of(db, caller).CountAsync(cancellationToken).ConfigureAwait(false);
            page = await Of(db, caller).AsNoTracking().OrderBy(item => item.EndedAt != null).ThenByDescending(item => item.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var ids = page.ConvertAll(item => item.Id);
            made = (await db.Reports.AsNoTracking().Where(report => ids.Contains(report.SubscriptionId)).OrderByDescending(report => report.From).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToLookup(report => report.SubscriptionId);
        }

        var rows = new List<ReportSubscriptionRow>(page.Count);
        foreach (var item in page)
        {
            var (content, next) = (ReportContent.Read(item.Content), ReportPeriod.At(item.Interval, item.NextFrom));
            rows.Add(new ReportSubscriptionRow(
                item.Id, item.Interval, content, await TrailAsync(caller, content.Over(next), cancellationToken).ConfigureAwait(false), next.From, next.Until, item.Refusal is not null, item.CreatedAt, item.EndedAt,
                [.. made[item.Id].Select(report => new ReportRow(report.Id, report.From, report.Until, report.MadeAt, report.FileName, report.Bytes, report.Sha256))]));
        }

        return new Rows<ReportSubscriptionRow>(rows, total);
    }

    /// <summary>A report's bytes; null: there is none, or it isn't the caller's.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<(Stream Content, string MediaType, string FileName)?> OpenAsync(Caller caller, ReportId id, CancellationToken cancellationToken)
    {
        Require(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var own = Of(db, caller);
            var report = await db.Reports.AsNoTracking().FirstOrDefaultAsync(item => item.Id == id && own.Any(subscription => subscription.Id == item.SubscriptionId), cancellationToken).ConfigureAwait(false);
            return report is not null && files.Open(report.Sha256) is { } bytes ? (bytes, report.MediaType, report.FileName) : null;
        }
    }

    private static int Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.SubscribeReports);
        return caller.User?.Value ?? throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.SubscribeReports));
    }

    private static IQueryable<ReportSubscription> Of(FacilitiesDb db, Caller caller)
    {
        var (owner, organisation) = (caller.User?.Value ?? 0, caller.Actor.Organisation);
        return db.ReportSubscriptions.Where(item => item.OwnerId == owner && item.OrganisationId == organisation);
    }

    private async Task<ComplianceTrail?> TrailAsync(Caller caller, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await list.TrailAsync(caller, filter, cancellationToken).ConfigureAwait(false);
        }
        catch (RuleViolation)
        {
            return null;
        }
    }

    private static RuleViolation Invalid(string field) => new(OperationCodes.FieldInvalid, ("field", field));

    private static void Record(WriteUnit unit, Caller caller, ReportSubscription subscription, string action, DateTimeOffset now) => unit.Audit(new AuditDraft(
        now, "report_subscription", subscription.Id.ToString(), action, caller.Role, caller.Actor.Organisation,
        CodedText.Of("audit.report_subscription", ("interval", subscription.Interval), ("content", subscription.Content)), CodedText.Of("personal", ("user", caller.User))));
}
