using System.Net;
using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>What real receivers do to a sender, played by a server on loopback.</summary>
public sealed class OutgoingHttp_Tests
{
    /// <summary>Long: only silence may be what ends it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_message_arrives()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0,"errmsg":"ok"}"""));
        (await SendAsync(server)).IsSent.ShouldBeTrue();
        server.Bodies.ShouldHaveSingleItem().ShouldContain("困人");
    }

    [Fact]
    public async Task Silence_ends_at_the_time_limit()
    {
        await using var server = new ScriptedServer((_, _) => Script.Silence);
        using var http = new OutgoingHttp(new OutgoingHosts(["127.0.0.1"]), TimeSpan.FromMilliseconds(300));
        var result = await http.SendAsync(new WeComRobot(), new ChannelAddress(server.Url), Messages.Entrapment, default);
        (result.Outcome, result.Code).ShouldBe((SendOutcome.Again, "timeout"));
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_back()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}", 429, "Retry-After: 7\r\n"));
        var result = await ExpectAsync(server, SendOutcome.TooMany, "http_429");
        result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Two_hundred_with_an_error_code_is_a_failure()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":93000,"errmsg":"invalid webhook url"}"""));
        (await ExpectAsync(server, SendOutcome.Never, "errcode_93000")).Detail.ShouldBe("invalid webhook url");
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_is_a_failure()
    {
        await using var server = new ScriptedServer((_, _) => Script.CutInTheMiddle);
        await ExpectAsync(server, SendOutcome.Again, "cut");
    }

    [Fact]
    public async Task A_slow_answer_within_the_limit_is_an_answer()
    {
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0}""") with { Until = release.Task });
        using var http = new OutgoingHttp(new OutgoingHosts(["127.0.0.1"]), TimeSpan.FromSeconds(30));
        var sending = http.SendAsync(new WeComRobot(), new ChannelAddress(server.Url), Messages.Entrapment, default);
        await Testing.Eventually.HoldsAsync(() => !server.Requests.IsEmpty, "the request is there");
        sending.IsCompleted.ShouldBeFalse();
        release.SetResult();
        (await sending).IsSent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0}"""), tls: true);
        await ExpectAsync(server, SendOutcome.Again, "tls");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0}"""));
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("", 307, $"Location: {target.Url}\r\n"));
        await ExpectAsync(server, SendOutcome.Never, "http_307");
        target.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, SendOutcome.Again)]
    [InlineData(503, SendOutcome.Again)]
    [InlineData(404, SendOutcome.Never)]
    [InlineData(401, SendOutcome.Never)]
    public async Task Statuses_are_judged(int status, SendOutcome outcome)
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("{}", status));
        await ExpectAsync(server, outcome, $"http_{status}");
    }

    [Fact]
    public async Task Nobody_there_is_a_failure()
    {
        string url;
        await using (var server = new ScriptedServer((_, _) => Script.Silence)) url = server.Url;
        using var http = new OutgoingHttp(new OutgoingHosts(["127.0.0.1"]), Patience);
        var result = await http.SendAsync(new WeComRobot(), new ChannelAddress(url), Messages.Entrapment, default);
        (result.Outcome, result.Code).ShouldBe((SendOutcome.Again, "connection"));
    }

    [Theory]
    [InlineData("https://evil.example.com/x", "host_not_listed")]
    [InlineData("http://qyapi.weixin.qq.com/x", "https_needed")]
    [InlineData("https://user:pass@qyapi.weixin.qq.com/x", "address_invalid")]
    [InlineData("ftp://qyapi.weixin.qq.com/x", "address_invalid")]
    [InlineData("https://10.0.0.5/x", "host_not_listed")]
    [InlineData("https://qyapi.weixin.qq.com.evil.example.com/x", "host_not_listed")]
    [InlineData("https://QYAPI.weixin.qq.com/x", null)]
    [InlineData("http://192.168.7.9/x", null)]
    public void Only_listed_hosts_are_spoken_to(string url, string? refusal) =>
        new OutgoingHosts(["qyapi.weixin.qq.com", "192.168.7.0/24"]).Refusal(new Uri(url)).ShouldBe(refusal);

    [Fact]
    public async Task A_listed_name_that_leads_into_a_private_network_is_refused()
    {
        await using var server = new ScriptedServer((_, _) => ScriptedServer.Json("""{"errcode":0}"""));
        using var http = new OutgoingHttp(new OutgoingHosts(["localhost"]), Patience);
        var result = await http.SendAsync(new WeComRobot(), new ChannelAddress($"https://localhost:{server.Port}/x"), Messages.Entrapment, default);
        (result.Outcome, result.Code).ShouldBe((SendOutcome.Never, "address_private"));
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2400:3200::1", false)]
    public void Private_addresses_are_known(string address, bool isPrivate) => OutgoingHosts.IsPrivate(IPAddress.Parse(address)).ShouldBe(isPrivate);

    [Fact]
    public async Task What_a_failure_says_holds_no_key()
    {
        string url;
        await using (var server = new ScriptedServer((_, _) => Script.Silence)) url = server.Url + "?key=top-secret";
        using var http = new OutgoingHttp(new OutgoingHosts(["127.0.0.1"]), Patience);
        var address = new ChannelAddress(url, "sign-secret");
        var result = await http.SendAsync(new WeComRobot(), address, Messages.Entrapment, default);
        (result.Code + result.Detail + address).ShouldNotContain("secret");
    }

    private static async Task<SendResult> ExpectAsync(ScriptedServer server, SendOutcome outcome, string code)
    {
        var result = await SendAsync(server);
        (result.Outcome, result.Code).ShouldBe((outcome, code), result.Detail);
        return result;
    }

    private static async Task<SendResult> SendAsync(ScriptedServer server)
    {
        using var http = new OutgoingHttp(new OutgoingHosts(["127.0.0.1"]), Patience);
        return await http.SendAsync(new WeComRobot(), new ChannelAddress(server.Url), Messages.Entrapment, default);
    }
}
