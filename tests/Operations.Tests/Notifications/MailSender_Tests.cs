using System.Text;
using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Tests.Notifications;

public sealed class MailSender_Tests
{
    private static readonly ChannelAddress To = new("crew@example.com");

    [Fact]
    public async Task A_mail_says_it_in_the_subject_and_carries_both_links()
    {
        await using var server = new ScriptedMailServer();
        (await Sender(server).SendAsync(To, Messages.Entrapment with { Answers = new Guid("11111111-1111-1111-1111-111111111111") }, default)).IsSent.ShouldBeTrue();

        var mail = server.Mails.ShouldHaveSingleItem();
        Subject(mail).ShouldBe(Messages.Entrapment.FirstLine);
        mail.ShouldContain("Message-ID: <00112233445566778899aabbccddeeff@example.com>", Case.Insensitive);
        mail.ShouldContain("In-Reply-To: <11111111111111111111111111111111@example.com>", Case.Insensitive);
        mail.ShouldContain("Auto-Submitted: auto-generated", Case.Insensitive);
        var body = Body(mail);
        body.ShouldStartWith(Messages.Entrapment.FirstLine);
        body.ShouldContain("https://f.example.com/a/AbCdEf0123456789");
        body.ShouldContain("https://f.example.com/faults/17");
    }

    [Theory]
    [InlineData("RCPT", "550 no such person", SendOutcome.Never, "smtp_550")]
    [InlineData("RCPT", "450 mailbox busy", SendOutcome.Again, "smtp_450")]
    [InlineData("MAIL-END", "451 try later", SendOutcome.Again, "smtp_451")]
    [InlineData("CONNECT", "554 go away", SendOutcome.Never, "smtp_554")]
    public async Task A_servers_refusal_is_for_good_or_for_now(string at, string answer, SendOutcome outcome, string code)
    {
        await using var server = new ScriptedMailServer(word => word == at ? answer : null);
        var result = await Sender(server).SendAsync(To, Messages.Entrapment, default);
        (result.Outcome, result.Code).ShouldBe((outcome, code), result.Detail);
    }

    [Fact]
    public async Task A_line_cut_in_the_middle_is_tried_again()
    {
        await using var server = new ScriptedMailServer(word => word == "DATA" ? "" : null);
        (await Sender(server).SendAsync(To, Messages.Entrapment, default)).Outcome.ShouldBe(SendOutcome.Again);
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_ends_at_the_time_limit()
    {
        await using var server = new ScriptedMailServer(word => word == "MAIL" ? "hang" : null);
        var result = await Sender(server, TimeSpan.FromMilliseconds(300)).SendAsync(To, Messages.Entrapment, default);
        (result.Outcome, result.Code).ShouldBe((SendOutcome.Again, "timeout"));
    }

    [Fact]
    public async Task A_server_without_TLS_gets_nothing_where_TLS_is_demanded()
    {
        await using var server = new ScriptedMailServer();
        var result = await new MailSender(server.Settings with { Tls = true }, TimeSpan.FromSeconds(5)).SendAsync(To, Messages.Entrapment, default);
        result.Outcome.ShouldNotBe(SendOutcome.Sent);
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_feed_in_a_name_makes_no_header()
    {
        await using var server = new ScriptedMailServer();
        await Sender(server).SendAsync(To, Messages.Entrapment with { FirstLine = "P1\r\nBcc: everyone@example.com" }, default);
        server.Mails.ShouldHaveSingleItem().Split("\n\n")[0].ShouldNotContain("\nBcc:");
    }

    private static MailSender Sender(ScriptedMailServer server, TimeSpan? timeout = null) => new(server.Settings, timeout ?? TimeSpan.FromSeconds(5));

    private static string Subject(string mail)
    {
        var lines = mail.Split('\n').SkipWhile(line => !line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase)).ToList();
        var folded = lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => line.StartsWith(' '))).Select(line => line.Replace("Subject:", "", StringComparison.OrdinalIgnoreCase).Trim());
        return string.Concat(folded.Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part["=?utf-8?B?".Length..^2]))));
    }

    private static string Body(string mail)
    {
        var body = mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        return mail.Contains("base64", StringComparison.OrdinalIgnoreCase) && !body.Contains("https", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)))
            : body;
    }
}
