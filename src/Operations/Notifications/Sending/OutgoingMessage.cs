namespace Facilities.Operations.Notifications.Sending;

/// <summary>One message, worded for its reader, before a channel gives it its form.</summary>
public sealed record OutgoingMessage
{
    /// <summary>Stays the same however often it is tried: receivers that can tell it again by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Severity, place, what, deadline: all that a locked screen shows.</summary>
    public required string FirstLine { get; init; }

    /// <summary>What else there is to know, most important first; cut first when there is too much.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The page that it is about; null when the service doesn't know its own address.</summary>
    public Uri? Link { get; init; }

    /// <summary>What the link is called.</summary>
    public string LinkText { get; init; } = "";

    /// <summary>A person's own link that acknowledges. Only SMS and e-mail carry it: group chats fetch and share links.</summary>
    public Uri? PersonalLink { get; init; }

    /// <summary>What that link is called.</summary>
    public string PersonalLinkText { get; init; } = "";

    /// <summary>Phone numbers of the people on shift whom a group's robot calls by name.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>The message that this one answers; a mail programme shows both as one conversation.</summary>
    public Guid? Answers { get; init; }

    /// <summary>For programs: what it is about, by field.</summary>
    public required MessageFields Fields { get; init; }
}
