using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Contact details while they are filled in.</summary>
internal sealed class ContactInput
{
    /// <summary>The ways in their orders; the last means only in the app.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["Sms,Mail", "Mail,Sms", "Sms", "Mail", "None"];

    public string Phone { get; set; } = "";

    public string Mail { get; set; } = "";

    public string Order { get; set; } = Orders[0];

    public string Locale { get; set; } = "zh-CN";

    public TimeOnly QuietFrom { get; set; }

    public TimeOnly QuietUntil { get; set; }

    public static ContactInput Of(ContactDetails details) => new()
    {
        Phone = details.Phone,
        Mail = details.Mail,
        Order = details.Order.Count == 0 ? "None" : string.Join(',', details.Order),
        Locale = details.Locale,
        QuietFrom = new TimeOnly(details.QuietFrom / 60, details.QuietFrom % 60),
        QuietUntil = new TimeOnly(details.QuietUntil / 60, details.QuietUntil % 60),
    };

    public ContactDetails ToDetails() => new(
        Phone, Mail, Order == "None" ? [] : [.. Order.Split(',').Select(Enum.Parse<ChannelKind>)], Minutes(QuietFrom), Minutes(QuietUntil), Locale);

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
