using System.Globalization;
using System.Text;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// InfluxDB's line protocol, a line per reading: <c>elevator,site=yulan,asset=e-1 car_speed=1.5,received=1767225600020i,flags=0i 1767225600000000000</c>, times
/// in nanoseconds as InfluxDB expects unless told otherwise. NaN and infinities have no place in it and are left out. On reading, <c>received</c>
/// and <c>flags</c> may be missing, and <c>true</c> and <c>false</c> are 1 and 0.
/// </summary>
public sealed class LineText : IReadingText
{
    private const string Received = "received";
    private const string Flags = "flags";
    private const long NanosecondsPerMs = 1_000_000;

    public string? Header => null;

    public void Write(TextWriter to, in Reading reading, SeriesName name)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(name);
        var line = new StringBuilder();
        foreach (var value in reading.Values)
        {
            if (!double.IsFinite(value.Value)) continue;
            var point = name.Points.TryGet(value.Point, out var definition) ? definition.Key : value.Point.ToString(CultureInfo.InvariantCulture);
            line.Append(CultureInfo.InvariantCulture, $"{LineProtocol.Escape(point)}={value.Value:R},");
        }

        if (line.Length == 0) return;
        to.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{LineProtocol.EscapeMeasurement(name.Type)},site={LineProtocol.Escape(name.Site)},asset={LineProtocol.Escape(name.Asset)} {line}{Received}={reading.ReceiveTimeUnixMs}i,{Flags}={(byte)reading.Flags}i {reading.EventTimeUnixMs * NanosecondsPerMs}\n"));
    }

    public string? Read(string line, ISeriesNames names, ReadingBatch into)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(into);
        if (line.Length == 0 || line[0] == '#') return null;
        var parts = Split(line, ' ');
        if (parts.Count != 3) return "is not 'measurement,tags fields time'";
        if (!long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanoseconds)) return $"'{parts[2]}' is no time in nanoseconds";
        var tags = Pairs(Split(parts[0], ',').Skip(1));
        if (!tags.TryGetValue("site", out var site) || !tags.TryGetValue("asset", out var asset)) return "has no tags site and asset";
        if (!names.TryFind(site, asset, out var source) || !names.TryGet(source, out var name)) return $"asset '{site}/{asset}' isn't registered";

        var time = nanoseconds / NanosecondsPerMs;
        var (received, flags) = (time, ReadingFlags.None);
        var values = new List<PointValue>();
        foreach (var (key, text) in Pairs(Split(parts[1], ',')))
        {
            if (!TryValue(text, out var value)) return $"'{text}' is no number, true or false";
            if (key == Received) received = (long)value;
            else if (key == Flags) flags = (ReadingFlags)(byte)value;
            else if (CsvText.TryPoint(key, name, out var point)) values.Add(new PointValue(point, value));
            else return $"an asset of type '{name.Type}' has no point '{key}'";
        }

        if (values.Count == 0) return "has no field of a point";
        into.Add(source, time, received, flags, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
        return null;
    }

    private static bool TryValue(string text, out double value)
    {
        value = text is "t" or "T" or "true" or "True" or "TRUE" ? 1 : 0;
        if (value == 1 || text is "f" or "F" or "false" or "False" or "FALSE") return true;
        var number = text.AsSpan().TrimEnd('i');
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static Dictionary<string, string> Pairs(IEnumerable<string> parts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (Split(part, '=') is [var key, var value]) pairs[Unescape(key)] = Unescape(value);
        }

        return pairs;
    }

    /// <summary>Splits at a separator that no backslash stands before.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or '=' or ' ') i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
