using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// DingTalk (钉钉) group robot: <c>POST /robot/send?access_token=…&amp;timestamp=…&amp;sign=…</c>, where the signature is
/// <c>urlencode(base64(HMAC-SHA256(key = secret, "timestamp\nsecret")))</c> and the timestamp is in milliseconds, at most an hour old. People are called by
/// phone number, which must stand in the text as well. Answers <c>{"errcode":0,"errmsg":"ok"}</c>.
/// </summary>
internal sealed class DingTalkRobot : IHttpChannel
{
    /// <summary>The vendor states none for markdown; the smallest of the others', which every group reads without scrolling.</summary>
    public const int MarkdownBytes = 4_096;

    public ChannelKind Kind => ChannelKind.DingTalk;

    public HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(message);
        var called = string.Join(' ', message.Mentions.Select(static phone => "@" + phone));
        // A single line feed is no new line in DingTalk's markdown.
        var lines = message.Lines.Select(static line => "\n" + Markdown.Plain(line)).ToList();
        if (called.Length > 0) lines.Insert(0, "\n" + called);
        var link = Markdown.Link(message);
        var text = MessageFit.Join(Markdown.Bold(message.FirstLine), lines, link.Length == 0 ? "" : "\n" + link, MarkdownBytes);
        return JsonBody.Post(Signed(address, now), JsonBody.Write(new
        {
            msgtype = "markdown",
            markdown = new { title = message.FirstLine, text },
            at = new { atMobiles = message.Mentions, isAtAll = false },
        }));
    }

    // 130101 and 410100: more than 20 a minute. 300001, 300005, 400101, 400102: no such robot, or stopped; 310000: wrong signature, address or keyword.
    public SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        RobotAnswer.Read(body, [("errcode", "errmsg")], [130101, 410100], [300001, 300005, 310000, 400101, 400102]);

    internal static string Sign(string secret, long timestampMs)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{timestampMs}\n{secret}");
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    private static Uri Signed(ChannelAddress address, DateTimeOffset now)
    {
        if (address.Secret.Length == 0) return new Uri(address.Value);
        var timestamp = now.ToUnixTimeMilliseconds();
        var separator = address.Value.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return new Uri(string.Create(
            CultureInfo.InvariantCulture, $"{address.Value}{separator}timestamp={timestamp}&sign={Uri.EscapeDataString(Sign(address.Secret, timestamp))}"));
    }
}
