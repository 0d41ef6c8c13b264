using System.Globalization;
using Facilities.Operations.Templates;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>The learned baselines of the test rig's template on SKAB recordings: leading rows train, the later ones are scored, all are pooled.</summary>
internal static class SkabEvaluation
{
    private static readonly string[] Columns = ["F1", "FAR %", "MAR %", "found", "events", "false alarms", "delay s"];

    /// <exception cref="InvalidDataException">No recording, or one that can't be read; the message names it.</exception>
    public static EvaluationResult Run(DirectoryInfo folder, int trainingRows)
    {
        var files = folder.GetFiles("*.csv", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new InvalidDataException($"'{folder.FullName}' holds no .csv recording.");
        var template = Templates.Get(ColumnMap.Skab.Type);
        var judged = CommandProgress.Run("recordings", files.Count, tell =>
        {
            var list = new List<JudgedRecording>();
            foreach (var (index, file) in files.Index())
            {
                list.Add(Judge(template, folder, file, trainingRows));
                tell(index + 1);
            }

            return list;
        });
        var labelled = judged.Where(one => one.Labels is not null).ToList();
        var healthy = judged.Where(one => one.Labels is null).ToList();
        var totals = new List<(string, IReadOnlyList<string>)>();
        if (labelled.Count > 0) totals.Add(($"all {labelled.Count} with labels", Figures([.. labelled.Select(Scored)])));
        if (healthy.Count > 0) totals.Add(($"{healthy.Count} without faults", Figures([.. healthy.Select(Scored)])));
        return new EvaluationResult($"SKAB protocol, {trainingRows} training rows", Columns, [.. judged.Select(one => (one, Figures([Scored(one)])))], totals);
    }

    private static JudgedRecording Judge(AssetTemplate template, DirectoryInfo folder, FileInfo file, int trainingRows)
    {
        var recording = Recording.Read(file.FullName);
        if (recording.Rows.Count <= trainingRows) throw new InvalidDataException($"{file.FullName}: {recording.Rows.Count} rows, and --skip {trainingRows} of them train: nothing would be left to score.");
        var found = new RecordingJudge(template, ColumnMap.Skab, trainingRows).Judge(recording);
        var name = Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/');
        return new JudgedRecording(name, recording, recording.Labels, RecordingJudge.AlarmRows(recording, found), null, trainingRows);
    }

    /// <summary>The rows that count. A recording without labels has no fault.</summary>
    private static LabelledRun Scored(JudgedRecording judged) => new(
        [.. judged.Recording.TimesUnixMs.Skip(judged.Skipped).Select(time => time / 1000.0)],
        [.. (judged.Labels ?? new bool[judged.Alarms.Count]).Skip(judged.Skipped)],
        [.. judged.Alarms.Skip(judged.Skipped)]);

    private static IReadOnlyList<string> Figures(IReadOnlyList<LabelledRun> runs)
    {
        var score = AnomalyScore.Of(runs);
        var delays = runs.SelectMany(AnomalyScore.Delays).Order().ToList();
        return
        [
            score.Events == 0 ? "–" : score.F1.ToString("0.0000", CultureInfo.InvariantCulture),
            score.FalseAlarmRatePercent.ToString("0.00", CultureInfo.InvariantCulture),
            score.Events == 0 ? "–" : score.MissedAlarmRatePercent.ToString("0.00", CultureInfo.InvariantCulture),
            score.Found.ToString(CultureInfo.InvariantCulture),
            score.Events.ToString(CultureInfo.InvariantCulture),
            score.FalseAlarms.ToString(CultureInfo.InvariantCulture),
            delays.Count == 0 ? "–" : delays[delays.Count / 2].ToString("0", CultureInfo.InvariantCulture),
        ];
    }
}
