using System.Collections.Concurrent;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>
/// Turns notices into deliveries, one per person or group and way, each notice in one transaction: after a crash what was handled is handled, and what
/// wasn't is planned once. Thread-safe.
/// </summary>
internal sealed class NoticePlanning(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, NotificationSettings settings, ILiveFeed live, SiteClock clock, ILogger<NoticePlanning> logger)
{
    /// <summary>Notices looked at in one round of reading.</summary>
    private const int Batch = 100;

    /// <summary>After a standstill nobody is called about what has grown old; the list behind the bell has it.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(12);

    /// <summary>Those that threw and still wait, so that each is logged once.</summary>
    private readonly ConcurrentDictionary<long, bool> _failing = new();

    /// <summary>Plans all that waits; returns how many notices. One that throws waits for the next call and holds up no other.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var planned = 0;
        var last = 0L;
        while (true)
        {
            List<long> waiting;
            var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                waiting = await db.Notices.Where(notice => notice.HandledAt == null && notice.Id > last).OrderBy(notice => notice.Id).Select(notice => notice.Id).Take(Batch)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
            }

            if (waiting.Count == 0) return planned;
            foreach (var id in waiting) planned += await TryPlanAsync(id, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            last = waiting[^1];
        }
    }

    private async Task<bool> TryPlanAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync((unit, token) => PlanAsync(unit, id, token), cancellationToken).ConfigureAwait(false);
            _failing.TryRemove(id, out _);
            return true;
        }
#pragma warning disable CA1031 // The top of a notice: logged once, and the others are planned.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (_failing.TryAdd(id, true)) NotificationLog.NoticeFailed(logger, e, id);
            return false;
        }
    }

    private async Task PlanAsync(WriteUnit unit, long id, CancellationToken cancellationToken)
    {
        var db = unit.Db;
        var notice = await db.Notices.FirstOrDefaultAsync(item => item.Id == id && item.HandledAt == null, cancellationToken).ConfigureAwait(false);
        if (notice is null) return;
        var now = clock.GetUtcNow();
        notice.HandledAt = now;
        var fault = notice.FaultId is { } faultId
            ? await db.Faults.AsNoTracking().Include(item => item.Rounds).Include(item => item.Parts).AsSplitQuery().FirstOrDefaultAsync(item => item.Id == faultId, cancellationToken).ConfigureAwait(false)
            : null;
        if (notice.FaultId is not null && fault is null) return;
        var site = await FaultStore.SiteRulesAsync(db, notice.CommunityId, cancellationToken).ConfigureAwait(false);
        var plan = new DeliveryPlan(db, notice, fault, site.Calendar.Zone, now, settings);
        var people = await AudienceLookup.PeopleAsync(db, notice, fault, cancellationToken).ConfigureAwait(false);
        var isStale = now - notice.CreatedAt > Stale && fault is not { Severity: Severity.P1, IsOpen: true };
        await plan.AddPeopleAsync(people, inAppOnly: isStale, cancellationToken).ConfigureAwait(false);
        if (notice.Audience.HasFlag(NoticeAudience.Told)) await plan.AnswerToldAsync(inAppOnly: isStale, cancellationToken).ConfigureAwait(false);
        else if (notice.Audience.HasFlag(NoticeAudience.Group) && !isStale) await plan.AddGroupsAsync(cancellationToken).ConfigureAwait(false);
        if (notice.Audience.HasFlag(NoticeAudience.Reporter)) await plan.AddReportersAsync(cancellationToken).ConfigureAwait(false);
        // Whoever has the list open sees it grow.
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Fault, fault?.Id.Value ?? 0)));
    }
}
