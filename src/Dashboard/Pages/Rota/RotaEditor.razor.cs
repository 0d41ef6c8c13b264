using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Calendars;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Rota;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Rota;

/// <summary>What the rota is made of: patterns, single shifts, substitutions; added and removed here.</summary>
public sealed partial class RotaEditor
{
    private string? _form;
    private int _level = (int)DutyLevel.First;
    private int? _person;
    private int? _other;
    private string _days = "1234567";
    private TimeOnly _fromTime = new(8, 0);
    private TimeOnly _untilTime = new(20, 0);
    private int _weeks = 1;
    private DateOnly _firstDay;
    private DateOnly _lastDay;
    private DateTime _from;
    private DateTime _until;

    [Parameter, EditorRequired]
    public RotaWeek Week { get; set; } = default!;

    [Inject]
    private RotaBook Book { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    /// <summary>Who is signed in while a removal is asked for.</summary>
    private Caller? Who { get; set; }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Week.TimeZone);

    private void Open(string form)
    {
        _form = form;
        Refusal = null;
        _level = form == "substitution" ? 0 : (int)DutyLevel.First;
        _firstDay = SiteTime.DateOf(Zone, Week.Now);
        _lastDay = _firstDay;
        _from = _firstDay.ToDateTime(new TimeOnly(8, 0));
        _until = _firstDay.ToDateTime(new TimeOnly(20, 0));
    }

    private void Toggle(char digit) => _days = _days.Contains(digit) ? _days.Replace(digit.ToString(), "", StringComparison.Ordinal) : string.Concat((_days + digit).Order());

    private Task SendAsync() => AskAsync(caller => _form switch
    {
        "pattern" => Book.AddPatternAsync(
            caller, Week.Community, new DutyPatternDraft((DutyLevel)_level, new UserId(_person ?? 0), _days, _fromTime, _untilTime, _firstDay, null, _weeks), CancellationToken.None),
        "shift" => Book.AddShiftAsync(
            caller, Week.Community, (DutyLevel)_level, new UserId(_person ?? 0), SiteTime.ToUtc(Zone, _from), SiteTime.ToUtc(Zone, _until), CancellationToken.None),
        _ => Book.AddSubstitutionAsync(
            caller, Week.Community, _level == 0 ? null : (DutyLevel)_level, new UserId(_person ?? 0), new UserId(_other ?? 0), _firstDay, _lastDay, CancellationToken.None),
    }, () => _form = null);

    private RenderFragment Remove(Func<Task> remove) => builder =>
    {
        if (!Week.MayChange) return;
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "button");
        builder.AddAttribute(2, "class", "f-btn sm gh");
        builder.AddAttribute(3, "disabled", Busy);
        builder.AddAttribute(4, "onclick", EventCallback.Factory.Create(this, () => AskAsync(caller =>
        {
            Who = caller;
            return remove();
        })));
        builder.AddContent(5, T["remove"].Value);
        builder.CloseElement();
    };

    private string Days(string days) => days == "1234567" ? T["days.all"].Value : Format.List(days.Select(digit => T["day." + digit].Value));

    private string Moment(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
        return $"{Format.ShortDay(DateOnly.FromDateTime(local))} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
