using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Links;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Sends what waits in one lane, one message after the other. Several lanes at once; never one lane twice at once.</summary>
internal sealed class LaneSender(
    IDbContextFactory<FacilitiesDb> databases, MessageBuilder messages, MessageGate gate, DeliveryRecords records, AcknowledgeLinks links, FollowUpLinks followUps, NotificationSettings settings,
    NotificationMetrics metrics, SiteClock clock, ILogger<LaneSender> logger)
{
    /// <summary>Robots take any number of mentions; a line of more than this is noise.</summary>
    private const int MostMentions = 10;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly Receivers _receivers = new();

    public async Task SendAsync(Lane lane, IReadOnlyList<Delivery> waiting, CancellationToken cancellationToken)
    {
        try
        {
            var window = _receivers.Window(lane.Target, lane.Kind, TimeProvider.System.GetTimestamp());
            int free;
            TimeSpan wait;
            lock (window)
            {
                var at = TimeProvider.System.GetTimestamp();
                (free, wait) = (window.Free(lane.IsUrgent, at), window.Wait(lane.IsUrgent, at));
            }

            var batches = DeliveryBatches.Of(waiting, free, ChannelLimits.Merges(lane.Kind) && !lane.IsReporter);
            var left = waiting.Except(batches.SelectMany(static batch => batch)).ToList();
            if (left.Count > 0) await records.DeferAsync(left, wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            var began = TimeProvider.System.GetTimestamp();
            foreach (var batch in batches)
            {
                // One slow answer after the other must not keep the place from others.
                if (!ReferenceEquals(batch, batches[0]) && TimeProvider.System.GetElapsedTime(began) >= settings.LongestTurn) return;
                if (await SendBatchAsync(lane, window, batch, cancellationToken).ConfigureAwait(false)) continue;
                // What the receiver didn't take it won't take a moment later either; the rest comes with the next try.
                var after = batches.SkipWhile(other => !ReferenceEquals(other, batch)).Skip(1).SelectMany(static rest => rest).ToList();
                if (after.Count > 0) await records.DeferAsync(after, settings.FirstPause, cancellationToken).ConfigureAwait(false);
                return;
            }
        }
#pragma warning disable CA1031 // The top of a lane: logged, put off, and no other lane is held up by it.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotificationLog.LaneFailed(logger, e, lane.Kind.ToString(), lane.Target);
            await records.DeferAsync(waiting, AfterFailure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>False when the receiver is in trouble.</summary>
    private async Task<bool> SendBatchAsync(Lane lane, RateWindow window, IReadOnlyList<Delivery> batch, CancellationToken cancellationToken)
    {
        var (id, going) = await records.BeginAsync(batch, cancellationToken).ConfigureAwait(false);
        if (going.Count == 0) return true;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        SendResult result;
        await using (db.ConfigureAwait(false))
        {
            var (message, broken) = await TryMessageAsync(lane, db, going, id, cancellationToken).ConfigureAwait(false);
            // A failed try like any other, so that it ends; the receiver has nothing to do with it.
            if (broken.Count > 0) await records.EndAsync(broken, SendResult.Again("message_unbuildable"), cancellationToken).ConfigureAwait(false);
            if (message is null) return true;
            going.RemoveAll(broken.Contains);
            lock (window) window.Take(TimeProvider.System.GetTimestamp());
            result = await gate.SendAsync(db, going[0], message, cancellationToken).ConfigureAwait(false);
        }

        await records.EndAsync(going, result, cancellationToken).ConfigureAwait(false);
        Note(lane, going, result);
        if (result.Outcome != SendOutcome.TooMany) return result.Outcome != SendOutcome.Again;
        lock (window) window.Close(records.Pause(result, 1), TimeProvider.System.GetTimestamp());
        return false;
    }

    /// <summary>The message, and those whose part in it can't be made; no message: none can.</summary>
    private async Task<(OutgoingMessage? Message, List<Delivery> Broken)> TryMessageAsync(Lane lane, FacilitiesDb db, List<Delivery> going, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var culture = MessageText.CultureOf(await LocaleAsync(db, going[0], cancellationToken).ConfigureAwait(false));
            var noticeIds = going.Select(static delivery => delivery.NoticeId).ToList();
            var notices = await db.Notices.AsNoTracking().Where(notice => noticeIds.Contains(notice.Id)).OrderBy(notice => notice.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (notices.Count == 1) return (await SingleAsync(db, going[0], notices[0], culture, id, cancellationToken).ConfigureAwait(false), []);
            var parts = new List<OutgoingMessage>(notices.Count);
            var broken = new List<Delivery>();
            foreach (var notice in notices)
            {
                try
                {
                    parts.Add(await messages.BuildAsync(db, notice, culture, id, cancellationToken).ConfigureAwait(false));
                }
#pragma warning disable CA1031 // One of many that become one message: logged, and the others go.
                catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    NotificationLog.MessageUnbuildable(logger, e, notice.Id, lane.Kind.ToString(), lane.Target);
                    broken.AddRange(going.Where(delivery => delivery.NoticeId == notice.Id));
                }
            }

            return (parts.Count > 1 ? SummaryWriter.Together(parts, DeliveryBatches.IsDigest(going[0]), culture, id, settings.PublicUrl, clock.GetUtcNow()) : parts.FirstOrDefault(), broken);
        }
#pragma warning disable CA1031 // What can't be made now may never be: logged and counted as a try, so that it doesn't come back for ever.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotificationLog.MessageUnbuildable(logger, e, going[0].NoticeId, lane.Kind.ToString(), lane.Target);
            return (null, going);
        }
    }

    private async Task<OutgoingMessage> SingleAsync(FacilitiesDb db, Delivery going, Notice notice, CultureInfo culture, Guid id, CancellationToken cancellationToken)
    {
        if (going.ReporterId is { } reporter)
        {
            var link = notice.Kind == NoticeKind.FollowUp ? LinkOf(FollowUpLinks.Path, await followUps.GiveAsync(reporter, cancellationToken).ConfigureAwait(false)) : null;
            return await messages.ToReporterAsync(db, notice, culture, id, link, cancellationToken).ConfigureAwait(false);
        }

        var message = await messages.BuildAsync(db, notice, culture, id, cancellationToken).ConfigureAwait(false);
        if (notice.Kind == NoticeKind.Closed) return message with { Answers = await OpeningAsync(db, going, cancellationToken).ConfigureAwait(false) };
        return going.UserId is { } user
            ? message with { PersonalLink = await PersonalLinkAsync(going, user, cancellationToken).ConfigureAwait(false) }
            : message with { Mentions = await MentionsAsync(db, going.NoticeId, cancellationToken).ConfigureAwait(false) };
    }

    private static async Task<string> LocaleAsync(FacilitiesDb db, Delivery delivery, CancellationToken cancellationToken) =>
        (delivery.ChannelId is { } channel
            ? await db.NotificationChannels.Where(item => item.Id == channel).Select(item => item.Locale).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            : delivery.ReporterId is { } reporter
            ? await db.FaultReporters.Where(item => item.Id == reporter).Select(item => item.Locale).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            : await db.Users.Where(item => item.Id == (delivery.UserId ?? default).Value).Select(item => item.Locale).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)) ?? "zh-CN";

    private async Task<Uri?> PersonalLinkAsync(Delivery delivery, UserId user, CancellationToken cancellationToken) =>
        settings.PublicUrl is not null && delivery.FaultId is { } fault ? LinkOf(AcknowledgeLinks.Path, await links.GiveAsync(fault, user, cancellationToken).ConfigureAwait(false)) : null;

    private Uri? LinkOf(string path, string? token) => settings.PublicUrl is null || token is null ? null : FaultMessageWriter.Link(settings.PublicUrl, path + token);

    /// <summary>Phone numbers of the people who are told of the same.</summary>
    private static async Task<IReadOnlyList<string>> MentionsAsync(FacilitiesDb db, long notice, CancellationToken cancellationToken)
    {
        var told = await db.Deliveries.Where(delivery => delivery.NoticeId == notice && delivery.Kind == ChannelKind.InApp && delivery.UserId != null).OrderBy(delivery => delivery.Id)
            .Select(delivery => delivery.UserId!.Value).Take(MostMentions).ToListAsync(cancellationToken).ConfigureAwait(false);
        var ids = told.Select(static user => user.Value).ToList();
        ids = await db.Users.Working().Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return await db.ContactCards.Where(card => ids.Contains(card.UserId) && card.Phone != "").OrderBy(card => card.UserId).Select(card => card.Phone).ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The first message about the fault to the same receiver.</summary>
    private static Task<Guid?> OpeningAsync(FacilitiesDb db, Delivery closing, CancellationToken cancellationToken) =>
        db.Deliveries.Where(other => other.FaultId == closing.FaultId && other.Target == closing.Target && other.Kind == closing.Kind && other.Id < closing.Id && other.State == DeliveryState.Sent)
            .OrderBy(other => other.Id).Select(other => other.MessageId).FirstOrDefaultAsync(cancellationToken);

    private void Note(Lane lane, List<Delivery> going, SendResult result)
    {
        metrics.Attempt(lane.Kind, result.Outcome.ToString().ToLowerInvariant());
        var at = TimeProvider.System.GetTimestamp();
        if (result.IsSent)
        {
            foreach (var delivery in going.Where(static delivery => !DeliveryBatches.IsDigest(delivery))) metrics.Delay(lane.Kind, clock.GetUtcNow() - delivery.CreatedAt);
            if (_receivers.Succeed(lane.Target, lane.Kind, at) is > 0 and var failed) NotificationLog.ReceiverRecovered(logger, lane.Kind.ToString(), lane.Target, failed);
            return;
        }

        // An outage is said once, when it begins.
        if (_receivers.Fail(lane.Target, lane.Kind, at) == 1) NotificationLog.ReceiverFails(logger, lane.Kind.ToString(), lane.Target, result.Code, result.Detail);
    }
}
