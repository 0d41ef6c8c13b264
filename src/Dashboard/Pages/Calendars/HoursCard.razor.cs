using Facilities.Operations.Calendars;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Calendars;

/// <summary>Weekdays and hours of a community.</summary>
public sealed partial class HoursCard
{
    private string _days = "";
    private string _spans = "";
    private string? _shown;
    private int? _moved;

    [Parameter, EditorRequired]
    public SiteCalendar Calendar { get; set; } = default!;

    [Inject]
    private SiteCalendars Calendars { get; set; } = default!;

    protected override void OnParametersSet()
    {
        // What is being typed stays until what is stored changes.
        if (_shown == Calendar.Hours) return;
        _shown = Calendar.Hours;
        var space = _shown.IndexOf(' ', StringComparison.Ordinal);
        (_days, _spans) = (_shown[..space], _shown[(space + 1)..]);
    }

    private void Toggle(char digit) => _days = _days.Contains(digit) ? _days.Replace(digit.ToString(), "", StringComparison.Ordinal) : string.Concat((_days + digit).Order());

    private Task SaveAsync() => SetAsync($"{_days} {string.Join(' ', _spans.Split(' ', StringSplitOptions.RemoveEmptyEntries))}");

    private Task AlwaysAsync() => SetAsync("1234567 00:00-24:00");

    private Task SetAsync(string hours) => AskAsync(async caller => _moved = await Calendars.SetHoursAsync(caller, Calendar.Community, hours, CancellationToken.None));
}
