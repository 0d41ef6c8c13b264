using System.Globalization;
using Facilities.Mqtt.Tests;

namespace Facilities.Benchmarks;

/// <summary><c>fuzz [--streams N] [--seed N] [--workers N]</c>: broken streams against codec and sessions, see <see cref="FuzzRun"/>. Exit code 1 when something failed.</summary>
internal static class FuzzCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).Any(name => name is not ("--streams" or "--seed" or "--workers")))
        {
            await Console.Error.WriteLineAsync("fuzz [--streams 10000000] [--seed 1] [--workers 4]");
            return 2;
        }

        long Option(string name, long standard) => Array.IndexOf(args, name) is >= 0 and var at ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : standard;
        var (streams, seed, workers) = (Option("--streams", 10_000_000), (int)Option("--seed", 1), (int)Option("--workers", 4));
        using var run = new FuzzRun(seed);
        var told = 0L;
        var report = await run.RunAsync(streams, workers, done =>
        {
            if (done - told < streams / 100) return;
            told = done;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done * 100 / streams,3} %  {done:#,0} of {streams:#,0}"));
        });
        Console.Write(report);
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
