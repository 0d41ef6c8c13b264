using Facilities.Domain.Calendars;
using Facilities.Domain.Permits;

namespace Facilities.Domain.Inspections;

/// <summary>Days of the site on which an asset is out of use with a permit.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">The day it comes back; no longer part of it.</param>
/// <param name="PermitNumber">What excuses the duties of these days; the last one's where several permits follow on each other.</param>
public sealed record Outage(DateOnly From, DateOnly Until, string PermitNumber)
{
    public bool Includes(DateOnly day) => From <= day && day < Until;

    /// <summary>Whether it lasts longer than so many months.</summary>
    public bool IsLongerThan(int months) => From.AddMonths(months) < Until;

    /// <summary>The outages that an asset's permits make: those for out of use, day and night, joined where one follows on another. Ascending.</summary>
    public static IReadOnlyList<Outage> Of(IEnumerable<Permit> permits, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(permits);
        ArgumentNullException.ThrowIfNull(calendar);
        var joined = new List<Outage>();
        foreach (var permit in permits.Where(permit => permit is { Kind: PermitKind.OutOfUse, Hours: null }).OrderBy(permit => permit.From))
        {
            var next = new Outage(calendar.LocalDate(permit.From), calendar.LocalDate(permit.EndsAt), permit.Number);
            if (next.Until <= next.From) continue;
            if (joined.Count == 0 || next.From > joined[^1].Until) joined.Add(next);
            else if (next.Until > joined[^1].Until) joined[^1] = joined[^1] with { Until = next.Until, PermitNumber = next.PermitNumber };
        }

        return joined;
    }
}
