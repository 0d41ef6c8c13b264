using System.Globalization;

namespace Facilities.Domain.Inspections;

/// <summary>The same part of every year, both days included; it may reach over New Year. Written <c>11-15..03-15</c>.</summary>
public readonly record struct YearSeason
{
    private readonly int _from;
    private readonly int _until;

    private YearSeason(int from, int until) => (_from, _until) = (from, until);

    public bool Includes(DateOnly day)
    {
        var at = day.Month * 100 + day.Day;
        return _from <= _until ? at >= _from && at <= _until : at >= _from || at <= _until;
    }

    /// <exception cref="FormatException">Not of the form above.</exception>
    public static YearSeason Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split("..");
        if (parts.Length == 2 && Day(parts[0]) is { } from && Day(parts[1]) is { } until) return new YearSeason(from, until);
        throw new FormatException($"'{text}' is not a season such as 11-15..03-15.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_from / 100:00}-{_from % 100:00}..{_until / 100:00}-{_until % 100:00}");

    /// <summary>Read in a leap year, so that 29 February is a day.</summary>
    private static int? Day(string text) =>
        DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Month * 100 + day.Day : null;
}
