using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Calendars;
using Facilities.Operations.Access;
using Facilities.Operations.Calendars;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Calendars;

/// <summary>When the clocks of lesser faults run: a community's hours, its holidays and its worked weekends.</summary>
public sealed partial class CalendarPage
{
    private SiteCalendar? _calendar;
    private WorkingHours _hours = WorkingHours.Default;
    private Dictionary<DateOnly, SiteCalendarDay> _days = [];

    [SupplyParameterFromQuery(Name = "year")]
    private string? YearParameter { get; set; }

    [Inject]
    private SiteCalendars Calendars { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Site);

    private string? Chosen => CommunityParameter ?? (CommunityOptions.Count > 0 ? CommunityOptions[0].Value : null);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        if (!int.TryParse(Chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var community)) return;
        int? year = int.TryParse(YearParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2100 ? asked : null;
        _calendar = await Calendars.YearAsync(caller, new CommunityId(community), year, cancellationToken);
        _hours = WorkingHours.Parse(_calendar.Hours);
        _days = _calendar.Days.ToDictionary(day => day.Date);
    }

    private string Class(DateOnly day) => "f-day " + (_days.TryGetValue(day, out var own) ? own.IsWorking ? "work" : "off" : _hours.Includes(day.DayOfWeek) ? "" : "rest")
        + (day == _calendar!.Today ? " today" : "");

    private string? Title(DateOnly day) => _days.TryGetValue(day, out var own) ? $"{T[own.IsWorking ? "kind.work" : "kind.off"]}{(own.Name is { } name ? " · " + name : "")}" : null;
}
