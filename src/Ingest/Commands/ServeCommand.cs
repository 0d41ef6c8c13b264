using System.CommandLine;
using Facilities.Ingest.Hosting;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities serve</c>: intake, detection, jobs and health, without pages.</summary>
internal static class ServeCommand
{
    /// <summary>Not the dashboard's: both may run on one machine.</summary>
    private const string DefaultUrls = "http://localhost:5081";

    public static Command Create(string[] args)
    {
        var command = new Command("serve", "Takes in telemetry, detects, runs the jobs; no pages. The default.");
        command.SetAction((_, cancellationToken) => RunAsync(args, cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = FacilitiesHost.CreateBuilder(args, DefaultUrls);
        builder.AddFacilitiesIngest();
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.MapFacilitiesIngest();
            await app.RunAsync(cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        }
    }
}
