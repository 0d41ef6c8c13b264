using System.CommandLine;
using Facilities.Ingest.Commands.Store;
using Spectre.Console;

namespace Facilities.Ingest.Commands.Complaints;

/// <summary><c>facilities complaints bench</c>: a year of a city's hotline, imported and analysed, as one table.</summary>
internal static class ComplaintsCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder that 'simulator complaints' wrote.", Required = true };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the trial database is made (and deleted). The folder for temporary files when left out." };
        var bench = new Command("bench", "Imports labelled hotline records into an empty database and asks what the page of analysis asks.") { data, folder };
        bench.SetAction(async (parsed, cancellationToken) =>
        {
            var line = new ErrorLine<string>(static what => what);
            var trial = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder)?.FullName ?? Path.GetTempPath(), $"facilities-complaints-{Guid.NewGuid():N}"));
            try
            {
                var table = new Table().Border(TableBorder.Markdown).AddColumns("what", "measured", "target");
                foreach (var (what, measured, target) in await new ComplaintsBench(parsed.GetValue(data)!, trial.FullName, line).RunAsync(cancellationToken).ConfigureAwait(false)) table.AddRow(what, measured, target);
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
        return new Command("complaints", "Records of the hotline.") { bench };
    }
}
