using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Notifications;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Notifications;

/// <summary>A delivery in words.</summary>
internal static class DeliveryWords
{
    /// <summary>The person, the group, who reported the fault, or a dash for a group that is gone.</summary>
    public static string Who(DeliveryRow row, IStringLocalizer<NotificationText> words) =>
        row.Person is { } person ? AssetWords.Name(person) : row.ToReporter ? words["who.reporter"] : row.Channel ?? DisplayFormat.NoValue;
}
