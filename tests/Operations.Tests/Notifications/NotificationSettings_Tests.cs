using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

public sealed class NotificationSettings_Tests
{
    [Fact]
    public async Task Address_and_secret_are_encrypted_at_rest_and_never_come_back()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0}"""));
        await using var rig = await NotificationRig.StartAsync();
        await rig.AddChannelAsync(ChannelKind.DingTalk, server, "SECmy-secret");

        var stored = await rig.Site.ReadAsync(db => db.NotificationChannels.FirstAsync());
        stored.ProtectedAddress.ShouldNotContain("127.0.0.1");
        (stored.ProtectedAddress + stored.ProtectedSecret).ShouldNotContain("my-secret");
        var row = (await rig.Site.Get<ChannelSettings>().ListAsync(rig.Site.Manager, default)).ShouldHaveSingleItem();
        (row.Host, row.IsSigned).ShouldBe(("127.0.0.1", true));
        row.ToString().ShouldNotContain("hook");
        (await rig.Site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "channel").ToListAsync())).ShouldHaveSingleItem().Detail.ToString().ShouldNotContain("hook");
    }

    [Fact]
    public async Task A_test_message_shows_what_was_answered()
    {
        await using var server = new ScriptedServer((n, _) => ScriptedServer.Json(n == 1 ? """{"errcode":310000,"errmsg":"sign not match"}""" : """{"errcode":0}"""));
        await using var rig = await NotificationRig.StartAsync();
        var id = await rig.AddChannelAsync(ChannelKind.DingTalk, server);
        (await rig.Site.Get<ChannelSettings>().TestAsync(rig.Site.Manager, id, default)).ShouldBe(new TestOutcome(false, "errcode_310000", "sign not match"));
        (await rig.Site.Get<ChannelSettings>().TestAsync(rig.Site.Manager, id, default)).IsSent.ShouldBeTrue();
        server.Bodies.Last().ShouldContain("【测试】DingTalk group 可以收到通知");
    }

    [Fact]
    public async Task Channels_are_set_by_administrators_and_the_firm_that_runs_the_community()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync();
        var id = await rig.AddChannelAsync(ChannelKind.Webhook, server);
        var settings = rig.Site.Get<ChannelSettings>();
        var other = await rig.Site.ReadAsync(db => db.Communities.Where(site => site.SiteCode == "jinxiu").Select(site => site.Id).FirstAsync());
        var draft = new ChannelDraft { Community = rig.Community, Kind = ChannelKind.Webhook, Name = "n" };

        await settings.SaveAsync(rig.Site.Manager, id, draft with { Name = "renamed" }, default);
        (await settings.ListAsync(rig.Site.Admin, default)).ShouldHaveSingleItem().Name.ShouldBe("renamed");
        (await Should.ThrowAsync<RuleViolation>(() => settings.SaveAsync(rig.Site.Manager, null, draft with { Community = other, Address = server.Url }, default))).Code.ShouldBe(OperationCodes.NotFound);
        foreach (var who in new[] { rig.Site.Crew, rig.Site.Dispatcher, rig.Site.Regulator, rig.Site.Insurer, rig.Site.Stranger })
        {
            (await Should.ThrowAsync<RuleViolation>(() => settings.ListAsync(who, default))).Code.ShouldBe(RuleCodes.RightMissing);
            await Should.ThrowAsync<RuleViolation>(() => settings.TestAsync(who, id, default));
            await Should.ThrowAsync<RuleViolation>(() => settings.RemoveAsync(who, id, default));
        }

        await settings.RemoveAsync(rig.Site.Manager, id, default);
        (await settings.ListAsync(rig.Site.Admin, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://evil.example.com/x", "host_not_listed")]
    [InlineData("not an address", "address_invalid")]
    [InlineData("file:///etc/passwd", "address_invalid")]
    public async Task An_address_off_the_list_is_refused_when_it_is_set(string address, string reason)
    {
        await using var rig = await NotificationRig.StartAsync();
        var refused = await Should.ThrowAsync<RuleViolation>(() => rig.Site.Get<ChannelSettings>().SaveAsync(
            rig.Site.Admin, null, new ChannelDraft { Community = rig.Community, Kind = ChannelKind.WeCom, Name = "n", Address = address }, default));
        (refused.Code, refused.Reason.Parameters["reason"]).ShouldBe((OperationCodes.NotifyAddress, reason));
    }

    [Fact]
    public async Task People_set_how_they_are_reached_and_only_administrators_set_it_for_others()
    {
        await using var rig = await NotificationRig.StartAsync();
        var settings = rig.Site.Get<ContactSettings>();
        await rig.SetContactAsync(rig.Site.Crew, "+86 138-0000-0001", "crew@example.com", ChannelKind.Mail);
        var details = await settings.GetAsync(rig.Site.Admin, rig.Site.Crew.User!.Value, default);
        (details.Phone, details.Mail, details.QuietFrom).ShouldBe(("+8613800000001", "crew@example.com", 1_320));
        details.Order.ShouldBe([ChannelKind.Mail]);
        await Should.ThrowAsync<RuleViolation>(() => settings.GetAsync(rig.Site.Dispatcher, rig.Site.Crew.User!.Value, default));
        foreach (var (phone, mail) in new[] { ("12ab", ""), ("1234567890123456", ""), ("", "nobody"), ("", "a@b.c, d@e.f"), ("", "X <a@b.c>") })
            (await Should.ThrowAsync<RuleViolation>(() => rig.SetContactAsync(rig.Site.Crew, phone, mail))).Code.ShouldBe(OperationCodes.FieldInvalid);
    }

    [Theory]
    [InlineData(Severity.P3, "21:59", "21:59")]
    [InlineData(Severity.P3, "22:00", "07:00+1")]
    [InlineData(Severity.P4, "23:30", "07:00+1")]
    [InlineData(Severity.P3, "06:59", "07:00")]
    [InlineData(Severity.P3, "07:00", "07:00")]
    [InlineData(Severity.P2, "03:00", "03:00")]
    [InlineData(Severity.P1, "03:00", "03:00")]
    public void Nights_are_the_sites(Severity severity, string at, string due)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        DateTimeOffset At(string text) => new(new DateTime(2026, 3, 2).AddDays(text.EndsWith("+1", StringComparison.Ordinal) ? 1 : 0) + TimeSpan.Parse(text[..5], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
        QuietTime.DueAt(severity, At(at), zone).ShouldBe(At(due));
    }

    [Fact]
    public void Every_word_of_messages_is_there_in_both_languages()
    {
        var zh = Keys(System.Globalization.CultureInfo.InvariantCulture);
        var en = Keys(MessageText.English);
        zh.Keys.ShouldBe(en.Keys, ignoreOrder: true);
        foreach (var (key, text) in zh) Placeholders(en[key]).ShouldBe(Placeholders(text), key);
        foreach (var kind in Enum.GetValues<NoticeKind>().Where(kind => kind != NoticeKind.StormSummary)) zh.ShouldContainKey("kind." + kind);
        foreach (var limit in new[] { FaultLimits.Acknowledge, FaultLimits.Arrive, FaultLimits.Safe, FaultLimits.Fix })
        {
            zh.ShouldContainKey("due." + limit);
            zh.ShouldContainKey("late." + limit);
        }
    }

    private static Dictionary<string, string> Keys(System.Globalization.CultureInfo culture) =>
        MessageText.Words.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Placeholders(string text) => string.Concat(System.Text.RegularExpressions.Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order(StringComparer.Ordinal));
}
