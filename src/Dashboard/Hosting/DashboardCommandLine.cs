using System.CommandLine;
using Facilities.Ingest.Commands;

namespace Facilities.Dashboard.Hosting;

/// <summary>
/// The dashboard's command line: the settings, and <c>--help</c>. Whatever keeps it from starting is said in a line that tells what to do,
/// and with an exit code (<see cref="ExitCode"/>).
/// </summary>
internal static class DashboardCommandLine
{
    /// <summary>Settings of the framework's host, which test hosts give.</summary>
    private static readonly string[] HostSettings = ["--environment", "--contentRoot", "--applicationName"];

    /// <param name="args">The command line.</param>
    /// <param name="serve">Runs the service to its end.</param>
    public static Task<int> RunAsync(string[] args, Func<Task> serve)
    {
        var root = new RootCommand("Facilities with pages and REST: takes in telemetry, finds faults, runs the jobs, serves the dashboard.");
        SettingOptions.AddTo(root);
        foreach (var name in HostSettings) root.Options.Add(new Option<string>(name) { Hidden = true });
        root.SetAction(async (_, _) =>
        {
            await serve();
            return ExitCode.Success;
        });
        return CommandErrors.GuardAsync(root, args);
    }
}
