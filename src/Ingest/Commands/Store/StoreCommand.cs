using System.CommandLine;
using System.Globalization;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Store;

/// <summary><c>facilities store …</c>: checks, exports, imports and copies telemetry.</summary>
internal static class StoreCommand
{
    private const int MostComplaints = 20;

    public static Command Create(string[] args) => new("store", "The telemetry store: check, export, import, copy, measure.")
    {
        CreateCheck(args), CreateExport(args), CreateImport(args), CreateCopy(args), StoreBenchCommand.Create(args),
    };

    private static Command CreateCheck(string[] args)
    {
        var command = new Command("check", "Reads the whole embedded store and names every damaged block; exit code 1 when there is one. May run beside the service.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var path = Path.Combine(StoreSession.Settings(args).Data.Path, "telemetry.db");
            if (!File.Exists(path)) throw new InvalidDataException($"There is no telemetry store '{path}'; name its folder with --Data:Path.");
            var line = new ErrorLine<long>(static blocks => $"{blocks} blocks");
            var problems = await SqliteTimeSeriesStore.CheckFileAsync(path, line, cancellationToken).ConfigureAwait(false);
            line.End();
            foreach (var problem in problems)
            {
                Console.WriteLine(problem.Source == default
                    ? $"database: {problem.Problem}"
                    : $"source {problem.Source}, block {problem.Block}, {Time(problem.FromUnixMs)} to {Time(problem.ToUnixMs)}: {problem.Problem}");
            }

            Console.WriteLine(problems.Count == 0 ? "The telemetry store is sound." : $"{problems.Count} problems. Everything else stays readable; restore a backup to have these back.");
            return problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static Command CreateExport(string[] args)
    {
        var (file, format, from, to) = (FileArgument("File to write."), FormatOption(), FromOption(), ToOption());
        var command = new Command("export", "Writes samples to a file; when it was broken off, the same command goes on. The service must be stopped.") { file, format, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = await StoreSession.OpenAsync(args, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var line = new ErrorLine<TransferProgress>(static done => $"{done.Samples} samples of {done.Sources} assets");
                var (written, nameless) = await StoreExport.RunAsync(
                    session.OpenStore(), session.Names, Text(parsed.GetValue(format)!), parsed.GetValue(file)!, parsed.GetValue(from)?.ToUnixTimeMilliseconds() ?? ReadingPages.Earliest,
                    parsed.GetValue(to)?.ToUnixTimeMilliseconds() ?? ReadingPages.Latest, line, cancellationToken).ConfigureAwait(false);
                line.End();
                Console.WriteLine($"{written.Samples} samples of {written.Sources} assets written to {parsed.GetValue(file)}.");
                if (nameless > 0) Console.Error.WriteLine($"{nameless} sources were left out: their assets aren't registered any more.");
                return ExitCode.Success;
            }
        });
        return command;
    }

    private static Command CreateImport(string[] args)
    {
        var (file, format) = (FileArgument("File to read."), FormatOption());
        var command = new Command("import", "Reads samples from a file; when it was broken off, the same command goes on. Assets must be registered, the service stopped.") { file, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = await StoreSession.OpenAsync(args, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var complaints = 0;
                var line = new ErrorLine<TransferProgress>(static done => $"{done.Lines} lines, {done.Samples} samples");
                var (read, refused) = await StoreImport.RunAsync(
                    session.OpenStore(), session.Names, Text(parsed.GetValue(format)!), parsed.GetValue(file)!,
                    (number, problem) =>
                    {
                        if (complaints++ < MostComplaints) Console.Error.WriteLine($"line {number}: {problem}");
                    },
                    line, cancellationToken).ConfigureAwait(false);
                line.End();
                Console.WriteLine($"{read.Samples} samples imported, {refused} lines left out.");
                return refused == 0 ? ExitCode.Success : ExitCode.Failure;
            }
        });
        return command;
    }

    private static Command CreateCopy(string[] args)
    {
        var from = new Option<string>("--from") { Description = "Store to copy from: sqlite or influx.", Required = true };
        var to = new Option<string>("--to") { Description = "Store to copy to, best an empty one: sqlite or influx.", Required = true };
        from.AcceptOnlyFromAmong(StoreSession.Kinds);
        to.AcceptOnlyFromAmong(StoreSession.Kinds);
        var after = new Option<int>("--after") { Description = "Goes on behind this source, the last that an earlier copy named.", DefaultValueFactory = _ => int.MinValue };
        var command = new Command("copy", "Copies all samples from one store to another and compares counts and checksums; exit code 1 when they differ. The service must be stopped.") { from, to, after };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(from) == parsed.GetValue(to))
            {
                Console.Error.WriteLine("--from and --to name the same store.");
                return ExitCode.Usage;
            }

            var session = await StoreSession.OpenAsync(args, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var line = new ErrorLine<(SourceId Source, TransferProgress Done)>(
                    static now => $"{now.Done.Samples} samples of {now.Done.Sources} assets; to go on from here: --after {now.Source}");
                var report = await StoreCopy.RunAsync(
                    session.OpenStore(parsed.GetValue(from)), session.OpenStore(parsed.GetValue(to)), new SourceId(parsed.GetValue(after)), ReadingPages.Earliest,
                    ReadingPages.Latest, (source, done) => line.Report((source, done)), cancellationToken).ConfigureAwait(false);
                line.End();
                Console.WriteLine($"{report.Samples} samples of {report.Sources} assets copied and compared.");
                foreach (var source in report.Differing.Take(MostComplaints)) Console.Error.WriteLine($"source {source}: the stores differ");
                if (report.Differing.Count > 0) Console.Error.WriteLine($"{report.Differing.Count} sources differ. A target that held other samples of them differs too; copy into an empty one to be sure.");
                return report.Differing.Count == 0 ? ExitCode.Success : ExitCode.Failure;
            }
        });
        return command;
    }

    private static Argument<string> FileArgument(string description) => new("FILE") { Description = description };

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--format") { Description = "csv (a line per sample) or line (InfluxDB's line protocol).", DefaultValueFactory = _ => "csv" };
        option.AcceptOnlyFromAmong("csv", "line");
        return option;
    }

    private static Option<DateTimeOffset?> FromOption() => new("--from") { Description = "First instant, e.g. 2026-01-31T00:00:00+08:00; everything when left out." };

    private static Option<DateTimeOffset?> ToOption() => new("--to") { Description = "End of the stretch, not included." };

    private static IReadingText Text(string format) => format == "csv" ? new CsvText() : new LineText();

    private static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
