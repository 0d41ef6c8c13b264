namespace Facilities.Domain.Faults;

public enum TimeLimitUnit
{
    /// <summary>Real minutes, day and night.</summary>
    Minutes,

    /// <summary>Real hours, day and night.</summary>
    Hours,

    /// <summary>Hours inside working hours.</summary>
    WorkingHours,

    /// <summary>Working days of the site, each as long as its working hours.</summary>
    WorkingDays,
}
