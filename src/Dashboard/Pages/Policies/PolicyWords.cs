using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Policies;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>How policies are said on screen. Stateless; safe for one circuit.</summary>
public sealed class PolicyWords(IStringLocalizer<PolicyText> text, DisplayFormat format, SiteZone zone)
{
    /// <summary>First and last day.</summary>
    public string Term(DateTimeOffset from, DateTimeOffset until) => $"{format.ShortDay(Day(from))} – {format.ShortDay(Day(until.AddTicks(-1)))}";

    /// <summary>The state, with the days that are left where they are few.</summary>
    public string State(PolicyRow row) => row.State == PolicyState.ExpiresSoon ? text["state.left", Math.Max(0, (int)(row.ExpiresAt - format.Now).TotalDays)] : text["state." + row.State];

    public static string Tone(PolicyState state) => state switch
    {
        PolicyState.ExpiresSoon => "org",
        PolicyState.Over => "ink3",
        _ => "ink2",
    };

    public static string Symbol(PolicyState state) => state switch
    {
        PolicyState.ExpiresSoon => "schedule",
        PolicyState.Over => "event_busy",
        PolicyState.Coming => "event_upcoming",
        _ => "check",
    };

    private DateOnly Day(DateTimeOffset instant) => zone.DayOf(instant);
}
