using System.Globalization;
using System.Text;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Pieces of InfluxQL, quoted so that no name can end its quotes.</summary>
internal static class InfluxQl
{
    // InfluxDB counts time in 64-bit nanoseconds: 1677 to 2262.
    private const long FirstUnixMs = -9_223_372_036_854;
    private const long LastUnixMs = 9_223_372_036_854;

    /// <summary>An identifier: <c>"a \"quoted\" name"</c>.</summary>
    public static string Name(string name) => "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    /// <summary>A text: <c>'it\'s'</c>.</summary>
    public static string Text(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'";

    /// <summary>The measurement of a source, in the retention policy if one is named.</summary>
    public static string From(InfluxOptions options, SeriesName name) =>
        options.RetentionPolicy is { } policy ? $"{Name(policy)}.{Name(LineProtocol.Clean(name.Type))}" : Name(LineProtocol.Clean(name.Type));

    public static string Is(SeriesName name) => $"\"site\"={Text(LineProtocol.Clean(name.Site))} AND \"asset\"={Text(LineProtocol.Clean(name.Asset))}";

    public static string IsOneOf(IEnumerable<SeriesName> names)
    {
        var condition = new StringBuilder();
        foreach (var name in names) condition.Append(condition.Length == 0 ? "(" : " OR (").Append(Is(name)).Append(')');
        return condition.ToString();
    }

    /// <summary>[from, to) as far as InfluxDB's time reaches; null when nothing of it does.</summary>
    public static string? Between(long fromUnixMs, long toUnixMs)
    {
        var (from, to) = (Math.Max(fromUnixMs, FirstUnixMs), Math.Min(toUnixMs, LastUnixMs));
        return from >= to ? null : string.Create(CultureInfo.InvariantCulture, $"time >= {from}ms AND time < {to}ms");
    }
}
