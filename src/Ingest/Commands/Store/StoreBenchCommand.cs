using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Facilities.Ingest.Commands.Store;

/// <summary><c>facilities store bench</c>: what the embedded store, or an InfluxDB, reaches on this machine, as one table.</summary>
internal static class StoreBenchCommand
{
    public static Command Create(string[] args)
    {
        var samples = new Option<long>("--samples") { Description = "Samples that the queries go over; 100,000,000 takes about a minute to write.", DefaultValueFactory = _ => 100_000_000 };
        var recordings = new Option<DirectoryInfo?>("--recordings") { Description = "Folder with CSV recordings whose bytes a sample are told as well." };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the trial stores are made (and deleted): the disk to be measured. The folder for temporary files when left out." };
        var influx = new Option<bool>("--influx") { Description = "Measures the InfluxDB of the settings (--Influx:Url …) instead, in databases of its own." };
        var command = new Command("bench", "Measures the embedded store: writing, bytes a sample, queries, writing while queries run.") { samples, recordings, folder, influx };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var line = new ErrorLine<string>(static what => what);
            var trial = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder)?.FullName ?? Path.GetTempPath(), $"facilities-bench-{Guid.NewGuid():N}"));
            try
            {
                var table = new Table().Border(TableBorder.Markdown).AddColumns("what", "measured", "target");
                var rows = parsed.GetValue(influx)
                    ? await new InfluxBench(StoreSession.Settings([.. args, "--Telemetry:Store=influx"]).Influx!, trial.FullName, line).RunAsync(parsed.GetValue(samples), cancellationToken).ConfigureAwait(false)
                    : await new StoreBench(trial.FullName, line).RunAsync(parsed.GetValue(samples), cancellationToken).ConfigureAwait(false);
                foreach (var row in rows) table.AddRow(row.What, row.Measured, row.Target);
                if (parsed.GetValue(recordings) is { } data)
                {
                    foreach (var (name, count, bytes) in await RecordingSizes.MeasureAsync(data.FullName, trial.FullName, line, cancellationToken).ConfigureAwait(false))
                    {
                        table.AddRow(Markup.Escape($"bytes a sample: {name}"), string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} ({count} samples)"), "report");
                    }
                }

                line.End();
                // In a file or a pipe there is no width to keep to.
                if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 160;
                AnsiConsole.Write(table);
                return ExitCode.Success;
            }
            finally
            {
                trial.Delete(recursive: true);
            }
        });
        return command;
    }
}
