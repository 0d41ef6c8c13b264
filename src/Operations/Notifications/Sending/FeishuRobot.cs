using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// Feishu (飞书) group robot: <c>POST /open-apis/bot/v2/hook/…</c>. Timestamp (seconds) and signature lie in the body; the signature is
/// <c>base64(HMAC-SHA256(key = "timestamp\nsecret", empty message))</c>. Custom robots can't call people by phone number. Answers <c>{"code":0,…}</c>, older
/// ones <c>{"StatusCode":0,…}</c>.
/// </summary>
internal sealed class FeishuRobot : IHttpChannel
{
    /// <summary>The vendor takes 20 kB a request; as much as a phone shows.</summary>
    public const int TextBytes = 4_096;

    public ChannelKind Kind => ChannelKind.Feishu;

    public HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(message);
        var title = MessageFit.Cut(message.FirstLine, TextBytes / 2);
        var body = message.Lines.Count == 0 ? "" : MessageFit.Join(message.Lines[0], [.. message.Lines.Skip(1)], "", TextBytes / 2);
        var paragraphs = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => new object[] { new { tag = "text", text = line } }).ToList();
        if (message.Link is { } link) paragraphs.Add([new { tag = "a", text = message.LinkText, href = link.AbsoluteUri }]);
        var content = new { post = new { zh_cn = new { title, content = paragraphs } } };
        if (address.Secret.Length == 0) return JsonBody.Post(new Uri(address.Value), JsonBody.Write(new { msg_type = "post", content }));
        var timestamp = now.ToUnixTimeSeconds();
        return JsonBody.Post(new Uri(address.Value), JsonBody.Write(new
        {
            timestamp = timestamp.ToString(CultureInfo.InvariantCulture),
            sign = Sign(address.Secret, timestamp),
            msg_type = "post",
            content,
        }));
    }

    // 11232 and 9499: called too often. 19001, 19021, 19022, 19024: no such robot, wrong signature, address or keyword.
    public SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body) =>
        RobotAnswer.Read(body, [("code", "msg"), ("StatusCode", "StatusMessage")], [11232, 9499], [19001, 19021, 19022, 19024]);

    internal static string Sign(string secret, long timestampSeconds)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{timestampSeconds}\n{secret}");
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), ReadOnlySpan<byte>.Empty));
    }
}
