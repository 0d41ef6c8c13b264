using System.CommandLine;
using Facilities.Ingest.Commands.Complaints;
using Facilities.Ingest.Commands.Evaluation;
using Facilities.Ingest.Commands.Evaluation.Injected;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities evaluate --format F --data DIR</c>: the detectors against labelled recordings, scored as the recordings' own protocol does.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var format = new Option<EvaluationFormat>("--format") { Description = "skab: vectors at 1 Hz, column 'anomaly'. nab: one slow signal a file, windows.json beside the folders. cmapss: train_FD001.txt, remaining life. injected: what 'simulator inject' wrote, or the outcomes of slices of it. complaints: what 'simulator complaints' wrote.", Required = true };
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with the recordings.", Required = true };
        var skip = new Option<int>("--skip") { Description = "skab: rows of each file that train and aren't scored.", DefaultValueFactory = _ => 400 };
        var predictions = new Option<DirectoryInfo?>("--pred") { Description = "Folder for what the detectors said of every row, under the recordings' own names." };
        var report = new Option<FileInfo?>("--report") { Description = "HTML file with a table and a picture of every recording." };
        var outcomes = new Option<FileInfo?>("--outcomes") { Description = "injected: keeps what was found in this file (NAME.outcomes.jsonl); --data with a folder of such files adds them up." };
        var perFile = new Option<bool>("--per-file") { Description = "A line per recording as well; complaints: fifty records that were judged wrong." };
        var command = new Command("evaluate", "Measures the detectors on labelled recordings, with one fixed configuration per format.") { format, data, skip, predictions, report, outcomes, perFile };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(data)!;
            if (!folder.Exists) throw new InvalidDataException($"There is no folder '{folder.FullName}'. Give the folder with the recordings after --data.");
            if (parsed.GetValue(format) == EvaluationFormat.Complaints)
            {
                ComplaintEvaluation.Run(folder).Print(parsed.GetValue(perFile));
                return ExitCode.Success;
            }

            var judged = parsed.GetValue(format) switch
            {
                EvaluationFormat.Injected when parsed.GetValue(predictions) is not null => throw new InvalidDataException("--pred is for skab, nab and cmapss: injected recordings have payloads, not rows."),
                EvaluationFormat.Injected => InjectedEvaluation.Run(folder, parsed.GetValue(outcomes)),
                _ when parsed.GetValue(outcomes) is not null => throw new InvalidDataException("--outcomes is for injected: other recordings are not judged in slices."),
                EvaluationFormat.Nab => NabEvaluation.Run(folder),
                EvaluationFormat.Cmapss => CmapssEvaluation.Run(folder),
                _ => SkabEvaluation.Run(folder, parsed.GetValue(skip)),
            };
            if (parsed.GetValue(predictions) is { } target) PredictionFiles.Write(target, judged);
            if (parsed.GetValue(report) is { } page) ReportPage.Write(page, judged);
            judged.Print(parsed.GetValue(perFile));
            return ExitCode.Success;
        });
        return command;
    }
}
