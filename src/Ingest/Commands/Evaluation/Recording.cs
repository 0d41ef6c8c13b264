using System.Globalization;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>
/// A CSV recording: a time column, numeric columns, optionally <c>anomaly</c> 0/1. Separator ';' or ',', found from the header.
/// Times without a zone are taken as UTC: only their differences matter here.
/// </summary>
internal sealed class Recording
{
    private static readonly string[] TimeColumns = ["datetime", "timestamp", "time", "ts", "date"];

    private Recording(string name, IReadOnlyList<string> columns, IReadOnlyList<string> timeCells, IReadOnlyList<long> times, IReadOnlyList<double[]> rows, IReadOnlyList<bool>? labels)
    {
        Name = name;
        Columns = columns;
        TimeCells = timeCells;
        TimesUnixMs = times;
        Rows = rows;
        Labels = labels;
    }

    public string Name { get; }

    /// <summary>Value columns in file order, without time, <c>anomaly</c> and <c>changepoint</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Times as the file writes them.</summary>
    public IReadOnlyList<string> TimeCells { get; }

    public IReadOnlyList<long> TimesUnixMs { get; }

    /// <summary>One array per row, in the order of <see cref="Columns"/>; NaN where the file has no number.</summary>
    public IReadOnlyList<double[]> Rows { get; }

    public IReadOnlyList<bool>? Labels { get; }

    /// <summary>Rows that were made and not read, one a second.</summary>
    public static Recording OfRows(string name, IReadOnlyList<string> columns, IReadOnlyList<double[]> rows) =>
        new(name, columns, [.. Enumerable.Range(1, rows.Count).Select(row => row.ToString(CultureInfo.InvariantCulture))], [.. Enumerable.Range(1, rows.Count).Select(row => row * 1000L)], rows, null);

    /// <exception cref="InvalidDataException">No time column or an unreadable time; the message names file and line.</exception>
    public static Recording Read(string path)
    {
        using var reader = new StreamReader(path);
        var header = reader.ReadLine() ?? throw new InvalidDataException($"{path}: the file is empty.");
        var separator = header.Count(c => c == ';') > header.Count(c => c == ',') ? ';' : ',';
        var names = header.Split(separator, StringSplitOptions.TrimEntries);
        var time = Array.FindIndex(names, n => TimeColumns.Contains(n, StringComparer.OrdinalIgnoreCase));
        if (time < 0) throw new InvalidDataException($"{path}: no time column (one of {string.Join(", ", TimeColumns)}).");
        var label = Array.FindIndex(names, n => n.Equals("anomaly", StringComparison.OrdinalIgnoreCase));
        var values = Enumerable.Range(0, names.Length)
            .Where(i => i != time && i != label && !names[i].Equals("changepoint", StringComparison.OrdinalIgnoreCase))
            .ToArray();

        var timeCells = new List<string>();
        var times = new List<long>();
        var rows = new List<double[]>();
        var labels = label < 0 ? null : new List<bool>();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var cells = text.Split(separator, StringSplitOptions.TrimEntries);
            if (cells.Length < names.Length) throw new InvalidDataException($"{path}:{line}: {cells.Length} cells, the header has {names.Length}.");
            timeCells.Add(cells[time]);
            times.Add(Time($"{path}:{line}", cells[time]));
            rows.Add(Array.ConvertAll(values, i => Number(cells[i])));
            labels?.Add(Number(cells[label]) >= 0.5);
        }

        return new Recording(Path.GetFileName(path), Array.ConvertAll(values, i => names[i]), timeCells, times, rows, labels);
    }

    /// <summary>A time, ms since 1970; without a zone it is UTC.</summary>
    /// <param name="where">File and line, for the message.</param>
    /// <param name="cell">A date and time, or seconds or milliseconds since 1970.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static long Time(string where, string cell)
    {
        if (DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.ToUnixTimeMilliseconds();
        var number = Number(cell);
        if (double.IsNaN(number)) throw new InvalidDataException($"{where}: '{cell}' is no time.");
        return number < 1e11 ? (long)(number * 1000) : (long)number;
    }

    private static double Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;
}
