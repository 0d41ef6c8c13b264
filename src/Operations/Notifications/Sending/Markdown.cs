namespace Facilities.Operations.Notifications.Sending;

/// <summary>The little markdown that all robots read. They know no escapes, so letters that mean something are replaced by look-alikes.</summary>
internal static class Markdown
{
    public static string Plain(string text) => text
        .Replace('[', '［').Replace(']', '］').Replace('*', '＊').Replace('`', '\'').Replace('<', '‹').Replace('>', '›').Replace('#', '＃');

    public static string Bold(string text) => $"**{Plain(text)}**";

    public static string Link(OutgoingMessage message) => message.Link is { } link ? $"[{Plain(message.LinkText)}]({link.AbsoluteUri})" : "";
}
