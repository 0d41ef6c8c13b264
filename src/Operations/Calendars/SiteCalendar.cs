using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Calendars;

/// <summary>A year of a community's calendar.</summary>
/// <param name="Community">Whose.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">IANA id; days are its.</param>
/// <param name="Year">Which year.</param>
/// <param name="Today">The site's date now.</param>
/// <param name="Hours">Weekdays and spans, e.g. <c>12345 08:30-12:00 13:30-17:30</c>.</param>
/// <param name="Days">What differs from the week, by date.</param>
/// <param name="HolidaysKnown">The year's public holidays can be taken over.</param>
/// <param name="MayChange">The caller may change it.</param>
public sealed record SiteCalendar(
    CommunityId Community, LocalizedName Name, string TimeZone, int Year, DateOnly Today, string Hours, IReadOnlyList<SiteCalendarDay> Days, bool HolidaysKnown, bool MayChange);
