using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Sending;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Keeps the record of every delivery: before a try that there is one, after it what became of it. Thread-safe.</summary>
internal sealed class DeliveryRecords(FacilitiesWriter writer, NotificationSettings settings, ILiveFeed live, SiteClock clock)
{
    /// <summary>A receiver that asks for more is tried after this long all the same.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>When a receiver says "too much" and not for how long: the span over which robots count.</summary>
    private static readonly TimeSpan RobotPause = TimeSpan.FromMinutes(1);

    /// <summary>What a try takes besides the wait for the receiver, on a slow day: reading, wording, the record of its end.</summary>
    private static readonly TimeSpan LeaseSlack = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Takes these for one message now; returns its id and those that are ours. Written first, so that a crash in between can be told from no try. Until the
    /// try has ended, or has had its time, nobody else can take them.
    /// </summary>
    public Task<(Guid Message, List<Delivery> Going)> BeginAsync(IReadOnlyCollection<Delivery> batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(static delivery => delivery.Id).ToList();
        var message = batch.Select(static delivery => delivery.MessageId).FirstOrDefault(static id => id is not null) ?? Guid.NewGuid();
        return writer.WriteAsync(async (unit, token) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var until = now + settings.Timeout + LeaseSlack;
            // One statement: of two that try the same row, the second finds that its time hasn't come.
            var taken = await unit.Db.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.State == DeliveryState.Queued && delivery.NotBefore <= now)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(delivery => delivery.NotBefore, until).SetProperty(delivery => delivery.MessageId, message)
                        .SetProperty(delivery => delivery.Attempts, delivery => delivery.Attempts + 1),
                    token).ConfigureAwait(false);
            if (taken == 0) return (message, []);
            var going = await unit.Db.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.MessageId == message && delivery.NotBefore == until && delivery.State == DeliveryState.Queued)
                .OrderBy(delivery => delivery.Id).ToListAsync(token).ConfigureAwait(false);
            foreach (var delivery in going) delivery.Merged = going.Count;
            return (message, going);
        }, cancellationToken);
    }

    /// <summary>Notes what became of it; after a failure for good a person's next way begins.</summary>
    public Task EndAsync(IReadOnlyCollection<Delivery> batch, SendResult result, CancellationToken cancellationToken)
    {
        var ids = batch.Select(static delivery => delivery.Id).ToList();
        var faults = batch.Select(static delivery => delivery.FaultId).OfType<FaultId>().Distinct().ToList();
        return writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            foreach (var delivery in await unit.Db.Deliveries.Where(delivery => ids.Contains(delivery.Id)).ToListAsync(token).ConfigureAwait(false))
            {
                // It took longer than its time, and another try has ended since: only that it has arrived is news.
                if (delivery.State != DeliveryState.Queued && !result.IsSent) continue;
                delivery.Code = result.Code;
                delivery.Detail = result.Detail;
                if (result.IsSent)
                {
                    delivery.State = DeliveryState.Sent;
                    delivery.SentAt = now;
                }
                else if (result.Outcome == SendOutcome.Never || delivery.Attempts >= (delivery.ChannelId is null ? settings.TriesPerPerson : settings.TriesPerGroup))
                {
                    delivery.State = DeliveryState.Failed;
                    await NextWayAsync(unit.Db, delivery, token).ConfigureAwait(false);
                }
                else
                {
                    delivery.NotBefore = TimeProvider.System.GetUtcNow() + Pause(result, delivery.Attempts);
                }
            }

            foreach (var fault in faults) unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Fault, fault.Value)));
        }, cancellationToken);
    }

    /// <summary>Puts off what can't go now; no try is counted, and what another process is trying stays its.</summary>
    public Task DeferAsync(IReadOnlyCollection<Delivery> waiting, TimeSpan pause, CancellationToken cancellationToken)
    {
        var ids = waiting.Select(static delivery => delivery.Id).ToList();
        var until = TimeProvider.System.GetUtcNow() + pause;
        return writer.WriteAsync(
            (unit, token) => unit.Db.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.State == DeliveryState.Queued && delivery.NotBefore < until)
                .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.NotBefore, until), token),
            cancellationToken);
    }

    /// <summary>1, 3, 9, … times the first pause, and between half and all of that, so that many don't come back at once.</summary>
    internal TimeSpan Pause(SendResult result, int attempts)
    {
        var pause = settings.FirstPause * Math.Pow(3, Math.Min(attempts - 1, 10)) * (0.5 + (Random.Shared.NextDouble() / 2));
        if (result.Outcome == SendOutcome.TooMany && pause < (result.RetryAfter ?? RobotPause)) pause = result.RetryAfter ?? RobotPause;
        if (result.RetryAfter is { } asked && asked > pause) pause = asked;
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task NextWayAsync(FacilitiesDb db, Delivery failed, CancellationToken cancellationToken)
    {
        var ways = await WaysAsync(db, failed, cancellationToken).ConfigureAwait(false);
        var taken = await db.Deliveries.Where(delivery => delivery.NoticeId == failed.NoticeId && delivery.Target == failed.Target).Select(delivery => delivery.Kind)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var next = ways.FirstOrDefault(way => !taken.Contains(way));
        if (next == default) return;
        var now = clock.GetUtcNow();
        db.Deliveries.Add(new Delivery
        {
            NoticeId = failed.NoticeId,
            FaultId = failed.FaultId,
            CommunityId = failed.CommunityId,
            Target = failed.Target,
            UserId = failed.UserId,
            ReporterId = failed.ReporterId,
            Kind = next,
            Severity = failed.Severity,
            DueAt = now,
            NotBefore = DateTimeOffset.UnixEpoch,
            CreatedAt = now,
        });
    }

    private async Task<IReadOnlyList<ChannelKind>> WaysAsync(FacilitiesDb db, Delivery failed, CancellationToken cancellationToken)
    {
        if (failed.ReporterId is { } reporter)
            return PersonalWays.For(await db.FaultReporters.AsNoTracking().FirstOrDefaultAsync(item => item.Id == reporter, cancellationToken).ConfigureAwait(false), settings);
        if (failed.UserId is not { } user || !await db.Users.Working().AnyAsync(item => item.Id == user.Value, cancellationToken).ConfigureAwait(false)) return [];
        var card = await db.ContactCards.AsNoTracking().FirstOrDefaultAsync(item => item.UserId == user.Value, cancellationToken).ConfigureAwait(false);
        return PersonalWays.For(card, failed.Severity, settings);
    }
}
