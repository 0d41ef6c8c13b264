namespace Facilities.Domain.Rota;

/// <summary>Days of the week, written as digits: <c>12345</c> is Monday to Friday. At least one. Immutable.</summary>
public readonly record struct Weekdays
{
    private readonly byte _bits;

    private Weekdays(byte bits) => _bits = bits;

    public static Weekdays All { get; } = Parse("1234567");

    /// <exception cref="FormatException">Not digits 1 to 7, none, or one of them twice.</exception>
    public static Weekdays Parse(string text) => TryParse(text, out var days) ? days : throw new FormatException($"'{text}' does not give weekdays as '12345'.");

    public static bool TryParse(string? text, out Weekdays days)
    {
        days = default;
        byte bits = 0;
        foreach (var c in text ?? "")
        {
            var bit = c is >= '1' and <= '7' ? 1 << (c - '1') : 0;
            if (bit == 0 || (bits & bit) != 0) return false;
            bits |= (byte)bit;
        }

        days = new Weekdays(bits);
        return bits != 0;
    }

    public bool Includes(DayOfWeek day) => (_bits & (1 << (((int)day + 6) % 7))) != 0;

    public override string ToString()
    {
        var bits = _bits;
        return string.Concat(Enumerable.Range(1, 7).Where(day => (bits & (1 << (day - 1))) != 0));
    }
}
