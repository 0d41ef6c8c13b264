using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Storage.Relational.Notifications;

/// <summary>
/// Something that people have to be told, written in the transaction that made it true; the sender turns it into one delivery per person and
/// channel. <see cref="Cause"/> is unique: told twice, it is one notice.
/// </summary>
public sealed class Notice
{
    /// <summary>Longest <see cref="Cause"/>.</summary>
    public const int CauseLength = 100;

    public long Id { get; set; }

    /// <summary>Null for what is about a whole community, and for a report, whose community is one that it covers.</summary>
    public FaultId? FaultId { get; set; }

    public CommunityId CommunityId { get; set; }

    public NoticeKind Kind { get; set; }

    /// <summary>Level of an escalation; else 0.</summary>
    public int Step { get; set; }

    public NoticeAudience Audience { get; set; }

    /// <summary>People who are told whatever <see cref="Audience"/> says.</summary>
    public UserSet Recipients { get; set; } = UserSet.Empty;

    /// <summary>Who did it; he isn't told of his own deed. Null: the service.</summary>
    public UserId? CausedBy { get; set; }

    /// <summary>What happened, e.g. <c>fault/17/Opened/1</c>.</summary>
    public required string Cause { get; set; }

    /// <summary>Code and parameters of what else the message says.</summary>
    public required CodedText Detail { get; set; }

    /// <summary>Site clock.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When deliveries were made of it; null while it waits.</summary>
    public DateTimeOffset? HandledAt { get; set; }
}
