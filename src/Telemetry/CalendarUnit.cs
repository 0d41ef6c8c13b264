namespace Facilities.Telemetry;

/// <summary>A stretch of local time. A day has 23 or 25 hours where the clocks are changed; weeks begin on Monday.</summary>
public enum CalendarUnit
{
    Hour,
    Day,
    Week,
    Month,
}
