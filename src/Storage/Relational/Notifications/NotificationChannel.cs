using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Storage.Relational.Notifications;

/// <summary>A chat group's robot or a webhook to which a community's messages go.</summary>
public sealed class NotificationChannel
{
    public int Id { get; set; }

    public CommunityId CommunityId { get; set; }

    /// <summary><see cref="ChannelKind.WeCom"/>, <see cref="ChannelKind.DingTalk"/>, <see cref="ChannelKind.Feishu"/> or <see cref="ChannelKind.Webhook"/>.</summary>
    public ChannelKind Kind { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Host of the address, to show; the rest of a robot's address is its key.</summary>
    public required string Host { get; set; }

    /// <summary>The whole address, encrypted.</summary>
    public required string ProtectedAddress { get; set; }

    /// <summary>What signs the messages, encrypted; empty: unsigned.</summary>
    public string ProtectedSecret { get; set; } = "";

    /// <summary>Language of the group: <c>zh-CN</c> or <c>en</c>.</summary>
    public string Locale { get; set; } = "zh-CN";

    /// <summary>Faults milder than this aren't told there.</summary>
    public Severity LeastSeverity { get; set; } = Severity.P4;

    public bool IsEnabled { get; set; } = true;

    public DateTimeOffset ChangedAt { get; set; }
}
