using Facilities.Domain.Calendars;

namespace Facilities.Domain.Faults;

/// <summary>What the deadlines of a site's faults depend on besides the fault.</summary>
public sealed record SiteRules(WorkingCalendar Calendar, bool InDistrictedCity, LimitTable Limits)
{
    public SiteRules(WorkingCalendar calendar, bool inDistrictedCity) : this(calendar, inDistrictedCity, LimitTable.Default)
    {
    }
}
