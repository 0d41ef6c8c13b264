using System.CommandLine;
using Facilities.Simulator.Commands;

namespace Facilities.Simulator;

internal static class Program
{
    /// <summary>Time to say goodbye to the service and to remove load assets after Ctrl-C.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(60);

    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Virtual sites that speak MQTT, recordings played as assets, and load.");
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(ScenariosCommand.Create());
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(InjectCommand.Create());
        root.Subcommands.Add(ComplaintsCommand.Create());
        root.Subcommands.Add(LoadCommand.Create());
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Farewell });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
