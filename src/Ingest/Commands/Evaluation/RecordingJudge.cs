using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>Runs recordings through the detectors with their original times: no database, no clock but the recording's own.</summary>
internal sealed class RecordingJudge(AssetTemplate template, ColumnMap map, int trainingRows)
{
    private static readonly SourceId Source = new(1);

    /// <summary>What the detectors say, in order. <paramref name="progress"/> is told after every thousandth row how many are done.</summary>
    /// <exception cref="InvalidDataException">A mapped column or point doesn't exist.</exception>
    public FindingList Judge(Recording recording, Action<int>? progress = null)
    {
        var columns = Resolve(recording);
        var engine = new DetectionEngine();
        engine.Add(Source, template.Profile(Overrides()));
        var found = new FindingList();
        var values = new PointValue[columns.Count];
        for (var row = 0; row < recording.Rows.Count; row++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var (index, point, scale, offset) = columns[i];
                values[i] = new PointValue(point, recording.Rows[row][index] * scale + offset);
            }

            var time = recording.TimesUnixMs[row];
            engine.Observe(new Reading { Source = Source, EventTimeUnixMs = time, ReceiveTimeUnixMs = time, Values = values }, found);
            if (row % 1_000 == 999) progress?.Invoke(row + 1);
        }

        progress?.Invoke(recording.Rows.Count);
        return found;
    }

    /// <summary>Per row whether a learned baseline stands in alarm, for scoring against labels.</summary>
    public static bool[] AlarmRows(Recording recording, FindingList found)
    {
        var alarms = new bool[recording.Rows.Count];
        foreach (var raised in found.Where(finding => finding.Kind == FindingKind.Raised && IsLearned(finding)))
        {
            var cleared = found.Find(finding =>
                finding.Kind == FindingKind.Cleared && finding.RuleKey == raised.RuleKey && finding.OnsetUnixMs == raised.OnsetUnixMs);
            var end = raised.ClearedUnixMs ?? cleared?.ClearedUnixMs ?? long.MaxValue;
            for (var row = 0; row < alarms.Length; row++)
            {
                var time = recording.TimesUnixMs[row];
                alarms[row] |= time >= raised.OnsetUnixMs && time < end;
            }
        }

        return alarms;
    }

    private static bool IsLearned(Finding finding) => finding.RuleKey.StartsWith("ewma:", StringComparison.Ordinal);

    private AssetOverrides Overrides() => new()
    {
        Vectors = template.Vectors.ToDictionary(
            vector => vector.Definition.Key, _ => new VectorOverride { TrainingRows = trainingRows }, StringComparer.Ordinal),
    };

    private List<(int Index, ushort Point, double Scale, double Offset)> Resolve(Recording recording)
    {
        var columns = new List<(int, ushort, double, double)>();
        foreach (var column in map.Columns)
        {
            var index = recording.Columns.ToList().FindIndex(name => name.Equals(column.Column, StringComparison.OrdinalIgnoreCase));
            if (index < 0) throw new InvalidDataException($"{recording.Name}: no column '{column.Column}'; it has {string.Join(", ", recording.Columns)}.");
            var point = template.Point(column.Point) ?? throw new InvalidDataException($"{template.Type} has no point '{column.Point}'.");
            columns.Add((index, point.Definition.No, column.Scale, column.Offset));
        }

        return columns;
    }
}
