using System.CommandLine;
using System.Globalization;
using Facilities.Detection;
using Facilities.Ingest.Commands.Evaluation;
using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities replay FILE</c>: a recording through the detectors with its original times; touches no data folder.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo[]>("FILE") { Description = "CSV recordings with a time column.", Arity = ArgumentArity.OneOrMore };
        var map = new Option<FileInfo?>("--map") { Description = "JSON file that maps columns to points; the SKAB pump rig when left out." };
        var training = new Option<int?>("--training-rows") { Description = "Rows that train before anything is judged; the map's when left out." };
        var command = new Command("replay", "Runs CSV recordings through the detectors with their original times and prints what they find.") { file, map, training };
        command.SetAction(parsed =>
        {
            var columns = parsed.GetValue(map) is { } path ? ColumnMap.Read(path.FullName) : ColumnMap.Skab;
            return Run(parsed.GetValue(file)!, columns, parsed.GetValue(training) ?? columns.TrainingRows);
        });
        return command;
    }

    private static int Run(IReadOnlyList<FileInfo> files, ColumnMap map, int trainingRows)
    {
        var template = Templates.Get(map.Type);
        foreach (var file in files)
        {
            var recording = Recording.Read(file.FullName);
            var found = CommandProgress.Run(recording.Name, recording.Rows.Count, tell => new RecordingJudge(template, map, trainingRows).Judge(recording, tell));
            Print(recording, found);
        }

        return ExitCode.Success;
    }

    private static void Print(Recording recording, FindingList found)
    {
        var table = new Table().Title($"{Markup.Escape(recording.Name)}: {recording.Rows.Count} rows, {found.Count} findings").Border(TableBorder.Minimal);
        foreach (var column in (string[])["what", "rule", "onset row", "onset", "signal", "value", "expected", "deviation"]) table.AddColumn(column);
        foreach (var finding in found)
        {
            table.AddRow(
                finding.Kind.ToString(),
                Markup.Escape(finding.RuleKey),
                Row(recording, finding.OnsetUnixMs),
                DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                finding.Signal?.Key ?? "",
                Number(finding.Value),
                Number(finding.Expected),
                Number(finding.Deviation));
        }

        AnsiConsole.Write(table);
    }

    private static string Row(Recording recording, long time)
    {
        var rows = recording.TimesUnixMs;
        var row = 0;
        while (row < rows.Count && rows[row] < time) row++;
        return row.ToString(CultureInfo.InvariantCulture);
    }

    private static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
