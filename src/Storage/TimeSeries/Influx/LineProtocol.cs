using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Pieces of InfluxDB's line protocol as UTF-8: <c>measurement,tag=value field=1,other=2i 1767225600000</c>.
/// See docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference.
/// </summary>
internal static class LineProtocol
{
    /// <summary>
    /// Stands in a float field for what no float field can hold: NaN and infinities. Its bits are then in the field's X_ companion. Any number that is
    /// never measured would do; this one is exact in decimal without an exponent, which InfluxQL doesn't read.
    /// </summary>
    public const double Sentinel = -4203202520262017.5;

    /// <summary>The longest text of a number, bytes.</summary>
    public const int LongestNumber = 32;

    /// <summary>The text as the server keeps it: a line feed can't be written and becomes a space, a backslash at the end would escape what follows and becomes a slash.</summary>
    public static string Clean(string text)
    {
        var clean = text.Replace('\n', ' ').Replace('\r', ' ');
        return clean.EndsWith('\\') ? clean[..^1] + '/' : clean;
    }

    /// <summary>Escapes a tag key, tag value or field key.</summary>
    public static string Escape(string text) =>
        Clean(text).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);

    /// <summary>Escapes a measurement: as a tag, but its <c>=</c> stays.</summary>
    public static string EscapeMeasurement(string text) => Escape(text).Replace("\\=", "=", StringComparison.Ordinal);

    /// <summary>Whether a float field holds the value itself.</summary>
    public static bool IsPlain(double value) => double.IsFinite(value) && value != Sentinel;

    /// <summary>
    /// Writes a finite number so that it is read back bit for bit. Most measured values are whole or have up to four decimals: value × 10⁴ is then the
    /// whole number r with r / 10⁴ = value, and since that division is correctly rounded, so is whoever reads r's digits with a point in them.
    /// </summary>
    /// <returns>Bytes written; <paramref name="to"/> has room for <see cref="LongestNumber"/>.</returns>
    public static int WriteNumber(Span<byte> to, double value)
    {
        const double Scale = 10_000;
        if (Math.Abs(value) < 1e10 && (value != 0 || !double.IsNegative(value)))
        {
            var scaled = Math.Round(value * Scale);
            if (scaled / Scale == value) return WriteScaled(to, (long)scaled);
        }

        value.TryFormat(to, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    public static int WriteWhole(Span<byte> to, long value)
    {
        Utf8Formatter.TryFormat(value, to, out var written);
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteScaled(Span<byte> to, long scaled)
    {
        var at = 0;
        if (scaled < 0)
        {
            to[at++] = (byte)'-';
            scaled = -scaled;
        }

        var (whole, fraction) = Math.DivRem(scaled, 10_000);
        Utf8Formatter.TryFormat(whole, to[at..], out var written);
        at += written;
        if (fraction == 0) return at;
        to[at++] = (byte)'.';
        for (var unit = 1000; fraction > 0; unit /= 10)
        {
            to[at++] = (byte)('0' + fraction / unit);
            fraction %= unit;
        }

        return at;
    }
}
