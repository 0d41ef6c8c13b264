using Facilities.Dashboard.Format;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>A year at a glance: how much is planned for each day, and what was late. Each day leads to its month.</summary>
public sealed partial class PlanYear
{
    private const int Levels = 4;

    [Parameter, EditorRequired]
    public IReadOnlyList<PlannedDay> Days { get; set; } = [];

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public Func<DateOnly, string> DayLink { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private int Most => Days.Count == 0 ? 0 : Days.Max(day => day.Total);

    private static int Late(PlannedDay day) => day.Overdue + day.Missed;

    private string Class(PlannedDay day)
    {
        var heat = day.Total == 0 ? "" : $" heat{Math.Clamp((int)Math.Ceiling((double)Levels * day.Total / Math.Max(1, Most)), 1, Levels)}";
        var kind = day.Kind switch { DayKind.Holiday => " off", DayKind.Worked => " work", DayKind.Rest when day.Total == 0 => " rest", _ => "" };
        return heat + (day.Total > 0 && day.Kind == DayKind.Holiday ? " offed" : kind) + (Late(day) > 0 ? " late" : "") + (day.Day == Today ? " today" : "");
    }

    private string Title(PlannedDay day) => Format.List([
        Format.ShortDay(day.Day), T["list.count", DisplayFormat.Count(day.Total)],
        .. Late(day) > 0 ? [T["plan.late", Late(day)].Value] : Array.Empty<string>(),
        .. day.Kind is DayKind.Holiday or DayKind.Worked ? [day.Name is { } name ? $"{T["day." + day.Kind]} {name}" : T["day." + day.Kind].Value] : Array.Empty<string>()]);
}
