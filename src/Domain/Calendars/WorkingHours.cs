using System.Globalization;

namespace Facilities.Domain.Calendars;

/// <summary>
/// The hours a site works, in its local time: the weekdays and the spans of a working day. Written <c>12345 08:30-12:00 13:30-17:30</c>
/// (1 = Monday … 7 = Sunday), which is also its form in the database. Immutable; equal when written the same.
/// </summary>
public sealed class WorkingHours : IEquatable<WorkingHours>
{
    private readonly (int FromMinute, int ToMinute)[] _spans;
    private readonly byte _days;

    private WorkingHours(byte days, (int FromMinute, int ToMinute)[] spans)
    {
        _days = days;
        _spans = spans;
        Workday = TimeSpan.FromMinutes(spans.Sum(span => span.ToMinute - span.FromMinute));
    }

    /// <summary>Monday to Friday, 08:30–12:00 and 13:30–17:30.</summary>
    public static WorkingHours Default { get; } = Parse("12345 08:30-12:00 13:30-17:30");

    /// <summary>Every day around the clock.</summary>
    public static WorkingHours Always { get; } = Parse("1234567 00:00-24:00");

    /// <summary>Working time of a working day; what "1 d" means in a limit that counts working time.</summary>
    public TimeSpan Workday { get; }

    /// <summary>Minutes after local midnight, ascending, apart from each other.</summary>
    internal ReadOnlySpan<(int FromMinute, int ToMinute)> Spans => _spans;

    /// <exception cref="FormatException">Not of the form above, no day, or the spans overlap or run backwards.</exception>
    public static WorkingHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(' ');
        byte days = 0;
        foreach (var c in parts[0])
        {
            var bit = c is >= '1' and <= '7' ? (byte)(1 << (c - '1')) : throw Malformed(text);
            if ((days & bit) != 0) throw Malformed(text);
            days |= bit;
        }

        if (days == 0 || parts.Length < 2) throw Malformed(text);
        var spans = new (int From, int To)[parts.Length - 1];
        var free = 0;
        for (var i = 0; i < spans.Length; i++)
        {
            var ends = parts[i + 1].Split('-');
            if (ends.Length != 2 || !TryMinute(ends[0], out var from) || !TryMinute(ends[1], out var to) || from < free || to <= from) throw Malformed(text);
            spans[i] = (from, to);
            free = to;
        }

        return new WorkingHours(days, spans);
    }

    public bool Includes(DayOfWeek day) => (_days & (1 << (((int)day + 6) % 7))) != 0;

    public override string ToString() =>
        string.Concat(Enumerable.Range(1, 7).Where(day => (_days & (1 << (day - 1))) != 0)) + string.Concat(
            _spans.Select(span => string.Create(CultureInfo.InvariantCulture, $" {span.FromMinute / 60:00}:{span.FromMinute % 60:00}-{span.ToMinute / 60:00}:{span.ToMinute % 60:00}")));

    public bool Equals(WorkingHours? other) => other is not null && _days == other._days && _spans.AsSpan().SequenceEqual(other._spans);

    public override bool Equals(object? obj) => Equals(obj as WorkingHours);

    public override int GetHashCode() => HashCode.Combine(_days, _spans.Length, Workday);

    private static bool TryMinute(string text, out int minute)
    {
        minute = 0;
        if (text.Length != 5 || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var m)) return false;
        minute = h * 60 + m;
        return m < 60 && minute <= 24 * 60;
    }

    private static FormatException Malformed(string text) => new($"'{text}' does not give working hours as '12345 08:30-12:00 13:30-17:30'.");
}
