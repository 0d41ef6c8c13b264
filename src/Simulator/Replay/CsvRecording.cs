using System.Globalization;
using CsvHelper;

namespace Facilities.Simulator.Replay;

/// <summary>A recording read into memory through its map. Unreadable rows are left out, counted and (the first ones) listed.</summary>
internal sealed class CsvRecording
{
    /// <summary>More rows than any file of this kind has (a month at 1 Hz is 2.6 million); keeps memory bounded.</summary>
    public const int MaximumRows = 3_000_000;

    /// <summary>Unreadable rows that are listed by line.</summary>
    public const int ListedUnreadable = 20;

    private readonly List<RecordedRow> _rows = [];
    private readonly List<UnreadableRow> _unreadable = [];
    private long _firstMs;

    private CsvRecording(string name, RecordingMap map) => (Name, Map) = (name, map);

    public string Name { get; }

    public RecordingMap Map { get; }

    public IReadOnlyList<RecordedRow> Rows => _rows;

    public int UnreadableCount { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => _unreadable;

    /// <summary>Rows whose time did not come after the row before; they are played one millisecond after it.</summary>
    public int OutOfOrder { get; private set; }

    public TimeSpan Length => TimeSpan.FromMilliseconds(_rows.Count == 0 ? 0 : _rows[^1].OffsetMs);

    /// <exception cref="RecordingException">The file is missing, empty, lacks a mapped column or has no readable row.</exception>
    public static CsvRecording Read(string path, RecordingMap map)
    {
        if (!File.Exists(path)) throw new RecordingException($"There is no file '{path}'.");
        using var reader = new StreamReader(path);
        return Read(reader, Path.GetFileName(path), map);
    }

    /// <exception cref="RecordingException">As above.</exception>
    public static CsvRecording Read(TextReader reader, string name, RecordingMap map)
    {
        var recording = new CsvRecording(name, map);
        using var csv = CsvReader.Create(reader, new CsvReaderOptions
        {
            Separator = map.Separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            // One unbalanced quote must not swallow the rest of the file.
            AllowLineBreaksInQuotes = false,
            MaxRecordSize = 1024 * 1024,
        });
        try
        {
            csv.ReadHeader();
            string[] header = [.. csv.Headers];
            if (header.Length == 0) throw new RecordingException($"'{name}' is empty.");
            var columns = recording.FindColumns(header);
            while (csv.Read()) recording.Add(csv, columns);
        }
        catch (CsvFormatException e)
        {
            throw new RecordingException($"'{name}' line {e.LineNumber}: {e.Message}");
        }
        if (recording._rows.Count == 0)
            throw new RecordingException($"'{name}' has no readable row. {recording._unreadable.FirstOrDefault()?.Reason}");
        return recording;
    }

    /// <returns>Index of the time column, then of each mapped column.</returns>
    private int[] FindColumns(string[] header)
    {
        var wanted = new[] { Map.TimeColumn }.Concat(Map.Columns.Select(column => column.Column)).ToArray();
        var missing = wanted.Where(column => !header.Contains(column)).ToArray();
        if (missing.Length > 0)
        {
            throw new RecordingException(
                $"'{Name}' line 1 has no column {string.Join(", ", missing.Select(column => $"'{column}'"))}, which map '{Map.Name}' needs; " +
                $"it has {string.Join(", ", header.Select(column => $"'{column}'"))} (separator '{Map.Separator}').");
        }
        return [.. wanted.Select(column => Array.IndexOf(header, column) + Map.UnnamedLeadingColumns)];
    }

    private void Add(CsvReader csv, int[] columns)
    {
        var line = (int)csv.LineNumber;
        if (_rows.Count >= MaximumRows) throw new RecordingException($"'{Name}' has more than {MaximumRows} rows; split it.");
        if (csv.FieldCount <= columns.Max())
        {
            Leave(line, $"has {csv.FieldCount} cells, {columns.Max() + 1} are needed");
            return;
        }
        var time = csv.GetString(columns[0]);
        if (!TryTime(time, out var timeMs))
        {
            Leave(line, $"'{time}' is not a time of format '{Map.TimeFormat}'");
            return;
        }
        var values = new double[Map.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var cell = csv.GetSpan(columns[i + 1]);
            if (cell.Length == 0)
            {
                values[i] = double.NaN;
            }
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                values[i] = value * Map.Columns[i].Scale + Map.Columns[i].Offset;
            }
            else
            {
                Leave(line, $"'{csv.GetString(columns[i + 1])}' in column '{Map.Columns[i].Column}' is not a number");
                return;
            }
        }
        if (_rows.Count == 0) _firstMs = timeMs;
        var offset = timeMs - _firstMs;
        if (_rows.Count > 0 && offset <= _rows[^1].OffsetMs)
        {
            OutOfOrder++;
            offset = _rows[^1].OffsetMs + 1;
        }
        _rows.Add(new RecordedRow(offset, values));
    }

    private bool TryTime(string cell, out long milliseconds)
    {
        milliseconds = 0;
        if (Map.TimeFormat is "seconds" or "milliseconds")
        {
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return false;
            milliseconds = (long)Math.Round(Map.TimeFormat == "seconds" ? number * 1000 : number);
            return true;
        }
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(cell, Map.TimeFormat, CultureInfo.InvariantCulture, utc, out var time)) return false;
        milliseconds = time.ToUnixTimeMilliseconds();
        return true;
    }

    private void Leave(int line, string reason)
    {
        UnreadableCount++;
        if (_unreadable.Count < ListedUnreadable) _unreadable.Add(new UnreadableRow(line, $"line {line}: {reason}"));
    }
}
