using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>A channel as somebody wants it.</summary>
public sealed record ChannelDraft
{
    public required CommunityId Community { get; init; }

    public required ChannelKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The whole address; null leaves the stored one as it is.</summary>
    public string? Address { get; init; }

    /// <summary>Signs the messages; null leaves the stored one, empty removes it.</summary>
    public string? Secret { get; init; }

    public string Locale { get; init; } = "zh-CN";

    public Severity LeastSeverity { get; init; } = Severity.P4;

    public bool IsEnabled { get; init; } = true;

    public override string ToString() => $"{Kind} {Name}";
}
