using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>How much each kind of receiver takes.</summary>
internal static class ChannelLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A new window for one receiver; the vendors' numbers from domain.md §8, a quarter of them kept for P1.</summary>
    public static RateWindow Window(ChannelKind kind) => kind switch
    {
        ChannelKind.WeCom or ChannelKind.DingTalk => new RateWindow(20, 5, Minute),
        // The vendor takes 100 a minute and 5 a second; a group doesn't want more than the others'.
        ChannelKind.Feishu => new RateWindow(60, 15, Minute),
        // grafana #7886: 60 mails and SMS in four hours. A person gets few, and then one that says the rest.
        ChannelKind.Sms => new RateWindow(12, 8, TimeSpan.FromMinutes(10)),
        ChannelKind.Mail => new RateWindow(20, 10, TimeSpan.FromMinutes(10)),
        // A program takes what it can; the number only bounds a mistake.
        _ => new RateWindow(1_200, 200, Minute),
    };

    /// <summary>Whether people read there, so that several messages may become one.</summary>
    public static bool Merges(ChannelKind kind) => kind != ChannelKind.Webhook;
}
