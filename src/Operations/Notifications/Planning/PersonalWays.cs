using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>By which ways a person can be reached, in his order.</summary>
internal static class PersonalWays
{
    /// <summary>SMS only for P1 and P2 (domain.md §8), and only what is set up.</summary>
    public static IReadOnlyList<ChannelKind> For(ContactCard? card, Severity severity, NotificationSettings settings)
    {
        if (card is null) return [];
        return [.. card.Order.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static name => Enum.TryParse<ChannelKind>(name, out var kind) ? kind : default)
            .Where(kind => kind switch
            {
                ChannelKind.Sms => settings.Sms is not null && card.Phone.Length > 0 && severity <= Severity.P2,
                ChannelKind.Mail => settings.Smtp is not null && card.Mail.Length > 0,
                _ => false,
            }).Distinct()];
    }

    /// <summary>A reporter's, SMS first: it was he who asked, so the severity doesn't matter.</summary>
    public static IReadOnlyList<ChannelKind> For(FaultReporter? reporter, NotificationSettings settings)
    {
        var ways = new List<ChannelKind>(2);
        if (settings.Sms is not null && reporter?.Phone.Length > 0) ways.Add(ChannelKind.Sms);
        if (settings.Smtp is not null && reporter?.Mail.Length > 0) ways.Add(ChannelKind.Mail);
        return ways;
    }
}
