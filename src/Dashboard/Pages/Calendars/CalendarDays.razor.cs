using Facilities.Operations.Calendars;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Calendars;

/// <summary>The days of a year that differ from the week; added and removed here.</summary>
public sealed partial class CalendarDays
{
    private DateOnly _date;
    private bool _isWorking;
    private string _name = "";

    [Parameter, EditorRequired]
    public SiteCalendar Calendar { get; set; } = default!;

    [Inject]
    private SiteCalendars Calendars { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (_date.Year != Calendar.Year) _date = Calendar.Year == Calendar.Today.Year ? Calendar.Today : new DateOnly(Calendar.Year, 1, 1);
    }

    private Task AddAsync() => AskAsync(caller => Calendars.SetDayAsync(caller, Calendar.Community, _date, _isWorking, _name, CancellationToken.None), () => _name = "");

    private Task RemoveAsync(DateOnly date) => AskAsync(caller => Calendars.RemoveDayAsync(caller, Calendar.Community, date, CancellationToken.None));
}
