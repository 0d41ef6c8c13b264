using System.Globalization;
using Facilities.Domain;

namespace Facilities.Operations.Calendars;

/// <summary>
/// Days as people keep them in a table: date, what it is, its name. <c>2026-10-01,off,国庆节</c>; also <c>2026/10/1,休</c> and <c>20261010,班</c>. Empty lines and a
/// heading are passed over, separators may be commas, semicolons or tabs.
/// </summary>
internal static class CalendarCsv
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyyMMdd", "yyyy.M.d", "yyyy年M月d日"];
    private static readonly string[] Off = ["off", "holiday", "休", "放假", "假", "节假日", "0"];
    private static readonly string[] Worked = ["work", "working", "班", "上班", "调休上班", "补班", "1"];

    /// <exception cref="RuleViolation"><see cref="OperationCodes.CsvLine"/>, <see cref="OperationCodes.TooMany"/>.</exception>
    public static IReadOnlyList<SiteCalendarDay> Parse(string csv, int maximum)
    {
        var days = new Dictionary<DateOnly, SiteCalendarDay>();
        var number = 0;
        foreach (var line in csv.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var fields = line.Trim().Split(',', ';', '\t', '，').Select(field => field.Trim().Trim('"')).ToArray();
            if (fields is [""]) continue;
            if (!DateOnly.TryParseExact(fields[0], Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                if (number == 1) continue;
                throw Malformed(number, line);
            }

            var kind = fields.Length > 1 ? fields[1].ToLowerInvariant() : "";
            var working = Worked.Contains(kind) ? true : Off.Contains(kind) ? false : throw Malformed(number, line);
            days[date] = new SiteCalendarDay(date, working, fields.Length > 2 && fields[2].Length > 0 ? fields[2] : null, true);
            if (days.Count > maximum) throw new RuleViolation(OperationCodes.TooMany, ("count", days.Count), ("maximum", maximum));
        }

        if (days.Count == 0) throw Malformed(1, csv);
        return [.. days.Values.OrderBy(day => day.Date)];
    }

    private static RuleViolation Malformed(int line, string text) => new(OperationCodes.CsvLine, ("line", line), ("text", text.Trim() is { Length: > 60 } longer ? longer[..60] : text.Trim()));
}
