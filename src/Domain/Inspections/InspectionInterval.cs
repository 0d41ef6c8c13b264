using System.Globalization;

namespace Facilities.Domain.Inspections;

/// <summary>
/// How often: n days, a half-month (15 days by the field's reading, not a calendar half), n months, or a list of years after the anchor with a yearly tail.
/// Written <c>7d</c>, <c>half-month</c>, <c>3mo</c>, <c>years 1,4,7,9,11,13,15 then 1</c>, which is also its form in the database. Immutable; equal when written the same.
/// </summary>
public sealed class InspectionInterval : IEquatable<InspectionInterval>
{
    private const string HalfMonthText = "half-month";
    private readonly int[] _years;

    private InspectionInterval(IntervalKind kind, int number, int[] years)
    {
        Kind = kind;
        Number = number;
        _years = years;
    }

    public static InspectionInterval HalfMonth { get; } = new(IntervalKind.HalfMonth, 15, []);

    public IntervalKind Kind { get; }

    /// <summary>Days or months; for a list the years between dues after its end, 0 when it ends.</summary>
    public int Number { get; }

    /// <summary>Years after the anchor, ascending; empty unless a list.</summary>
    public IReadOnlyList<int> YearList => _years;

    /// <summary>Days it lasts at most; for comparing and for lead times, never for dues. A list counts its widest gap.</summary>
    public int LongestDays => Kind switch
    {
        IntervalKind.Months => Number * 31,
        IntervalKind.Years => 366 * Math.Max(Number, _years.Select((year, i) => year - (i == 0 ? 0 : _years[i - 1])).Max()),
        _ => Number,
    };

    /// <summary>Days it lasts at least; a list counts its narrowest gap.</summary>
    private int ShortestDays => Kind switch
    {
        // Every day of four years as a beginning: 28 days for a month, 59 for two, 89 for three.
        IntervalKind.Months => Enumerable.Range(0, 1461).Select(new DateOnly(2000, 1, 1).AddDays).Min(from => from.AddMonths(Number).DayNumber - from.DayNumber),
        IntervalKind.Years => 365 * _years.Select((year, i) => year - (i == 0 ? 0 : _years[i - 1])).Append(Number == 0 ? int.MaxValue / 365 : Number).Min(),
        _ => Number,
    };

    /// <summary>Whether it never lasts longer than another: who keeps to it keeps to the other, whatever the month.</summary>
    public bool IsWithin(InspectionInterval other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Equals(other)) return true;
        return (Kind, other.Kind) == (IntervalKind.Months, IntervalKind.Months) ? Number <= other.Number : LongestDays <= other.ShortestDays;
    }

    public static InspectionInterval Days(int days) => new(IntervalKind.Days, InRange(days, 1, 3660), []);

    public static InspectionInterval Months(int months) => new(IntervalKind.Months, InRange(months, 1, 240), []);

    /// <param name="years">After the anchor, ascending, at least one.</param>
    /// <param name="thenEvery">Years between dues after the last; 0: none.</param>
    public static InspectionInterval Years(IReadOnlyList<int> years, int thenEvery)
    {
        ArgumentNullException.ThrowIfNull(years);
        if (years.Count == 0 || years[0] < 1 || years.Zip(years.Skip(1)).Any(pair => pair.Second <= pair.First)) throw new ArgumentException("Years must ascend from 1.", nameof(years));
        return new(IntervalKind.Years, InRange(thenEvery, 0, 100), [.. years]);
    }

    /// <exception cref="FormatException">Not of a form above.</exception>
    public static InspectionInterval Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (text == HalfMonthText) return HalfMonth;
            if (text.StartsWith("years ", StringComparison.Ordinal))
            {
                var parts = text["years ".Length..].Split(" then ");
                return Years([.. parts[0].Split(',').Select(Int)], parts.Length == 2 ? Int(parts[1]) : 0);
            }

            if (text.EndsWith("mo", StringComparison.Ordinal)) return Months(Int(text[..^2]));
            if (text.EndsWith('d')) return Days(Int(text[..^1]));
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"'{text}' is not an interval.", wrong);
        }

        throw new FormatException($"'{text}' is not an interval.");
    }

    /// <summary>
    /// The n-th due date after the anchor (n ≥ 1), or null past the end of a list. Months and years count from the anchor itself, so that a month end clamps
    /// and comes back: 31 January, 28 February, 31 March.
    /// </summary>
    public DateOnly? Nth(DateOnly anchor, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (Kind == IntervalKind.Months) return anchor.AddMonths(Number * n);
        if (Kind != IntervalKind.Years) return anchor.AddDays(Number * n);
        if (n <= _years.Length) return anchor.AddYears(_years[n - 1]);
        return Number == 0 ? null : anchor.AddYears(_years[^1] + Number * (n - _years.Length));
    }

    /// <summary>Due dates after the anchor, ascending, up to and including <paramref name="through"/>.</summary>
    public IEnumerable<DateOnly> Dues(DateOnly anchor, DateOnly through)
    {
        for (var n = 1; Nth(anchor, n) is { } due && due <= through; n++) yield return due;
    }

    public override string ToString() => Kind switch
    {
        IntervalKind.HalfMonth => HalfMonthText,
        IntervalKind.Months => string.Create(CultureInfo.InvariantCulture, $"{Number}mo"),
        IntervalKind.Years => "years " + string.Join(',', _years) + (Number > 0 ? string.Create(CultureInfo.InvariantCulture, $" then {Number}") : ""),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Number}d"),
    };

    public bool Equals(InspectionInterval? other) => other is not null && Kind == other.Kind && Number == other.Number && _years.AsSpan().SequenceEqual(other._years);

    public override bool Equals(object? obj) => Equals(obj as InspectionInterval);

    public override int GetHashCode() => HashCode.Combine(Kind, Number, _years.Length);

    private static int Int(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is not a number.");

    private static int InRange(int number, int least, int most) =>
        number >= least && number <= most ? number : throw new ArgumentOutOfRangeException(nameof(number), number, $"Between {least} and {most}.");
}
