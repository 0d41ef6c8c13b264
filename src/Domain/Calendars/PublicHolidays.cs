namespace Facilities.Domain.Calendars;

/// <summary>
/// Public holidays and worked weekends as the State Council announced them, offered so that nobody has to type them. Only years whose notice is out:
/// 2026 by 国务院办公厅关于2026年部分节假日安排的通知 of 2025-11-04.
/// </summary>
public static class PublicHolidays
{
    /// <summary>First and last day off.</summary>
    private static readonly (string Name, DateOnly First, DateOnly Last)[] Off =
    [
        ("元旦", new(2026, 1, 1), new(2026, 1, 3)),
        ("春节", new(2026, 2, 15), new(2026, 2, 23)),
        ("清明节", new(2026, 4, 4), new(2026, 4, 6)),
        ("劳动节", new(2026, 5, 1), new(2026, 5, 5)),
        ("端午节", new(2026, 6, 19), new(2026, 6, 21)),
        ("中秋节", new(2026, 9, 25), new(2026, 9, 27)),
        ("国庆节", new(2026, 10, 1), new(2026, 10, 7)),
    ];

    /// <summary>Weekends worked instead (调休).</summary>
    private static readonly (string Name, DateOnly Day)[] Worked =
    [
        ("元旦", new(2026, 1, 4)),
        ("春节", new(2026, 2, 14)),
        ("春节", new(2026, 2, 28)),
        ("劳动节", new(2026, 5, 9)),
        ("国庆节", new(2026, 9, 20)),
        ("国庆节", new(2026, 10, 10)),
    ];

    /// <summary>Years that can be offered.</summary>
    public static IReadOnlyList<int> Years { get; } = [.. Off.Select(holiday => holiday.First.Year).Distinct()];

    /// <summary>The days of a year; empty when its notice isn't known here.</summary>
    public static IReadOnlyList<(DateOnly Date, bool IsWorking, string Name)> Of(int year) =>
    [
        .. Off.Where(holiday => holiday.First.Year == year)
            .SelectMany(holiday => Enumerable.Range(0, holiday.Last.DayNumber - holiday.First.DayNumber + 1).Select(n => (holiday.First.AddDays(n), false, holiday.Name)))
            .Concat(Worked.Where(day => day.Day.Year == year).Select(day => (day.Day, true, day.Name))).OrderBy(day => day.Item1),
    ];
}
