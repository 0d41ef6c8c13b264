using System.Net;
using System.Text;
using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>Exact payloads and limits of domain.md §8. The expected signatures were computed with openssl and Python, not with this code.</summary>
public sealed class Payloads_Tests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task WeCom_gets_markdown()
    {
        using var request = new WeComRobot().Build(new ChannelAddress("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1"), Messages.Entrapment, Now);

        request.RequestUri!.AbsoluteUri.ShouldBe("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1");
        request.Content!.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        (await request.Content.ReadAsStringAsync()).ShouldBe(
            """{"msgtype":"markdown","markdown":{"content":"**【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单**\nF-2026-0012 新故障，09:58 发现\n派给 恒升电梯\n[查看故障](https://f.example.com/faults/17)"}}""");
    }

    [Fact]
    public async Task WeCom_calls_people_by_phone_number_in_plain_text()
    {
        using var request = new WeComRobot().Build(
            new ChannelAddress("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1"), Messages.Entrapment with { Mentions = ["13800000001"] }, Now);

        (await request.Content!.ReadAsStringAsync()).ShouldBe(
            """{"msgtype":"text","text":{"content":"【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单\nF-2026-0012 新故障，09:58 发现\n派给 恒升电梯\nhttps://f.example.com/faults/17","mentioned_mobile_list":["13800000001"]}}""");
    }

    [Fact]
    public async Task DingTalk_is_signed_in_the_address_and_calls_people()
    {
        using var request = new DingTalkRobot().Build(
            new ChannelAddress("https://oapi.dingtalk.com/robot/send?access_token=t1", "SECtest-secret"), Messages.Entrapment with { Mentions = ["13800000001", "13800000002"] }, Now);

        // printf '1700000000000\nSECtest-secret' | openssl dgst -sha256 -hmac 'SECtest-secret' -binary | base64
        request.RequestUri!.AbsoluteUri.ShouldBe(
            "https://oapi.dingtalk.com/robot/send?access_token=t1&timestamp=1700000000000&sign=LC7hxZ4wslL%2BP7j7gu1hoQ%2BwzByekL%2ByWgiUMekZs0g%3D");
        (await request.Content!.ReadAsStringAsync()).ShouldBe(
            """{"msgtype":"markdown","markdown":{"title":"【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单","text":"**【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单**\n\n@13800000001 @13800000002\n\nF-2026-0012 新故障，09:58 发现\n\n派给 恒升电梯\n\n[查看故障](https://f.example.com/faults/17)"},"at":{"atMobiles":["13800000001","13800000002"],"isAtAll":false}}""");
    }

    [Fact]
    public async Task Feishu_is_signed_in_the_body()
    {
        using var request = new FeishuRobot().Build(new ChannelAddress("https://open.feishu.cn/open-apis/bot/v2/hook/h1", "feishu-secret"), Messages.Entrapment, Now);

        // hmac.new(b"1700000000\nfeishu-secret", b"", sha256) in Python.
        (await request.Content!.ReadAsStringAsync()).ShouldBe(
            """{"timestamp":"1700000000","sign":"OrBzY1Y01Gq+HgJsl+7OfWcMVwc7YocohQm5iiZwjhU=","msg_type":"post","content":{"post":{"zh_cn":{"title":"【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单","content":[[{"tag":"text","text":"F-2026-0012 新故障，09:58 发现"}],[{"tag":"text","text":"派给 恒升电梯"}],[{"tag":"a","text":"查看故障","href":"https://f.example.com/faults/17"}]]}}}}""");
    }

    [Fact]
    public async Task A_webhook_is_signed_by_the_public_specification_and_keeps_its_id()
    {
        using var request = new SignedWebhook().Build(new ChannelAddress("https://hooks.example.com/in", "s"), Messages.Entrapment, Now);

        request.Headers.GetValues("webhook-id").ShouldBe(["00112233445566778899aabbccddeeff"]);
        request.Headers.GetValues("webhook-timestamp").ShouldBe(["1700000000"]);
        (await request.Content!.ReadAsStringAsync()).ShouldBe(
            """{"type":"fault.opened","timestamp":"2023-11-14T22:13:20.000Z","data":{"text":"【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单","lines":["F-2026-0012 新故障，09:58 发现","派给 恒升电梯"],"link":"https://f.example.com/faults/17","fields":{"kind":"opened","at":1700000000000,"step":0,"fault":17,"number":"F-2026-0012","severity":1,"state":"Dispatched","family":"entrapment","mode":"entrapment","site":"wanghai","asset":"lift-1","place":"望海公寓 1号楼 1号梯","what":"困人","dueAt":1700000300000,"deadline":"10:05"}}}""");
        // hmac.new(key, b"00112233445566778899aabbccddeeff.1700000000." + body, sha256) in Python.
        SignedWebhook.Sign("plain-secret", "00112233445566778899aabbccddeeff", 1_700_000_000, "{\"a\":1}"u8).ShouldBe("NACtXX8Ubb8YEDot2iT3ygu0xG1SE3X8JTEl6pfGX2g=");
        SignedWebhook.Sign("whsec_MDEyMzQ1Njc4OWFiY2RlZg==", "00112233445566778899aabbccddeeff", 1_700_000_000, "{\"a\":1}"u8).ShouldBe("aAfsX3dbgzJ9JksvXKDrSYysY5oWHdVNtawXAh76gc8=");
    }

    [Fact]
    public async Task An_sms_goes_as_template_with_variables_and_carries_the_personal_link()
    {
        var gateway = new SmsGateway(new SmsSettings { Url = new Uri("https://sms.example.com/send"), Secret = "gateway" });
        using var request = gateway.Build(new ChannelAddress("13800000001"), Messages.Entrapment, Now);

        request.RequestUri!.AbsoluteUri.ShouldBe("https://sms.example.com/send");
        request.Headers.GetValues("webhook-signature").ShouldHaveSingleItem().ShouldStartWith("v1,");
        (await request.Content!.ReadAsStringAsync()).ShouldBe(
            """{"type":"sms.send","timestamp":"2023-11-14T22:13:20.000Z","data":{"phone":"13800000001","template":"fault-alert","variables":{"severity":"P1","place":"望海公寓 1号楼 1号梯","what":"困人","deadline":"10:05","number":"F-2026-0012","link":"https://f.example.com/a/AbCdEf0123456789"},"parts":["【P1】望海公寓 1号楼 1号梯 困人，10:05 前接单 https://f.example.com/a/AbCdEf0123456789"]}}""");
    }

    [Fact]
    public void An_sms_has_at_most_seventy_letters_a_part()
    {
        foreach (var length in new[] { 1, 20, 30, 69, 70, 71, 200 })
        {
            var parts = SmsGateway.Parts(new string('困', length), "https://f.example.com/a/AbCdEf0123456789");
            parts.Count.ShouldBeLessThanOrEqualTo(2);
            parts.ShouldAllBe(part => part.Length <= 70);
            parts[^1].ShouldEndWith("https://f.example.com/a/AbCdEf0123456789");
        }

        SmsGateway.Parts(new string('a', 68) + "😀😀", "")[0].ShouldBe(new string('a', 68) + "…");
    }

    [Theory]
    [InlineData(2_048)]
    [InlineData(300)]
    [InlineData(120)]
    public void A_limit_in_bytes_breaks_no_character_and_keeps_first_line_and_link(int limit)
    {
        var lines = Enumerable.Range(0, 100).Select(n => $"第{n}行：电梯😀故障").ToList();
        var text = MessageFit.Join("【P1】望海公寓 困人", lines, "https://f.example.com/faults/17", limit);

        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(limit);
        Encoding.UTF8.GetByteCount(text).ShouldBeGreaterThan(limit - 40);
        text.ShouldStartWith("【P1】望海公寓 困人\n第0行");
        text.ShouldEndWith("\nhttps://f.example.com/faults/17");
        text.ShouldNotContain("\uFFFD");
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
    }

    [Fact]
    public async Task WeCom_messages_stay_below_both_limits()
    {
        var large = Messages.Entrapment with { Lines = [.. Enumerable.Range(0, 200).Select(n => $"第{n}行：电梯故障，正在处理")] };
        foreach (var (mentions, limit) in new[] { (Array.Empty<string>(), 4_096), (["13800000001"], 2_048) })
        {
            using var request = new WeComRobot().Build(new ChannelAddress("https://qyapi.weixin.qq.com/x"), large with { Mentions = mentions }, Now);
            using var json = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsStringAsync());
            var content = json.RootElement.GetProperty(mentions.Length > 0 ? "text" : "markdown").GetProperty("content").GetString()!;
            Encoding.UTF8.GetByteCount(content).ShouldBeInRange(limit - 60, limit);
            content.ShouldContain("faults/17");
        }
    }

    [Theory]
    [InlineData("""{"errcode":0,"errmsg":"ok"}""", SendOutcome.Sent, "")]
    [InlineData("""{"errcode":93000,"errmsg":"invalid webhook url"}""", SendOutcome.Never, "errcode_93000")]
    [InlineData("""{"errcode":45009,"errmsg":"api freq out of limit"}""", SendOutcome.TooMany, "errcode_45009")]
    [InlineData("""{"errcode":-1,"errmsg":"system busy"}""", SendOutcome.Again, "errcode_-1")]
    [InlineData("""{"errmsg":"ok"}""", SendOutcome.Again, "answer_unreadable")]
    [InlineData("<html>Sign in to the network</html>", SendOutcome.Again, "answer_unreadable")]
    [InlineData("", SendOutcome.Again, "answer_unreadable")]
    public void WeComs_two_hundred_is_not_success(string body, SendOutcome outcome, string code) =>
        Check(new WeComRobot().Read(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body)), outcome, code);

    [Theory]
    [InlineData("""{"errcode":0,"errmsg":"ok"}""", SendOutcome.Sent, "")]
    [InlineData("""{"errcode":310000,"errmsg":"sign not match"}""", SendOutcome.Never, "errcode_310000")]
    [InlineData("""{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}""", SendOutcome.TooMany, "errcode_130101")]
    public void DingTalks_neither(string body, SendOutcome outcome, string code) =>
        Check(new DingTalkRobot().Read(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body)), outcome, code);

    [Theory]
    [InlineData("""{"code":0,"msg":"success","data":{}}""", SendOutcome.Sent, "")]
    [InlineData("""{"StatusCode":0,"StatusMessage":"success"}""", SendOutcome.Sent, "")]
    [InlineData("""{"code":19021,"msg":"sign match fail"}""", SendOutcome.Never, "code_19021")]
    [InlineData("""{"code":11232,"msg":"frequency limited"}""", SendOutcome.TooMany, "code_11232")]
    [InlineData("""{"code":9500,"msg":"internal"}""", SendOutcome.Again, "code_9500")]
    public void Feishus_neither(string body, SendOutcome outcome, string code) =>
        Check(new FeishuRobot().Read(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body)), outcome, code);

    private static void Check(SendResult result, SendOutcome outcome, string code) => (result.Outcome, result.Code).ShouldBe((outcome, code));
}
