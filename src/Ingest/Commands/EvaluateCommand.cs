using System.CommandLine;
using System.Globalization;
using Facilities.Ingest.Commands.Evaluation;
using Facilities.Operations.Templates;
using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities evaluate skab DIR</c>: the detectors against labelled recordings, as the SKAB protocol scores them.</summary>
internal static class EvaluateCommand
{
    /// <summary>The protocol's training rows, which are also left out of the score.</summary>
    private const int SkabTrainingRows = 400;

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder with labelled SKAB files (valve1, valve2, other)." };
        var on = new Option<double?>("--on") { Description = "Score above which an alarm goes on; the template's when left out." };
        var off = new Option<double?>("--off") { Description = "Score below which it goes off." };
        var perFile = new Option<bool>("--per-file") { Description = "A line per file as well." };
        var skab = new Command("skab", "Scores the learned baselines on SKAB: F1, FAR, MAR, found events, false alarms.") { folder, on, off, perFile };
        skab.SetAction(parsed => Skab(parsed.GetValue(folder)!, parsed.GetValue(on), parsed.GetValue(off), parsed.GetValue(perFile)));
        return new Command("evaluate", "Measures the detectors on labelled recordings.") { skab };
    }

    private static int Skab(DirectoryInfo folder, double? on, double? off, bool perFile)
    {
        if (!folder.Exists) throw new InvalidDataException($"There is no folder '{folder.FullName}'.");
        var files = folder.GetFiles("*.csv", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
        var template = Templates.Get(ColumnMap.Skab.Type);
        var runs = CommandProgress.Run("recordings", files.Count, tell =>
        {
            var judged = new List<(string Name, LabelledRun Run)>();
            foreach (var (index, file) in files.Index())
            {
                var recording = Recording.Read(file.FullName);
                // Files without labels (anomaly-free) have their own training length and no place in this score.
                if (recording.Labels is not null) judged.Add((Path.GetRelativePath(folder.FullName, file.FullName), Judge(template, recording, on, off)));
                tell(index + 1);
            }

            return judged;
        });
        if (runs.Count == 0) throw new InvalidDataException($"'{folder.FullName}' holds no labelled recording.");
        Print(runs, perFile);
        return ExitCode.Success;
    }

    private static LabelledRun Judge(AssetTemplate template, Recording recording, double? on, double? off)
    {
        var found = new RecordingJudge(template, ColumnMap.Skab, SkabTrainingRows, on, off).Judge(recording);
        return new LabelledRun(
            [.. recording.TimesUnixMs.Skip(SkabTrainingRows).Select(time => time / 1000.0)],
            [.. recording.Labels!.Skip(SkabTrainingRows)],
            [.. RecordingJudge.AlarmRows(recording, found).Skip(SkabTrainingRows)]);
    }

    private static void Print(List<(string Name, LabelledRun Run)> runs, bool perFile)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in (string[])["file", "F1", "FAR %", "MAR %", "found", "events", "false alarms"]) table.AddColumn(column);
        if (perFile)
        {
            foreach (var (name, run) in runs) Add(table, name, AnomalyScore.Of(run));
        }

        Add(table, $"all {runs.Count}", AnomalyScore.Of(runs.Select(judged => judged.Run)));
        AnsiConsole.Write(table);
    }

    private static void Add(Table table, string name, AnomalyScore score) => table.AddRow(
        Markup.Escape(name),
        score.F1.ToString("0.0000", CultureInfo.InvariantCulture),
        score.FalseAlarmRatePercent.ToString("0.00", CultureInfo.InvariantCulture),
        score.MissedAlarmRatePercent.ToString("0.00", CultureInfo.InvariantCulture),
        score.Found.ToString(CultureInfo.InvariantCulture),
        score.Events.ToString(CultureInfo.InvariantCulture),
        score.FalseAlarms.ToString(CultureInfo.InvariantCulture));
}
