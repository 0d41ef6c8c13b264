using System.CommandLine;
using System.Globalization;
using Facilities.Simulator.Injection;
using Facilities.Simulator.Plans;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator inject --out DIR</c>: labelled recordings of every fault, to judge detectors by. Needs no service.</summary>
internal sealed class InjectCommand
{
    private const int MostSeeds = 10_000;
    private const int MostHealthyMonths = 12_000;

    private readonly Option<DirectoryInfo> _out = new("--out") { Description = "Folder for recordings and labels.json; must be empty or new.", Required = true };
    private readonly Option<string> _seeds = new("--seeds") { Description = "One recording of every fault per seed, FIRST..LAST. Tune on 1..50, report on 1001..1100.", DefaultValueFactory = _ => "1001..1001" };
    private readonly Option<int> _months = new("--healthy-months") { Description = "Asset-months of healthy recordings per asset type, in years as far as they go.", DefaultValueFactory = _ => 12 };
    private readonly Option<string[]> _types = new("--types") { Description = "Only these asset types; default: all.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _families = new("--families") { Description = "Only faults of these families (door, bearing, …); default: all.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _force = new("--force") { Description = "Write over what the folder holds." };

    public static Command Create() => new InjectCommand().Build();

    private Command Build()
    {
        var command = new Command("inject", "Record virtual assets with and without faults, with labels, for 'facilities evaluate --format injected'.");
        foreach (var option in new Option[] { _out, _seeds, _months, _types, _families, _force }) command.Options.Add(option);
        command.SetAction((parsed, ct) => CommandGuard.RunAsync(() => Task.Run(() => Run(parsed, ct), ct)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken ct)
    {
        var seeds = parsed.GetValue(_seeds)!;
        var (first, last) = Seeds(seeds);
        var months = parsed.GetValue(_months);
        if (months is < 0 or > MostHealthyMonths) throw new ArgumentException($"--healthy-months must be 0 to {MostHealthyMonths}.");
        var types = Known(parsed.GetValue(_types), AssetTypes.Simulated, "--types");
        var families = FaultLabels.Injectable.SelectMany(fault => fault.Label.Families).Distinct().ToArray();
        string[] asked = parsed.GetValue(_families) is { Length: > 0 } named ? Known(named, families, "--families") : [];
        var folder = parsed.GetValue(_out)!.FullName;
        var set = new RecordingSet(folder, seeds, months, RecordingSet.Plan(first, last, months, types, asked));
        Progress(set.Planned.Count, step => set.Record(parsed.GetValue(_force), step, ct));
        Say.Line($"{set.Planned.Count(planned => planned.Fault is not null)} faults and {set.Planned.Count(planned => planned.Fault is null)} healthy recordings in {folder}");
        return ExitCode.Success;
    }

    private static void Progress(int steps, Action<Action> work)
    {
        if (Console.IsOutputRedirected)
        {
            work(() => { });
            return;
        }
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var bar = progress.AddTask("recordings", maxValue: steps);
                work(() => bar.Increment(1));
            });
    }

    private static (int First, int Last) Seeds(string text)
    {
        var parts = text.Split("..");
        if (parts.Length is 1 or 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last && last - first < MostSeeds)
            return (first, last);
        throw new ArgumentException($"--seeds '{text}' is not FIRST..LAST of at most {MostSeeds} numbers, e.g. 1001..1100.");
    }

    private static string[] Known(string[]? asked, IReadOnlyList<string> known, string option)
    {
        if (asked is not { Length: > 0 }) return [.. known];
        var strange = asked.Except(known).ToArray();
        return strange.Length == 0 ? asked : throw new ArgumentException($"{option}: {string.Join(", ", strange)} unknown; there are {string.Join(", ", known)}.");
    }
}
