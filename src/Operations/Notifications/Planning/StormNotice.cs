using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>Reads what a storm's notice says in its code and parameters.</summary>
internal static class StormNotice
{
    /// <summary>So many things at once don't wait for the morning, whatever each of them is.</summary>
    public const Severity Severity = Domain.Faults.Severity.P2;

    /// <summary>When the faults that it counts began to come.</summary>
    public static DateTimeOffset SinceOf(Notice storm) =>
        storm.Detail.Parameters.TryGetValue("minutes", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? storm.CreatedAt.AddMinutes(-minutes)
            : storm.CreatedAt;

    /// <summary>How many; null: it doesn't say.</summary>
    public static int? CountOf(Notice storm) =>
        storm.Detail.Parameters.TryGetValue("faults", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var faults) ? faults : null;

    /// <summary>It tells that no more come.</summary>
    public static bool IsOver(Notice storm) => storm.Detail.Code == ReasonCodes.StormOver;
}
