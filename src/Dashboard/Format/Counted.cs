using System.Globalization;

namespace Facilities.Dashboard.Format;

/// <summary>
/// A whole number for a text that knows one and many: <c>{0:# fault|# faults}</c> gives "1 fault" and "1,200 faults". Without such a format,
/// as in Chinese, only the number. Thousands are grouped.
/// </summary>
public readonly record struct Counted(long Value) : IFormattable
{
    public override string ToString() => Value.ToString("#,0", CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (string.IsNullOrEmpty(format)) return ToString();
        var forms = format.Split('|');
        return (Value == 1 ? forms[0] : forms[^1]).Replace("#", ToString(), StringComparison.Ordinal);
    }
}
