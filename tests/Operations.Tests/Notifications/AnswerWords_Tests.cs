using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Tests.Notifications;

public sealed class AnswerWords_Tests
{
    [Theory]
    [InlineData("Cannot POST /hook/t0k%2Fen-42?key=s3cret-key", "https://h.example.com/hook/t0k%2Fen-42?key=s3cret-key")]
    [InlineData("no such hook: t0k/en-42", "https://h.example.com/hook/t0k%2Fen-42?key=s3cret-key")]
    [InlineData("550 <person@t0k.example.com> unknown, PERSON", "person@t0k.example.com")]
    [InlineData("+8613800000001 is no number", "13800000001")]
    [InlineData("13800000001 is no number", "+8613800000001")]
    public void Nothing_of_the_address_is_left_however_it_is_written(string words, string address)
    {
        var kept = AnswerWords.Of(words, [address, ""]);
        foreach (var part in (string[])["t0k", "s3cret", "person", "13800000001", "00000001"]) kept.ShouldNotContain(part, Case.Insensitive);
    }

    [Fact]
    public void A_secret_across_the_cut_is_hidden_before_the_cut()
    {
        var words = new string('x', SendResult.DetailLength - 6) + " s3cret-token";
        AnswerWords.Of(words, ["s3cret-token"]).ShouldNotContain("s3c");
        AnswerWords.Of(words[..^3], ["s3cret-token"]).ShouldNotContain("s3c");
        AnswerWords.Of(new string('x', 10_000), []).Length.ShouldBe(SendResult.DetailLength);
        AnswerWords.Of("sign not\r\nmatch", ["https://h.example.com/hook", "s"]).ShouldBe("sign not  match");
    }

    [Fact]
    public async Task Neither_the_record_nor_a_test_shows_where_it_went()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json(new string(' ', 200) + new string('-', 150) + "Cannot POST /hook/t0ken-1234567 with t0psecret", 404));
        await using var rig = await NotificationRig.StartAsync();
        var id = await rig.Site.Get<ChannelSettings>().SaveAsync(rig.Site.Admin, null, new ChannelDraft
        {
            Community = rig.Community,
            Kind = ChannelKind.Webhook,
            Name = "n",
            Address = server.Url + "/t0ken-1234567",
            Secret = "t0psecret",
            LeastSeverity = Domain.Faults.Severity.P4,
        }, default);
        await rig.DoorFaultAsync();
        await rig.SendAllAsync();

        var detail = (await rig.DeliveriesAsync(ChannelKind.Webhook)).ShouldHaveSingleItem().Detail;
        var tested = (await rig.Site.Get<ChannelSettings>().TestAsync(rig.Site.Admin, id, default)).Detail;
        foreach (var words in (string[])[detail, tested])
        {
            words.ShouldContain("Cannot POST");
            words.ShouldNotContain("t0");
        }
    }

    [Fact]
    public async Task A_mail_servers_words_name_nobody()
    {
        await using var mail = new ScriptedMailServer(word => word == "RCPT" ? "550 <person@example.com> unknown" : null);
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Smtp = mail.Settings });
        await rig.SetContactAsync(rig.Site.Dispatcher, mail: "person@example.com");
        await rig.DoorFaultAsync();
        await rig.SendAllAsync();

        var delivery = (await rig.DeliveriesAsync(ChannelKind.Mail)).ShouldHaveSingleItem();
        delivery.Code.ShouldBe("smtp_550");
        delivery.Detail.ShouldContain("unknown");
        delivery.Detail.ShouldNotContain("person");
    }
}
