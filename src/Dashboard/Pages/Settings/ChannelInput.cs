using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>A channel while it is filled in. What is stored of address and secret never comes back: empty leaves it.</summary>
internal sealed class ChannelInput
{
    public static IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.WeCom, ChannelKind.DingTalk, ChannelKind.Feishu, ChannelKind.Webhook];

    /// <summary>Null: a new one.</summary>
    public int? Id { get; init; }

    public int Community { get; set; }

    public ChannelKind Kind { get; set; } = ChannelKind.WeCom;

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public string Secret { get; set; } = "";

    public string Locale { get; set; } = "zh-CN";

    public Severity LeastSeverity { get; set; } = Severity.P4;

    public bool IsEnabled { get; set; } = true;

    public static ChannelInput Of(ChannelRow row) => new()
    {
        Id = row.Id,
        Community = row.Community.Value,
        Kind = row.Kind,
        Name = row.Name,
        Locale = row.Locale,
        LeastSeverity = row.LeastSeverity,
        IsEnabled = row.IsEnabled,
    };

    public ChannelDraft ToDraft() => new()
    {
        Community = new CommunityId(Community),
        Kind = Kind,
        Name = Name,
        Address = Address.Length == 0 ? null : Address,
        Secret = Secret.Length == 0 ? null : Secret,
        Locale = Locale,
        LeastSeverity = LeastSeverity,
        IsEnabled = IsEnabled,
    };
}
