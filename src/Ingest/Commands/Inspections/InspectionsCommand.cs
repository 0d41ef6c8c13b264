using System.CommandLine;
using Facilities.Ingest.Commands.Store;
using Spectre.Console;

namespace Facilities.Ingest.Commands.Inspections;

/// <summary><c>facilities inspections bench</c>: a year of a district's duties, generated and counted, as one table.</summary>
internal static class InspectionsCommand
{
    public static Command Create()
    {
        var elevators = new Option<int>("--elevators") { Description = "Lifts of the district.", DefaultValueFactory = _ => 300 };
        var systems = new Option<int>("--fire-systems") { Description = "Fire systems of the district.", DefaultValueFactory = _ => 100 };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the trial database is made (and deleted). The folder for temporary files when left out." };
        var bench = new Command("bench", "Generates a year of duties in an empty database and counts them as the regulator's page does.") { elevators, systems, folder };
        bench.SetAction(async (parsed, cancellationToken) =>
        {
            var line = new ErrorLine<string>(static what => what);
            var trial = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder)?.FullName ?? Path.GetTempPath(), $"facilities-inspections-{Guid.NewGuid():N}"));
            try
            {
                var table = new Table().Border(TableBorder.Markdown).AddColumns("what", "measured", "target");
                var rows = await new InspectionsBench(trial.FullName, line).RunAsync(parsed.GetValue(elevators), parsed.GetValue(systems), cancellationToken).ConfigureAwait(false);
                foreach (var (what, measured, target) in rows) table.AddRow(what, measured, target);
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
        return new Command("inspections", "Inspections and their duties.") { bench };
    }
}
