using Facilities.Domain.Calendars;

namespace Facilities.Domain.Faults;

/// <summary>A span that a limit allows, in real time or in the site's working time.</summary>
public readonly record struct TimeLimit(int Amount, TimeLimitUnit Unit)
{
    public static TimeLimit Minutes(int amount) => new(amount, TimeLimitUnit.Minutes);

    public static TimeLimit Hours(int amount) => new(amount, TimeLimitUnit.Hours);

    public static TimeLimit WorkingHours(int amount) => new(amount, TimeLimitUnit.WorkingHours);

    public static TimeLimit WorkingDays(int amount) => new(amount, TimeLimitUnit.WorkingDays);

    /// <summary>Whether only the site's working hours count.</summary>
    public bool IsWorkingTime => Unit is TimeLimitUnit.WorkingHours or TimeLimitUnit.WorkingDays;

    /// <summary>A working day is as long as the site's working hours of a day.</summary>
    public TimeSpan Span(WorkingCalendar calendar) => Unit switch
    {
        TimeLimitUnit.Minutes => TimeSpan.FromMinutes(Amount),
        TimeLimitUnit.WorkingDays => calendar.Workday * Amount,
        _ => TimeSpan.FromHours(Amount),
    };
}
