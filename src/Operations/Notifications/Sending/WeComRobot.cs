using System.Net;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// WeCom (企业微信) group robot: <c>POST /cgi-bin/webhook/send?key=</c>. Markdown can't call people by phone number, so a message that does is plain text,
/// with the smaller limit. Answers <c>{"errcode":0,"errmsg":"ok"}</c>.
/// </summary>
internal sealed class WeComRobot : IHttpChannel
{
    /// <summary>The vendor's limits (domain.md §8).</summary>
    public const int TextBytes = 2_048;

    public const int MarkdownBytes = 4_096;

    public ChannelKind Kind => ChannelKind.WeCom;

    public HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(message);
        var uri = new Uri(address.Value);
        if (message.Mentions.Count > 0)
        {
            var content = MessageFit.Join(message.FirstLine, message.Lines, message.Link?.AbsoluteUri ?? "", TextBytes);
            return JsonBody.Post(uri, JsonBody.Write(new { msgtype = "text", text = new { content, mentioned_mobile_list = message.Mentions } }));
        }

        var markdown = MessageFit.Join(Markdown.Bold(message.FirstLine), [.. message.Lines.Select(Markdown.Plain)], Markdown.Link(message), MarkdownBytes);
        return JsonBody.Post(uri, JsonBody.Write(new { msgtype = "markdown", markdown = new { content = markdown } }));
    }

    // 45009 and 45033: called too often. 40008, 40058: malformed; 93000, 93008: no such robot, robot not in the group.
    public SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body) => RobotAnswer.Read(body, [("errcode", "errmsg")], [45009, 45033], [40008, 40058, 93000, 93008]);
}
