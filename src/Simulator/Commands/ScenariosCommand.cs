using System.CommandLine;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Work;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator scenarios</c>: what can go wrong, and what people can do.</summary>
internal static class ScenariosCommand
{
    public static Command Create()
    {
        var command = new Command("scenarios", "List the faults and the work that can be simulated.");
        command.SetAction(_ => Show());
        return command;
    }

    private static int Show()
    {
        var table = new Table().AddColumns("scenario", "asset types", "develops", "lasts", "what it looks like");
        foreach (var scenario in ScenarioCatalog.All)
        {
            table.AddRow(
                scenario.Name,
                scenario.OfGateway ? "gateway of a site" : string.Join(", ", scenario.Types),
                scenario.Development == TimeSpan.Zero ? "at once" : Minutes(scenario.Development),
                scenario.Duration is { } duration ? Minutes(duration) : "until ended",
                Markup.Escape(scenario.Sign));
        }
        AnsiConsole.Write(table);
        var works = new Table().AddColumns("work", "asset type", "claims");
        foreach (var script in WorkScripts.All) works.AddRow(script.Key, script.Type, Minutes(script.Length));
        AnsiConsole.Write(works);
        return ExitCode.Success;
    }

    private static string Minutes(TimeSpan span) => FormattableString.Invariant($"{span.TotalMinutes:0} min");
}
