using Facilities.Dashboard.Format;
using Facilities.Operations.Notifications;

namespace Facilities.Dashboard.Pages.Notifications;

/// <summary>A delivery in words.</summary>
internal static class DeliveryWords
{
    /// <summary>The person, the group, or a dash for a group that is gone.</summary>
    public static string Who(DeliveryRow row) => row.Person is { } person ? AssetWords.Name(person) : row.Channel ?? DisplayFormat.NoValue;
}
