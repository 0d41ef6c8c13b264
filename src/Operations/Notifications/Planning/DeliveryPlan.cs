using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>The deliveries of one notice in the making. Adds each (target, way) once. Not thread-safe.</summary>
internal sealed class DeliveryPlan(FacilitiesDb db, Notice notice, Fault? fault, TimeZoneInfo zone, DateTimeOffset now, NotificationSettings settings)
{
    /// <summary>The fault's; a storm doesn't wait, what is about papers and reports waits for the morning.</summary>
    public Severity Severity => fault?.Severity ?? (notice.Kind == NoticeKind.StormSummary ? StormNotice.Severity : Domain.Faults.Severity.P4);

    /// <summary>Each person who isn't locked out, in the app, and by the ways he chose: all of them for P1, else the first, with the others behind it.</summary>
    public async Task AddPeopleAsync(IReadOnlyCollection<UserId> people, bool inAppOnly, CancellationToken cancellationToken)
    {
        if (people.Count == 0) return;
        var ids = people.Select(user => user.Value).ToList();
        var known = await db.Users.AsNoTracking().Working().Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await db.ContactCards.AsNoTracking().Where(card => ids.Contains(card.UserId)).ToDictionaryAsync(card => card.UserId, cancellationToken).ConfigureAwait(false);
        foreach (var id in known)
        {
            var user = new UserId(id);
            var card = cards.GetValueOrDefault(id);
            Add(user, ChannelKind.InApp, now);
            if (inAppOnly) continue;
            var ways = PersonalWays.For(card, Severity, settings);
            var due = card is null ? now : QuietTime.DueAt(Severity, now, zone, card.QuietFrom, card.QuietUntil);
            foreach (var way in Severity == Severity.P1 ? ways : ways.Take(1)) Add(user, way, due);
        }
    }

    /// <summary>The community's channels that want this severity.</summary>
    public async Task AddGroupsAsync(CancellationToken cancellationToken)
    {
        var severity = Severity;
        var channels = await db.NotificationChannels.AsNoTracking()
            .Where(channel => channel.CommunityId == notice.CommunityId && channel.IsEnabled && channel.LeastSeverity >= severity).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var channel in channels) AddGroup(channel.Id, channel.Kind);
    }

    /// <summary>
    /// The closing message goes where the opening one went. Who never got that, because it still waits for the morning or failed, isn't told of an end
    /// without a beginning: what waits is dropped, except a question to who reported it, whose answer counts after the end too.
    /// </summary>
    public async Task AnswerToldAsync(bool inAppOnly, CancellationToken cancellationToken)
    {
        // As one statement with its condition: what a sender takes at this moment is told after all.
        await db.Deliveries.Where(delivery => delivery.FaultId == notice.FaultId && delivery.NoticeId != notice.Id && delivery.ReporterId == null && delivery.State == DeliveryState.Queued && delivery.Attempts == 0)
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Dropped).SetProperty(delivery => delivery.Code, "over"), cancellationToken).ConfigureAwait(false);
        var earlier = await db.Deliveries.AsNoTracking().Where(delivery => delivery.FaultId == notice.FaultId && delivery.NoticeId != notice.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var told in earlier.GroupBy(delivery => (delivery.Target, delivery.Kind)))
        {
            var sample = told.First();
            if (sample.UserId is { } self && self == notice.CausedBy && sample.Kind == ChannelKind.InApp) continue;
            if (told.All(delivery => delivery.State is DeliveryState.Dropped or DeliveryState.Failed) || (inAppOnly && sample.Kind != ChannelKind.InApp)) continue;
            if (sample.UserId is { } user)
            {
                if (!await db.Users.Working().AnyAsync(item => item.Id == user.Value, cancellationToken).ConfigureAwait(false)) continue;
                var card = sample.Kind == ChannelKind.InApp ? null : await db.ContactCards.AsNoTracking().FirstOrDefaultAsync(item => item.UserId == user.Value, cancellationToken).ConfigureAwait(false);
                Add(user, sample.Kind, card is null ? now : QuietTime.DueAt(Severity, now, zone, card.QuietFrom, card.QuietUntil));
            }
            else if (sample.ChannelId is { } channel)
            {
                AddGroup(channel, sample.Kind);
            }
        }
    }

    /// <summary>Who reported it, by SMS or else by mail; by day, whatever its severity. A question without a link to answer it isn't sent.</summary>
    public async Task AddReportersAsync(CancellationToken cancellationToken)
    {
        if (notice.Kind == NoticeKind.FollowUp && settings.PublicUrl is null) return;
        var reporters = await db.FaultReporters.AsNoTracking().Where(reporter => reporter.FaultId == notice.FaultId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var due = QuietTime.DueAt(Domain.Faults.Severity.P4, now, zone);
        foreach (var reporter in reporters)
        {
            if (PersonalWays.For(reporter, settings) is [var way, ..]) Add(Delivery.TargetOfReporter(reporter.Id), way, due, null, null, reporter.Id);
        }
    }

    /// <summary>One more delivery to a person, unless he has it.</summary>
    public void Add(UserId user, ChannelKind kind, DateTimeOffset due) => Add(Delivery.TargetOf(user), kind, due, user, null);

    private void AddGroup(int channel, ChannelKind kind) =>
        // Programs don't sleep.
        Add(Delivery.TargetOfChannel(channel), kind, kind == ChannelKind.Webhook ? now : QuietTime.DueAt(Severity, now, zone), null, channel);

    private void Add(string target, ChannelKind kind, DateTimeOffset due, UserId? user, int? channel, int? reporter = null)
    {
        if (db.Deliveries.Local.Any(known => known.NoticeId == notice.Id && known.Target == target && known.Kind == kind)) return;
        var inApp = kind == ChannelKind.InApp;
        db.Deliveries.Add(new Delivery
        {
            NoticeId = notice.Id,
            FaultId = notice.FaultId,
            CommunityId = notice.CommunityId,
            Target = target,
            UserId = user,
            ChannelId = channel,
            ReporterId = reporter,
            Kind = kind,
            Severity = Severity,
            State = inApp ? DeliveryState.Sent : DeliveryState.Queued,
            DueAt = due,
            NotBefore = DateTimeOffset.UnixEpoch,
            CreatedAt = now,
            SentAt = inApp ? now : null,
        });
    }
}
