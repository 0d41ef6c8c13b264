namespace Facilities.Simulator.Replay;

/// <summary>
/// How a recording's columns become points. Read from a small JSON file (docs/formats/recording-maps.md):
/// <code>
/// { "type": "test-rig-pump", "separator": ";", "timeColumn": "datetime", "timeFormat": "yyyy-MM-dd HH:mm:ss",
///   "rowPeriodSeconds": 1, "trainingRows": 400,
///   "columns": [ { "column": "Current", "point": "current_a" }, … ] }
/// </code>
/// </summary>
public sealed record RecordingMap
{
    /// <summary>Name it is known by, from the file's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the data comes from and what to know about it; shown with the summary.</summary>
    public string Note { get; init; } = "";

    /// <summary>Asset type that the recording is played as.</summary>
    public required string Type { get; init; }

    public char Separator { get; init; } = ',';

    public required string TimeColumn { get; init; }

    /// <summary>A .NET date format (read as UTC: only differences count), or <c>seconds</c> or <c>milliseconds</c> since anything.</summary>
    public required string TimeFormat { get; init; }

    /// <summary>Columns that stand before the first named one (a row number without a header).</summary>
    public int UnnamedLeadingColumns { get; init; }

    /// <summary>Usual distance of rows; tells how long a recording takes and what a gap is.</summary>
    public required double RowPeriodSeconds { get; init; }

    /// <summary>Rows from which the detectors learn, given to the asset when it is provisioned.</summary>
    public required int TrainingRows { get; init; }

    public required IReadOnlyList<RecordedColumn> Columns { get; init; }

    /// <summary>Names everything that is wrong with the map.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Type)) errors.Add("'type' is empty.");
        if (string.IsNullOrWhiteSpace(TimeColumn)) errors.Add("'timeColumn' is empty.");
        if (string.IsNullOrWhiteSpace(TimeFormat)) errors.Add("'timeFormat' is empty.");
        if (!(RowPeriodSeconds is > 0 and <= 86_400)) errors.Add("'rowPeriodSeconds' must be above 0 and at most 86400.");
        if (TrainingRows is < 1 or > 1_000_000) errors.Add("'trainingRows' must be 1 to 1000000.");
        if (UnnamedLeadingColumns is < 0 or > 100) errors.Add("'unnamedLeadingColumns' must be 0 to 100.");
        if (Columns.Count == 0) errors.Add("'columns' is empty.");
        foreach (var column in Columns)
        {
            if (string.IsNullOrWhiteSpace(column.Column) || string.IsNullOrWhiteSpace(column.Point)) errors.Add("A column needs 'column' and 'point'.");
            if (!double.IsFinite(column.Scale) || column.Scale == 0 || !double.IsFinite(column.Offset)) errors.Add($"Column '{column.Column}': scale and offset must be numbers, scale not 0.");
        }
        foreach (var twice in Columns.GroupBy(column => column.Point).Where(group => group.Count() > 1)) errors.Add($"Point '{twice.Key}' is mapped twice.");
        return errors;
    }
}
