using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications;

/// <summary>Removes what nobody asks for any more: messages of long ago, links that ended, how reporters are reached. A run does a bounded share; run it often. Thread-safe.</summary>
public sealed class NotificationUpkeep(FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>Notices, with their deliveries: as long as a year's report may ask who was told.</summary>
    public static readonly TimeSpan NoticeTime = TimeSpan.FromDays(365);

    /// <summary>Links, after their end: until then opening one says that it is over or was used.</summary>
    public static readonly TimeSpan LinkTime = TimeSpan.FromDays(30);

    /// <summary>How reporters of a fault are reached, with their links, after its end: it can't come back any more. Their answers stay in its history.</summary>
    public static readonly TimeSpan ReporterTime = ReopenPolicy.Window(Severity.P1);

    /// <returns>How many notices, links and reporters were removed.</returns>
    public Task<int> RunAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (notices, links, reporters) = (now - NoticeTime, now - LinkTime, now - ReporterTime);
        return writer.WriteAsync(async (unit, token) =>
        {
            var db = unit.Db;
            // Numbers grow with time: the oldest come first, and no more is looked at.
            var oldest = await db.Notices.OrderBy(notice => notice.Id).Select(notice => notice.Id).Take(most).ToListAsync(token).ConfigureAwait(false);
            var ended = await db.AcknowledgeLinks.Where(link => link.ExpiresAt < links).OrderBy(link => link.ExpiresAt).Select(link => link.Id).Take(most).ToListAsync(token).ConfigureAwait(false);
            var answered = await (
                from reporter in db.FaultReporters
                join fault in db.Faults on reporter.FaultId equals fault.Id
                where fault.EndedAt < reporters
                orderby reporter.Id
                select reporter.Id).Take(most).ToListAsync(token).ConfigureAwait(false);
            var removed = 0;
            if (oldest.Count > 0)
                removed += await db.Notices.Where(notice => oldest.Contains(notice.Id) && notice.CreatedAt < notices).ExecuteDeleteAsync(token).ConfigureAwait(false);
            if (ended.Count > 0) removed += await db.AcknowledgeLinks.Where(link => ended.Contains(link.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
            if (answered.Count > 0) removed += await db.FaultReporters.Where(reporter => answered.Contains(reporter.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
            return removed;
        }, cancellationToken);
    }
}
