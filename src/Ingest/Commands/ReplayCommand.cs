using System.CommandLine;
using System.Globalization;
using Facilities.Detection;
using Facilities.Ingest.Commands.Evaluation;
using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary>
/// <c>facilities replay FILE…</c>: recordings through the detectors with their original times, without a data folder. <c>facilities replay --from …</c>:
/// the stored telemetry of assets through today's rules and through changed ones.
/// </summary>
internal static class ReplayCommand
{
    public static Command Create(string[] args)
    {
        var file = new Argument<FileInfo[]>("FILE") { Description = "CSV recordings with a time column; none: stored telemetry.", Arity = ArgumentArity.ZeroOrMore };
        var map = new Option<FileInfo?>("--map") { Description = "JSON file that maps columns to points; the SKAB pump rig when left out." };
        var training = new Option<int?>("--training-rows") { Description = "Rows that train before anything is judged; the map's when left out." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Stored telemetry from this instant on, e.g. 2026-01-31T00:00:00+08:00. The service must be stopped; beside it, use the asset's page." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "End of the time, not included; now when left out." };
        var rules = new Option<FileInfo?>("--rules") { Description = "JSON file with changed numbers of rules and baselines by type and asset (docs/detection.md); today's rules alone when left out." };
        var site = new Option<string?>("--site") { Description = "Only this site." };
        var asset = new Option<string?>("--asset") { Description = "Only assets with this code." };
        var type = new Option<string?>("--type") { Description = "Only assets of this type." };
        var csv = new Option<FileInfo?>("--csv") { Description = "Writes every event to this file." };
        var command = new Command("replay", "Runs recordings, or the stored telemetry of assets, through the detectors and prints what they find; with --rules what changed rules would find, beside what was found.")
        {
            file, map, training, from, to, rules, site, asset, type, csv,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is { Length: > 0 } files)
            {
                var columns = parsed.GetValue(map) is { } path ? ColumnMap.Read(path.FullName) : ColumnMap.Skab;
                return Run(files, columns, parsed.GetValue(training) ?? columns.TrainingRows);
            }

            if (parsed.GetValue(from) is not { } since)
            {
                await Console.Error.WriteLineAsync("Name recordings, or the time of the stored telemetry with --from.").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var selection = new ReplaySelection(parsed.GetValue(site), parsed.GetValue(asset), parsed.GetValue(type));
            return await new StoredReplay(args).RunAsync(selection, since, parsed.GetValue(to), parsed.GetValue(rules), parsed.GetValue(csv), cancellationToken).ConfigureAwait(false);
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
