using System.CommandLine;
using Facilities.Ingest.Hosting;
using Facilities.Storage.TimeSeries;
using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities store check</c>: reads every block of the embedded telemetry store. Needs the data folder for itself.</summary>
internal static class StoreCommand
{
    public static Command Create(string[] args)
    {
        var check = new Command("check", "Reads the whole telemetry store and names what is damaged; exit code 1 when anything is.");
        check.SetAction((_, cancellationToken) => CheckAsync(args, cancellationToken));
        return new Command("store", "The telemetry store.") { check };
    }

    private static async Task<int> CheckAsync(string[] args, CancellationToken cancellationToken)
    {
        var settings = FacilitiesSettingsReader.Read(FacilitiesHost.CreateBuilder(CommandArguments.Settings(args)).Configuration);
        var path = Path.Combine(settings.Data.Path, "telemetry.db");
        if (!File.Exists(path)) throw new InvalidDataException($"There is no telemetry store '{path}'; name its folder with --Data:Path.");
        using var folder = DataFolder.Open(settings.Data.Path);
        var store = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = path }, TimeProvider.System, null, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var problems = await store.CheckAsync(new BlockProgress(), cancellationToken).ConfigureAwait(false);
            foreach (var problem in problems)
                Console.WriteLine($"source {problem.Source}, block {problem.Block}, {problem.FromUnixMs}–{problem.ToUnixMs}: {problem.Problem}");
            AnsiConsole.WriteLine(problems.Count == 0 ? "The store is whole." : $"{problems.Count} problems; everything else is readable.");
            return problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        }
    }

    private sealed class BlockProgress : IProgress<long>
    {
        public void Report(long value)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{value} blocks");
        }
    }
}
