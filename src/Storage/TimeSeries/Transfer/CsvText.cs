using System.Globalization;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// CSV (RFC 4180), a line per sample: <c>time,received,flags,site,asset,point,value</c>. Times are ISO 8601 in UTC with milliseconds, values the shortest
/// decimals that come back bit for bit (NaN and infinities by name), states by their number.
/// </summary>
public sealed class CsvText : IReadingText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int Columns = 7;

    public string Header => "time,received,flags,site,asset,point,value";

    public void Write(TextWriter to, in Reading reading, SeriesName name)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(name);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{Time(reading.EventTimeUnixMs)},{Time(reading.ReceiveTimeUnixMs)},{(byte)reading.Flags},{Quote(name.Site)},{Quote(name.Asset)},");
        foreach (var value in reading.Values)
        {
            var point = name.Points.TryGet(value.Point, out var definition) ? definition.Key : value.Point.ToString(CultureInfo.InvariantCulture);
            to.Write(head);
            to.Write(Quote(point));
            to.Write(',');
            to.Write(value.Value.ToString("R", CultureInfo.InvariantCulture));
            to.Write('\n');
        }
    }

    public string? Read(string line, ISeriesNames names, ReadingBatch into)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(into);
        if (line.Length == 0 || line == Header) return null;
        if (!TrySplit(line, out var fields) || fields.Count != Columns) return $"has not {Columns} columns";
        if (!TryTime(fields[0], out var time)) return $"'{fields[0]}' is no time like 2026-01-31T08:00:00.000Z";
        if (!TryTime(fields[1], out var received)) return $"'{fields[1]}' is no time like 2026-01-31T08:00:00.000Z";
        if (!byte.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var flags)) return $"'{fields[2]}' is no number of flags";
        if (!names.TryFind(fields[3], fields[4], out var source) || !names.TryGet(source, out var name)) return $"asset '{fields[3]}/{fields[4]}' isn't registered";
        if (!TryPoint(fields[5], name, out var point)) return $"an asset of type '{name.Type}' has no point '{fields[5]}'";
        if (!double.TryParse(fields[6], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return $"'{fields[6]}' is no number";
        into.Add(source, time, received, (ReadingFlags)flags, [new PointValue(point, value)]);
        return null;
    }

    internal static bool TryPoint(string key, SeriesName name, out ushort point)
    {
        if (name.Points.TryGet(key, out var definition))
        {
            point = definition.No;
            return true;
        }

        // A point that its template doesn't have any more goes by its number.
        return ushort.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out point);
    }

    private static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static bool TryTime(string text, out long unixMs)
    {
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        unixMs = time.ToUnixTimeMilliseconds();
        return isTime;
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool TrySplit(string line, out List<string> fields)
    {
        fields = new List<string>(Columns);
        for (var at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))) end += line[end] == '"' ? 2 : 1;
                if (end >= line.Length || (end + 1 < line.Length && line[end + 1] != ',')) return false;
                fields.Add(line[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 2;
            }
            else
            {
                var end = line.IndexOf(',', at);
                if (end < 0) end = line.Length;
                fields.Add(line[at..end]);
                at = end + 1;
            }
        }

        return true;
    }
}
