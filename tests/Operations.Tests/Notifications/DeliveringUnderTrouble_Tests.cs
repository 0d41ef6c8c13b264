using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Links;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Sending;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>Receivers that are slow, messages that can't be made, people who have left: nobody else may wait for them.</summary>
public sealed class DeliveringUnderTrouble_Tests
{
    [Fact]
    public async Task A_slow_receiver_gives_its_place_back_and_the_rest_stays_due()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}") with { Until = Task.Delay(200) });
        await using var rig = await NotificationRig.StartAsync(settings => settings with { LongestTurn = TimeSpan.FromMilliseconds(100) });
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        foreach (var lift in await rig.AddLiftsAsync(4)) await rig.DoorFaultAsync(lift);
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        var waiting = await rig.DeliveriesAsync(ChannelKind.Webhook);

        await rig.Site.Get<LaneSender>().SendAsync(new Lane(waiting[0].Target, ChannelKind.Webhook, false), waiting, default);

        server.Requests.Count.ShouldBe(1);
        var left = (await rig.DeliveriesAsync(ChannelKind.Webhook)).Where(delivery => delivery.State == DeliveryState.Queued).ToList();
        left.Count.ShouldBe(3);
        left.ShouldAllBe(delivery => delivery.NotBefore == DateTimeOffset.UnixEpoch && delivery.Attempts == 0);
        await rig.SendAllAsync();
        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_backlog_of_one_receiver_keeps_no_other_out()
    {
        var release = new TaskCompletionSource();
        await using var slow = new ScriptedServer((_, _) => ScriptedServer.Json("{}") with { Until = release.Task });
        await using var quick = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        var slowId = await rig.AddChannelAsync(ChannelKind.Webhook, slow);
        await rig.DoorFaultAsync();
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        var one = (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem();
        await rig.Site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var notices = Enumerable.Range(0, 600).Select(n => new Notice
            {
                FaultId = one.FaultId,
                CommunityId = one.CommunityId,
                Kind = NoticeKind.Overdue,
                Cause = $"backlog/{n}",
                Detail = CodedText.Of("none"),
                CreatedAt = rig.Site.Now,
                HandledAt = rig.Site.Now,
            }).ToList();
            unit.Db.Notices.AddRange(notices);
            await unit.Db.SaveChangesAsync(token);
            unit.Db.Deliveries.AddRange(notices.Select(notice => new Delivery
            {
                NoticeId = notice.Id,
                FaultId = one.FaultId,
                CommunityId = one.CommunityId,
                Target = Delivery.TargetOfChannel(slowId),
                ChannelId = slowId,
                Kind = ChannelKind.Webhook,
                Severity = Severity.P2,
                DueAt = rig.Site.Now,
                NotBefore = DateTimeOffset.UnixEpoch,
                CreatedAt = rig.Site.Now,
            }));
        }, default);
        await rig.AddChannelAsync(ChannelKind.Webhook, quick);
        foreach (var lift in await rig.AddLiftsAsync(1)) await rig.DoorFaultAsync(lift);
        using var stop = new CancellationTokenSource();
        var running = rig.Run.InTurnAsync(stop.Token);

        await Eventually.HoldsAsync(() => quick.Requests.Count == 1, "the other receiver has its message");
        slow.Requests.Count.ShouldBeLessThanOrEqualTo(1);
        await stop.CancelAsync();
        release.SetResult();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Two_senders_on_one_database_send_everything_once()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}") with { Until = Task.Delay(50) });
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        foreach (var lift in await rig.AddLiftsAsync(8)) await rig.DoorFaultAsync(lift);
        using var other = Second(rig.Site);

        await Task.WhenAll(Task.Run(() => rig.Run.RunAsync(default)), Task.Run(() => other.RunAsync(default)));
        await rig.SendAllAsync();

        server.Requests.Count.ShouldBe(8);
        (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldAllBe(delivery => delivery.State == DeliveryState.Sent && delivery.Attempts == 1);
    }

    [Fact]
    public async Task What_is_being_tried_is_taken_by_nobody_else_and_not_dropped_when_it_is_over()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        var id = await rig.DoorFaultAsync();
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        var waiting = await rig.DeliveriesAsync(ChannelKind.Webhook);
        var records = rig.Site.Get<DeliveryRecords>();
        var (_, going) = await records.BeginAsync(waiting, default);
        (await records.BeginAsync(waiting, default)).Going.ShouldBeEmpty();
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Accept);
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = "reject.false_alarm" });
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        await records.EndAsync(going, SendResult.Sent, default);

        (await rig.DeliveriesAsync(ChannelKind.Webhook)).Select(delivery => (delivery.State, delivery.Attempts)).ShouldBe([(DeliveryState.Sent, 1), (DeliveryState.Queued, 0)]);
    }

    [Fact]
    public async Task A_notice_that_cant_be_planned_holds_up_no_other_and_is_planned_when_it_can()
    {
        await using var rig = await NotificationRig.StartAsync();
        var other = await rig.Site.ReadAsync(db => db.Communities.Where(site => site.SiteCode == "jinxiu").Select(site => site.Id).FirstAsync());
        await SetZoneAsync(rig, other, "Nowhere/Land");
        await rig.Site.Get<FacilitiesWriter>().WriteAsync(
            (unit, token) => Notices.TellOfStormAsync(unit, other, "2026-03-02T02:00", CodedText.Of("storm", ("count", 12)), rig.Site.Now, token), default);
        await rig.DoorFaultAsync();
        var planning = rig.Site.Get<NoticePlanning>();

        (await planning.RunAsync(default)).ShouldBe(1);
        (await rig.DeliveriesAsync()).ShouldAllBe(delivery => delivery.FaultId != null);
        (await rig.DeliveriesAsync()).ShouldNotBeEmpty();
        await SetZoneAsync(rig, other, "Asia/Shanghai");
        (await planning.RunAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_cant_be_made_ends_as_failed_after_its_tries()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        await rig.DoorFaultAsync();
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        await SetZoneAsync(rig, rig.Community, "Nowhere/Land");
        await rig.SendAllAsync();

        server.Requests.ShouldBeEmpty();
        var delivery = (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem();
        (delivery.State, delivery.Attempts, delivery.Code).ShouldBe((DeliveryState.Failed, 3, "message_unbuildable"));
    }

    [Fact]
    public async Task Who_is_locked_out_for_good_is_told_nothing_and_whom_wrong_passwords_locked_is()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        await rig.SetContactAsync(rig.Site.Crew, "13800000001");
        await rig.SetContactAsync(rig.Site.Crew2, "13800000002");
        await rig.SetContactAsync(rig.Site.Dispatcher, "13800000003");
        await LockAsync(rig, rig.Site.Crew.User!.Value, TimeProvider.System.GetUtcNow().AddYears(1));
        await LockAsync(rig, rig.Site.Crew2.User!.Value, TimeProvider.System.GetUtcNow().AddMinutes(10));
        await rig.EntrapmentAsync();
        await rig.Site.Get<NoticePlanning>().RunAsync(default);
        (await rig.DeliveriesAsync()).ShouldNotContain(delivery => delivery.UserId == rig.Site.Crew.User);
        // He leaves after it was planned.
        await LockAsync(rig, rig.Site.Dispatcher.User!.Value, TimeProvider.System.GetUtcNow().AddYears(1));
        await rig.SendAllAsync();

        gateway.Bodies.ShouldHaveSingleItem().ShouldContain("13800000002");
        (await rig.DeliveriesAsync(ChannelKind.Sms)).Single(delivery => delivery.UserId == rig.Site.Dispatcher.User).Code.ShouldBe("person_locked");
    }

    [Fact]
    public async Task Who_changed_firm_reads_nothing_of_the_old_ones_faults()
    {
        await using var rig = await NotificationRig.StartAsync();
        await rig.DoorFaultAsync();
        await rig.SendAllAsync();
        var inbox = rig.Site.Get<Inbox>();
        (await inbox.UnreadAsync(rig.Site.Dispatcher, default)).ShouldBe(1);

        var moved = rig.Site.Dispatcher with { Scope = rig.Site.Stranger.Scope };
        (await inbox.UnreadAsync(moved, default)).ShouldBe(0);
        (await inbox.ListAsync(moved, Operations.Notifications.Wording.MessageText.English, 0, default)).Items.ShouldBeEmpty();
        await inbox.ReadAsync(moved, long.MaxValue, default);
        (await inbox.UnreadAsync(rig.Site.Dispatcher, default)).ShouldBe(1);
    }

    [Fact]
    public async Task Handled_notices_go_after_a_year_with_their_deliveries_and_links_a_month_after_their_end()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await rig.EntrapmentAsync();
        await rig.SendAllAsync();
        (await rig.Site.Get<AcknowledgeLinks>().GiveAsync(id, rig.Site.Crew.User!.Value, default)).ShouldNotBeNull();
        var upkeep = rig.Site.Get<NotificationUpkeep>();
        rig.Site.Time.Advance(TimeSpan.FromDays(30));
        (await upkeep.RunAsync(100, default)).ShouldBe(0);
        rig.Site.Time.Advance(TimeSpan.FromDays(2));
        (await upkeep.RunAsync(100, default)).ShouldBe(1);
        (await rig.Site.ReadAsync(db => db.AcknowledgeLinks.CountAsync())).ShouldBe(0);
        (await rig.DeliveriesAsync()).ShouldNotBeEmpty();

        rig.Site.Time.Advance(TimeSpan.FromDays(334));
        (await upkeep.RunAsync(100, default)).ShouldBe(1);
        (await rig.DeliveriesAsync()).ShouldBeEmpty();
    }

    private static DeliveryRun Second(TestSite site)
    {
        var sender = new LaneSender(
            site.Get<IDbContextFactory<FacilitiesDb>>(), site.Get<MessageBuilder>(), site.Get<MessageGate>(), site.Get<DeliveryRecords>(), site.Get<AcknowledgeLinks>(), site.Get<FollowUpLinks>(),
            site.Get<NotificationSettings>(), site.Get<NotificationMetrics>(), site.Get<SiteClock>(), NullLogger<LaneSender>.Instance);
        return new DeliveryRun(site.Get<IDbContextFactory<FacilitiesDb>>(), site.Get<NoticePlanning>(), sender, site.Get<NotificationMetrics>(), site.Get<SiteClock>());
    }

    private static Task<int> SetZoneAsync(NotificationRig rig, CommunityId community, string zone) => rig.Site.Get<FacilitiesWriter>().WriteAsync(
        (unit, token) => unit.Db.Communities.Where(site => site.Id == community).ExecuteUpdateAsync(set => set.SetProperty(site => site.TimeZoneId, zone), token), default);

    private static Task LockAsync(NotificationRig rig, UserId user, DateTimeOffset until) => rig.Site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var person = await unit.Db.Users.FirstAsync(item => item.Id == user.Value, token);
        (person.LockoutEnabled, person.LockoutEnd) = (true, until);
    }, default);
}
