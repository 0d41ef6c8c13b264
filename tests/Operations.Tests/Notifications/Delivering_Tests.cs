using System.Text.Json;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

public sealed class Delivering_Tests
{
    private const string Ok = """{"errcode":0,"errmsg":"ok"}""";

    [Fact]
    public async Task A_group_is_told_once_with_severity_place_what_and_deadline_in_the_first_line_and_the_end_answers_the_beginning()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        var id = await rig.DoorFaultAsync();
        await rig.SendAllAsync();
        await rig.SendAllAsync();

        var said = Content(server.Bodies.ShouldHaveSingleItem());
        said.ShouldStartWith("**【P3】望海公寓 1号梯 ");
        said.Split('\n')[0].ShouldContain("前接单");
        said.ShouldContain($"(https://f.example.com/faults/{id})");

        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Accept);
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = "reject.false_alarm" });
        await rig.SendAllAsync();
        Content(server.Bodies.Last()).ShouldStartWith("**【P3 已驳回】望海公寓 1号梯 ");
        (await rig.DeliveriesAsync(ChannelKind.WeCom)).ShouldAllBe(delivery => delivery.State == DeliveryState.Sent && delivery.Attempts == 1 && delivery.SentAt != null);
    }

    [Fact]
    public async Task A_building_that_the_assets_name_says_already_is_not_said_twice()
    {
        await using var rig = await NotificationRig.StartAsync();
        var lift = await rig.Site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var building = new Building(rig.Community, "3号楼", "Bldg 3");
            unit.Db.Buildings.Add(building);
            await unit.Db.SaveChangesAsync(token);
            var asset = new Asset(rig.Community, building.Id, "elevator", "b-1", "3号楼2单元1号梯", "Unit 2 lift 1");
            unit.Db.Assets.Add(asset);
            await unit.Db.SaveChangesAsync(token);
            return asset.Id;
        }, default);
        await rig.DoorFaultAsync(lift);
        await rig.SendAllAsync();

        (await FirstLineAsync(rig, Operations.Notifications.Wording.MessageText.Chinese)).ShouldStartWith("【P3】望海公寓 3号楼2单元1号梯 ");
        (await FirstLineAsync(rig, Operations.Notifications.Wording.MessageText.English)).ShouldStartWith("[P3] Wanghai Flats Bldg 3 Unit 2 lift 1: ");
    }

    [Fact]
    public async Task People_on_shift_are_called_by_phone_number()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.SetContactAsync(rig.Site.Dispatcher, phone: "138 0000-0001");
        await rig.AddChannelAsync(ChannelKind.DingTalk, server);
        await rig.EntrapmentAsync();
        await rig.SendAllAsync();

        server.Bodies.ShouldHaveSingleItem().ShouldContain("""
            "at":{"atMobiles":["13800000001"],"isAtAll":false}
            """.Trim());
    }

    [Fact]
    public async Task Two_hundred_with_an_error_code_is_tried_again_and_recorded()
    {
        await using var server = new ScriptedServer((n, _) => ScriptedServer.Json(n == 1 ? """{"errcode":-1,"errmsg":"system busy"}""" : Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        await rig.DoorFaultAsync();
        await rig.SendAllAsync();

        var delivery = (await rig.DeliveriesAsync(ChannelKind.WeCom)).ShouldHaveSingleItem();
        (delivery.State, delivery.Attempts).ShouldBe((DeliveryState.Sent, 2));
    }

    [Fact]
    public async Task Tries_are_bounded_and_the_code_stays_on_record()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":-1,"errmsg":"system busy"}"""));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        var id = await rig.DoorFaultAsync();
        await rig.SendAllAsync();

        var row = (await rig.Site.Get<DeliveryQueries>().ListAsync(rig.Site.Dispatcher, id, DeliveryState.Failed, Paging.First, default)).Items.ShouldHaveSingleItem();
        (row.Attempts, row.Code, row.Detail, row.Channel).ShouldBe((3, "errcode_-1", "system busy", "WeCom group"));
        (await rig.Site.Get<DeliveryQueries>().ListAsync(rig.Site.Stranger, id, null, Paging.First, default)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task When_a_persons_first_way_fails_the_next_is_tried()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}", 503));
        await using var mail = new ScriptedMailServer();
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway), Smtp = mail.Settings });
        await rig.SetContactAsync(rig.Site.Dispatcher, "13800000001", "d@example.com");
        var id = await rig.DoorFaultAsync();
        await rig.Site.ActAsync(rig.Site.Regulator, id, FaultAction.ChangeSeverity, command => command with { Severity = Severity.P2 });
        await rig.SendAllAsync();

        var raised = await rig.Site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.SeverityRaised).Select(notice => notice.Id).FirstAsync());
        var ways = (await rig.DeliveriesAsync()).Where(delivery => delivery.NoticeId == raised && delivery.UserId == rig.Site.Dispatcher.User && delivery.Kind != ChannelKind.InApp).ToList();
        ways.Select(delivery => (delivery.Kind, delivery.State, delivery.Attempts)).ShouldBe([(ChannelKind.Sms, DeliveryState.Failed, 2), (ChannelKind.Mail, DeliveryState.Sent, 1)]);
    }

    [Fact]
    public async Task An_sms_is_for_P1_and_P2_only()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        await rig.SetContactAsync(rig.Site.Dispatcher, "13800000001");
        await rig.DoorFaultAsync();
        await rig.SendAllAsync();
        gateway.Requests.ShouldBeEmpty();

        await rig.EntrapmentAsync();
        await rig.SendAllAsync();
        gateway.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_personal_link_goes_by_sms_and_never_into_a_group()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var group = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        await rig.SetContactAsync(rig.Site.Crew, "13800000001");
        foreach (var kind in new[] { ChannelKind.WeCom, ChannelKind.DingTalk, ChannelKind.Feishu, ChannelKind.Webhook }) await rig.AddChannelAsync(kind, group);
        await rig.EntrapmentAsync();
        await rig.SendAllAsync();

        gateway.Bodies.ShouldHaveSingleItem().ShouldContain("https://f.example.com/a/");
        group.Bodies.Count().ShouldBeGreaterThanOrEqualTo(4);
        group.Bodies.ShouldAllBe(body => !body.Contains("/a/", StringComparison.Ordinal));
    }

    /// <summary>domain.md §8: P3 and P4 between 22:00 and 07:00 site time come as one message in the morning; P1 never waits.</summary>
    [Fact]
    public async Task What_is_mild_waits_for_the_morning_and_comes_as_one_digest()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        // 22:30 in China.
        rig.Site.Time.Advance(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero) - rig.Site.Now);
        foreach (var lift in await rig.AddLiftsAsync(4)) await rig.DoorFaultAsync(lift);
        await rig.SendAllAsync();
        server.Requests.ShouldBeEmpty();

        await rig.EntrapmentAsync();
        await rig.SendAllAsync();
        Content(server.Bodies.ShouldHaveSingleItem()).ShouldContain("【P1】");

        // 07:00 in China.
        rig.Site.Time.Advance(new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero) - rig.Site.Now);
        await rig.SendAllAsync();
        server.Bodies.Count().ShouldBe(2);
        var digest = Content(server.Bodies.Last());
        digest.ShouldStartWith("**【晨报】夜间共 4 条通知**");
        digest.Split('\n').Count(line => line.StartsWith("【P3】", StringComparison.Ordinal)).ShouldBe(4);
        (await rig.DeliveriesAsync(ChannelKind.WeCom)).Where(delivery => delivery.Severity == Severity.P3).ShouldAllBe(delivery => delivery.Merged == 4);
    }

    [Fact]
    public async Task What_is_over_before_the_morning_is_not_told_in_the_morning()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        rig.Site.Time.Advance(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero) - rig.Site.Now);
        var id = await rig.DoorFaultAsync();
        await rig.SendAllAsync();
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = "reject.false_alarm" });
        await rig.SendAllAsync();
        rig.Site.Time.Advance(TimeSpan.FromHours(10));
        await rig.SendAllAsync();

        server.Requests.ShouldBeEmpty();
        (await rig.DeliveriesAsync(ChannelKind.WeCom)).ShouldAllBe(delivery => delivery.State == DeliveryState.Dropped);
    }

    /// <summary>alertmanager #204 and grafana #7886: flapping and storms flood people. More than ten new faults in five minutes are one summary; a P1 stays single.</summary>
    [Fact]
    public async Task A_storm_of_faults_is_ten_messages_and_one_summary_and_the_P1_in_it_stays_single()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        var lifts = await rig.AddLiftsAsync(60);
        await rig.Site.ApplyAsync([.. lifts.Take(40).Select(lift => rig.Site.Raise(lift, "door-slow", "door-wear"))]);
        await rig.EntrapmentAsync();
        await rig.Site.ApplyAsync([.. lifts.Skip(40).Select(lift => rig.Site.Raise(lift, "door-slow", "door-wear"))]);
        await rig.SendAllAsync();

        var kinds = server.Bodies.Select(body => JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("fields")).ToList();
        kinds.Count(fields => fields.GetProperty("kind").GetString() == "opened" && fields.GetProperty("severity").GetInt32() == 3).ShouldBe(10);
        kinds.Count(fields => fields.GetProperty("kind").GetString() == "opened" && fields.GetProperty("severity").GetInt32() == 1).ShouldBe(1);
        kinds.Where(fields => fields.GetProperty("kind").GetString() == "storm_summary").ShouldHaveSingleItem().GetProperty("count").GetInt32().ShouldBeGreaterThan(10);
        (await rig.DeliveriesAsync(ChannelKind.InApp)).Count(delivery => delivery.UserId == rig.Site.Dispatcher.User).ShouldBe(12);
    }

    /// <summary>grafana #7886: sixty mails and SMS in four hours. Near a robot's limit what waits becomes one message; nothing is lost, and a P1 waits behind nothing.</summary>
    [Fact]
    public async Task Near_a_robots_limit_what_waits_is_merged_and_a_P1_goes_alone_and_first()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(Ok));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.WeCom, server);
        var lifts = await rig.AddLiftsAsync(40);
        // Ten at a time with quiet minutes of site time between, so that none is a storm.
        foreach (var chunk in lifts.Chunk(9))
        {
            await rig.Site.ApplyAsync([.. chunk.Select(lift => rig.Site.Raise(lift, "door-slow", "door-wear"))]);
            rig.Site.Time.Advance(TimeSpan.FromMinutes(6));
        }

        await rig.EntrapmentAsync();
        await rig.SendAllAsync();

        var said = server.Bodies.Select(Content).ToList();
        said.Count.ShouldBeLessThanOrEqualTo(20);
        said.Count(text => text.Contains("【P1】", StringComparison.Ordinal)).ShouldBe(1);
        said.ShouldContain(text => text.StartsWith("**【汇总】", StringComparison.Ordinal));
        said.ShouldAllBe(text => !text.StartsWith("**【汇总】", StringComparison.Ordinal) || !text.Contains("【P1】", StringComparison.Ordinal));
        (await rig.DeliveriesAsync(ChannelKind.WeCom)).ShouldAllBe(delivery => delivery.State == DeliveryState.Sent);
    }

    [Fact]
    public async Task A_P1_doesnt_wait_behind_a_slow_message_to_the_same_group()
    {
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer((_, body) => ScriptedServer.Json("{}") with { Until = body.Contains("\"severity\":1", StringComparison.Ordinal) ? null : release.Task });
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        await rig.DoorFaultAsync();
        var running = rig.Run.InTurnAsync(default);
        await Eventually.HoldsAsync(() => server.Requests.Count == 1, "the slow one is under way");
        await rig.EntrapmentAsync();
        rig.Run.Wake();

        await Eventually.HoldsAsync(
            () => rig.Site.ReadAsync(db => db.Deliveries.AnyAsync(delivery => delivery.Severity == Severity.P1 && delivery.Kind == ChannelKind.Webhook && delivery.State == DeliveryState.Sent)),
            "the P1 has arrived");
        running.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await running;
    }

    [Fact]
    public async Task Too_many_requests_pauses_the_receiver_and_the_message_comes_later()
    {
        await using var server = new ScriptedServer((n, _) => n == 1 ? ScriptedServer.Json("{}", 429, "Retry-After: 1\r\n") : ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        await rig.DoorFaultAsync();
        await rig.Run.InTurnAsync(default);
        var waiting = (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem();
        (waiting.State, waiting.Code).ShouldBe((DeliveryState.Queued, "http_429"));

        await rig.SendAllAsync();
        (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Sent);
    }

    /// <summary>Killed between sending and recording: the webhook gets the same id again and can tell; nobody else is told twice.</summary>
    [Fact]
    public async Task After_a_crash_in_the_middle_the_same_id_is_sent_again()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        await rig.DoorFaultAsync();
        await rig.Site.Get<Operations.Notifications.Planning.NoticePlanning>().RunAsync(default);
        // As far as it had come: the try is noted, and then nothing.
        var (id, going) = await rig.Site.Get<DeliveryRecords>().BeginAsync(await rig.DeliveriesAsync(ChannelKind.Webhook), default);
        going.Count.ShouldBe(1);
        await rig.Run.InTurnAsync(default);
        server.Requests.ShouldBeEmpty("it may still be under way");
        // The time that a try has is over.
        await rig.Site.Get<FacilitiesWriter>().WriteAsync(
            (unit, token) => unit.Db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.NotBefore, DateTimeOffset.UnixEpoch), token), default);

        await rig.SendAllAsync();

        server.Requests.ShouldHaveSingleItem().ShouldContain($"webhook-id: {id:N}");
        (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Planned_by_many_at_once_nobody_is_told_twice()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        foreach (var lift in await rig.AddLiftsAsync(5)) await rig.DoorFaultAsync(lift);
        var planning = rig.Site.Get<Operations.Notifications.Planning.NoticePlanning>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => planning.RunAsync(default))));
        await rig.SendAllAsync();

        server.Requests.Count.ShouldBe(5);
        (await rig.DeliveriesAsync()).Select(delivery => (delivery.NoticeId, delivery.Target, delivery.Kind)).ShouldBeUnique();
    }

    /// <summary>thingsboard #12501, #8520: reminders until somebody handles it. Each limit that passes is one reminder, and who acknowledges stops the first of them.</summary>
    [Fact]
    public async Task Reminders_go_on_limit_by_limit_until_it_is_handled()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        var id = await rig.EntrapmentAsync();
        foreach (var minutes in new[] { 6, 25, 31 })
        {
            rig.Site.Time.Advance(TimeSpan.FromMinutes(minutes));
            await rig.Site.Get<DueTimers>().RunAsync(default);
            await rig.Site.Get<DueTimers>().RunAsync(default);
            await rig.SendAllAsync();
        }

        Kinds(server).Count(kind => kind == "overdue").ShouldBe(3);
        await rig.Site.ActAsync(rig.Site.Crew, id, FaultAction.Acknowledge);
        await rig.Site.Get<DueTimers>().RunAsync(default);
        await rig.SendAllAsync();
        Kinds(server).Count(kind => kind == "overdue").ShouldBe(3);
    }

    [Fact]
    public async Task Who_did_it_isnt_told_of_it_and_others_are_in_their_app()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await rig.DoorFaultAsync();
        await rig.SendAllAsync();
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Accept);
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Dispatch, command => command with { Crew = rig.Site.Crew.User });
        await rig.SendAllAsync();
        await rig.Site.ActAsync(rig.Site.Crew, id, FaultAction.Return);
        await rig.SendAllAsync();

        var inbox = rig.Site.Get<Inbox>();
        (await inbox.UnreadAsync(rig.Site.Crew, default)).ShouldBe(1);
        (await inbox.UnreadAsync(rig.Site.Crew2, default)).ShouldBe(0);
        (await inbox.UnreadAsync(rig.Site.Dispatcher, default)).ShouldBe(2);
        var rows = (await inbox.ListAsync(rig.Site.Dispatcher, Operations.Notifications.Wording.MessageText.English, 0, default)).Items;
        rows.Select(row => row.Why).ShouldBe(["F-2026-0001 · returned, to be dispatched again", "F-2026-0001 · new fault"]);
        rows[0].Text.ShouldStartWith("[P3] Wanghai Flats Lift 1: ");
        await inbox.ReadAsync(rig.Site.Dispatcher, rows[0].Id, default);
        (await inbox.UnreadAsync(rig.Site.Dispatcher, default)).ShouldBe(0);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Of_two_processes_one_sends_and_on_PostgreSQL_all_holds_too()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(connectionString: await PostgresCluster.CreateDatabaseAsync());
        await rig.AddChannelAsync(ChannelKind.Webhook, server);
        var id = await rig.EntrapmentAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => rig.Run.InTurnAsync(default))));
        await rig.SendAllAsync();
        server.Requests.Count.ShouldBe(1);
        (await rig.Site.Get<DeliveryQueries>().ListAsync(rig.Site.Dispatcher, id, null, Paging.First, default)).Total.ShouldBeGreaterThan(1);
        (await rig.Site.Get<Inbox>().UnreadAsync(rig.Site.Dispatcher, default)).ShouldBe(1);
    }

    private static async Task<string> FirstLineAsync(NotificationRig rig, System.Globalization.CultureInfo culture) =>
        (await rig.Site.Get<Inbox>().ListAsync(rig.Site.Dispatcher, culture, 0, default)).Items[0].Text;

    private static IEnumerable<string?> Kinds(ScriptedServer server) =>
        server.Bodies.Select(body => JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("fields").GetProperty("kind").GetString());

    private static string Content(string body)
    {
        using var json = JsonDocument.Parse(body);
        var type = json.RootElement.GetProperty("msgtype").GetString()!;
        return json.RootElement.GetProperty(type).GetProperty("content").GetString()!;
    }
}
