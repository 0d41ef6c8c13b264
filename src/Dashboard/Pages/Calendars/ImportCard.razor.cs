using Facilities.Operations.Calendars;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Calendars;

/// <summary>Days from a file, or from the notice of the year.</summary>
public sealed partial class ImportCard
{
    /// <summary>A thousand lines of sixty characters.</summary>
    private const int MaximumBytes = 64 * 1024;

    private string _csv = "";
    private int? _moved;

    [Parameter, EditorRequired]
    public SiteCalendar Calendar { get; set; } = default!;

    [Inject]
    private SiteCalendars Calendars { get; set; } = default!;

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        Refusal = null;
        if (change.File.Size > MaximumBytes)
        {
            Refusal = T["import.tooLarge", MaximumBytes / 1024];
            return;
        }

        using var reader = new StreamReader(change.File.OpenReadStream(MaximumBytes));
        _csv = await reader.ReadToEndAsync();
    }

    private Task ImportAsync() => AskAsync(async caller => _moved = await Calendars.ImportAsync(caller, Calendar.Community, _csv, CancellationToken.None), () => _csv = "");

    private Task TakeAsync() => AskAsync(async caller => _moved = await Calendars.TakeHolidaysAsync(caller, Calendar.Community, Calendar.Year, CancellationToken.None));
}
