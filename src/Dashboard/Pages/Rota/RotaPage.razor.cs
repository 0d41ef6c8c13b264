using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Rota;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Rota;

/// <summary>Who is on duty now, the week with its gaps, and the ladder that leads from one to the next.</summary>
public sealed partial class RotaPage
{
    private static readonly DutyLevel[] Levels = Enum.GetValues<DutyLevel>();

    private RotaWeek? _week;

    [SupplyParameterFromQuery(Name = "week")]
    private string? WeekParameter { get; set; }

    [Inject]
    private RotaQueries Rotas { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Site);

    private string? Chosen => CommunityParameter ?? (CommunityOptions.Count > 0 ? CommunityOptions[0].Value : null);

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(_week!.TimeZone);

    private DateOnly Today => DateOnly.FromDateTime(Local(_week!.Now));

    private bool IsThisWeek => _week is { } week && Today >= week.Monday && Today < week.Monday.AddDays(7);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        if (!int.TryParse(Chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var community)) return;
        DateOnly? day = DateOnly.TryParseExact(WeekParameter, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is >= 2000 and <= 2100 ? asked : null;
        _week = await Rotas.WeekAsync(caller, new CommunityId(community), day, cancellationToken);
    }

    private string WeekLink(int days) => Link("week", _week!.Monday.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>Today only the time, else with the weekday.</summary>
    private string Moment(DateTimeOffset instant)
    {
        var local = Local(instant);
        return DateOnly.FromDateTime(local) == Today ? Clock(local) : $"{local.ToString("ddd", CultureInfo.CurrentCulture)} {Clock(local)}";
    }

    private static string Clock(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private string DayName(DateOnly day) => $"{day.ToString("ddd", CultureInfo.CurrentCulture)} {Format.ShortDay(day)}";

    /// <summary>Where a span lies in the week, in shares of it.</summary>
    private string Place(DateTimeOffset from, DateTimeOffset until)
    {
        var week = (_week!.Until - _week.From).TotalMinutes;
        var left = Math.Max(0, (from - _week.From).TotalMinutes / week);
        var right = Math.Min(1, (until - _week.From).TotalMinutes / week);
        return string.Create(CultureInfo.InvariantCulture, $"left:{100 * left:0.###}%;width:{100 * Math.Max(0, right - left):0.###}%");
    }

    private string Title(RotaSpan span) =>
        $"{AssetWords.Name(span.Name)} {Moment(span.From)}–{Moment(span.Until)}{(span.InsteadOf is { } absent ? " · " + T["insteadOf", AssetWords.Name(absent)] : "")}";

    /// <summary>A day of the first level in words, for narrow screens and screen readers.</summary>
    private IEnumerable<(string When, string Who, bool IsGap)> Agenda(DateOnly day)
    {
        var (from, until) = (Domain.Calendars.SiteTime.ToUtc(Zone, day, 0), Domain.Calendars.SiteTime.ToUtc(Zone, day.AddDays(1), 0));
        var lines = Levels.SelectMany(level => _week!.Spans.Where(span => span.Level == level && span.From < until && span.Until > from)
                .Select(span => (span.Level, From: span.From > from ? span.From : from, Until: span.Until < until ? span.Until : until, Who: AssetWords.Name(span.Name), IsGap: false)))
            .Concat(_week!.Gaps.Where(gap => gap.Level == DutyLevel.First && gap.From < until && gap.Until > from)
                .Select(gap => (gap.Level, From: gap.From > from ? gap.From : from, Until: gap.Until < until ? gap.Until : until, Who: T["nobody"].Value, IsGap: true)));
        return lines.OrderBy(line => line.Level).ThenBy(line => line.From)
            .Select(line => ($"{Clock(Local(line.From))}–{(line.Until == until ? "24:00" : Clock(Local(line.Until)))}", line.IsGap ? line.Who : $"{line.Who} · {T["level." + line.Level]}", line.IsGap));
    }
}
