using Facilities.Domain.Calendars;
using Facilities.Domain.Permits;

namespace Facilities.Domain.Inspections;

/// <summary>Days of the site on which an asset is out of use.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">The day it comes back; no longer part of it.</param>
/// <param name="PermitNumber">What excuses the duties of these days, the last one's where several permits follow on each other; null: it was taken out of service without one, and has no duties meanwhile.</param>
public sealed record Outage(DateOnly From, DateOnly Until, string? PermitNumber)
{
    public bool Includes(DateOnly day) => From <= day && day < Until;

    /// <summary>Whether it lasts longer than so many months.</summary>
    public bool IsLongerThan(int months) => From.AddMonths(months) < Until;

    /// <summary>The outages that an asset's permits make: those for out of use, day and night, joined where one follows on another. Ascending.</summary>
    public static IReadOnlyList<Outage> Of(IEnumerable<Permit> permits, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(permits);
        ArgumentNullException.ThrowIfNull(calendar);
        return Join(permits.Where(permit => permit is { Kind: PermitKind.OutOfUse, Hours: null })
            .Select(permit => new Outage(calendar.LocalDate(permit.From), calendar.LocalDate(permit.EndsAt), permit.Number)));
    }

    /// <summary>Joined where one follows on another or lies over it; of a joined one the number is the last one's. Ascending, apart from each other.</summary>
    internal static IReadOnlyList<Outage> Join(IEnumerable<Outage> outages)
    {
        var joined = new List<Outage>();
        foreach (var next in outages.Where(outage => outage.Until > outage.From).OrderBy(outage => outage.From))
        {
            if (joined.Count == 0 || next.From > joined[^1].Until) joined.Add(next);
            else if (next.Until > joined[^1].Until) joined[^1] = joined[^1] with { Until = next.Until, PermitNumber = next.PermitNumber };
        }

        return joined;
    }
}
