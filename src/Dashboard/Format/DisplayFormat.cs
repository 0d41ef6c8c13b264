using System.Globalization;
using Facilities.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>
/// How dates, spans, numbers and money look on screen (design §6), in the current UI language and the site's time zone.
/// "Today" is the site clock's. Stateless besides that; safe for one circuit.
/// </summary>
public sealed class DisplayFormat
{
    /// <summary>What stands where there is no value.</summary>
    public const string NoValue = "—";

    private readonly IStringLocalizer<FormatText> _text;
    private readonly TimeProvider _clock;
    private readonly SiteZone _zone;

    public DisplayFormat(IStringLocalizer<FormatText> text, TimeProvider siteClock, SiteZone zone)
    {
        _text = text;
        _clock = siteClock;
        _zone = zone;
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    /// <summary>2026-11-20 周五 14:32; Fri 20 Nov 2026, 14:32.</summary>
    public string Full(DateTimeOffset instant) => Local(instant).ToString(_text["date.full"], Culture);

    /// <summary>2026-11-20 周五; Fri 20 Nov 2026.</summary>
    public string Day(DateTimeOffset instant) => Local(instant).ToString(_text["date.day"], Culture);

    /// <summary>A day without weekday; the year only when it isn't this one.</summary>
    public string ShortDay(DateOnly day) =>
        day.ToString(_text[day.Year == Local(Now).Year ? "date.shortDay" : "date.yearDay"], Culture);

    /// <summary>14:32; with seconds where seconds matter.</summary>
    public string Time(DateTimeOffset instant, bool seconds = false) =>
        Local(instant).ToString(seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The shortest text that is still unambiguous: today only the time, 明 09:00 or Sat 09:00, 11-18 14:20, else with the year.</summary>
    public string Moment(DateTimeOffset instant, bool seconds = false)
    {
        var local = Local(instant);
        var today = Local(Now).Date;
        var time = Time(instant, seconds);
        var days = (local.Date - today).Days;
        return days switch
        {
            0 => time,
            1 => _text["moment.tomorrow", time, local.ToString("ddd", Culture)],
            -1 => _text["moment.yesterday", time, local.ToString("ddd", Culture)],
            _ => local.ToString(_text[local.Year == today.Year ? "date.short" : "date.year"], Culture),
        };
    }

    /// <summary>3 天 18 时; 4 时 48 分; below an hour ticking 5:50. Negative spans lose their sign: the word beside says overdue.</summary>
    public string Countdown(TimeSpan span)
    {
        span = span.Duration();
        if (span.TotalHours >= 1) return Span(span);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}");
    }

    /// <summary>A length of time in its two largest units: 3 天 18 时, 4 时 48 分, 52 分, 8 秒.</summary>
    public string Span(TimeSpan span)
    {
        span = span.Duration();
        if (span.TotalHours >= 24) return span.Hours == 0 ? _text["span.wholeDays", (int)span.TotalDays] : _text["span.days", (int)span.TotalDays, span.Hours];
        if (span.TotalHours >= 1) return span.Minutes == 0 ? _text["span.wholeHours", (int)span.TotalHours] : _text["span.hours", (int)span.TotalHours, span.Minutes];
        return span.TotalMinutes >= 1 ? _text["span.minutes", (int)span.TotalMinutes] : _text["span.seconds", (int)span.TotalSeconds];
    }

    /// <summary>How long ago, in one unit: 4 s 前, 2 分前, 3 d ago.</summary>
    public string Age(DateTimeOffset instant)
    {
        var age = Now - instant;
        return age switch
        {
            { TotalSeconds: < 1 } => _text["age.now"],
            { TotalSeconds: < 60 } => _text["age.seconds", (int)age.TotalSeconds],
            { TotalMinutes: < 60 } => _text["age.minutes", (int)age.TotalMinutes],
            { TotalHours: < 24 } => _text["age.hours", (int)age.TotalHours],
            _ => _text["age.days", (int)age.TotalDays],
        };
    }

    /// <summary>About three significant figures, thousands grouped, a true minus; "—" for NaN.</summary>
    public string Number(double value)
    {
        if (!double.IsFinite(value)) return NoValue;
        var pattern = Math.Abs(value) switch
        {
            >= 100 => "#,0",
            >= 10 => "0.#",
            >= 0.1 or 0 => "0.##",
            >= 0.001 => "0.####",
            _ => "0.##E+0",
        };
        return Minus(value.ToString(pattern, CultureInfo.InvariantCulture));
    }

    /// <summary>61.4 ℃: a space before the unit, none when there is no unit.</summary>
    public string Quantity(double value, string? unit) =>
        string.IsNullOrEmpty(unit) ? Number(value) : string.Create(CultureInfo.InvariantCulture, $"{Number(value)} {UnitText(unit)}");

    /// <summary>20–50 Hz, ≤ 80 ℃, ≥ 5 ℃; empty without either end.</summary>
    public string Range(double? low, double? high, string? unit = null) => (low, high) switch
    {
        ({ } from, { } to) => $"{Number(from)}–{Quantity(to, unit)}",
        (null, { } to) => $"≤ {Quantity(to, unit)}",
        ({ } from, null) => $"≥ {Quantity(from, unit)}",
        _ => "",
    };

    /// <summary>A share 0..1 as 88.4 %.</summary>
    public string Percent(double share, int decimals = 1) =>
        double.IsFinite(share) ? (100 * share).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " %" : NoValue;

    /// <summary>12,480.00 元; ¥12,480.00. Always with fen.</summary>
    public string Yuan(decimal yuan) => _text["money.yuan", Minus(yuan.ToString("#,0.00", CultureInfo.InvariantCulture))];

    /// <summary>A whole count with thousands grouped: 7,294; in a text with the noun that goes with it.</summary>
    public static Counted Count(long count) => new(count);

    /// <summary>Names in a row, with the language's own comma.</summary>
    public string List(IEnumerable<string> parts) => string.Join(_text["list.separator"], parts);

    public string Flag(bool value) => _text[value ? "flag.true" : "flag.false"];

    /// <summary>Units as printed: degrees Celsius as its own sign, square and cubic metres with their exponent.</summary>
    public static string UnitText(string unit) => unit switch
    {
        "°C" or "C" or "degC" => "℃",
        "m/s2" => "m/s²",
        "m3" => "m³",
        "m3/h" => "m³/h",
        _ => unit,
    };

    /// <summary>A true minus; none before what rounds to nothing.</summary>
    private static string Minus(string number) => number.AsSpan().ContainsAnyInRange('1', '9') ? number.Replace('-', '−') : number.TrimStart('-');

    private DateTimeOffset Local(DateTimeOffset instant) => _zone.ToLocal(instant);
}
