namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>
/// The score of the Numenta Anomaly Benchmark: the first alarm in a window counts the more the earlier it is, one outside costs the more the
/// farther it lies behind the last window, a missed window costs one miss. 0 is a detector that says nothing, 100 a perfect one.
/// Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015.
/// </summary>
internal static class NabScore
{
    /// <summary>Pooled over runs; null if there is no window at all.</summary>
    public static double? Of(IReadOnlyList<NabRun> runs, NabProfile profile)
    {
        var windows = runs.Sum(run => run.Windows.Count);
        if (windows == 0) return null;
        var raw = runs.Sum(run => Raw(run, profile));
        var silent = -profile.Miss * windows;
        return 100 * (raw - silent) / ((profile.Hit * windows) - silent);
    }

    private static double Raw(NabRun run, NabProfile profile)
    {
        var hits = new double?[run.Windows.Count];
        var score = 0d;
        foreach (var row in run.Rows())
        {
            var window = run.Windows.ToList().FindIndex(w => row >= w.First && row <= w.Last);
            if (window >= 0)
            {
                var (first, last) = run.Windows[window];
                var hit = profile.Hit * Sigmoid(-(last - row + 1.0) / (last - first + 1)) / Sigmoid(-1);
                hits[window] = Math.Max(hits[window] ?? -profile.Miss, hit);
                continue;
            }

            var before = run.Windows.Where(w => w.Last < row).Select(w => ((int First, int Last)?)w).LastOrDefault();
            score += before is { } passed
                ? profile.FalseAlarm * Sigmoid((row - passed.Last) / (double)Math.Max(1, passed.Last - passed.First))
                : -profile.FalseAlarm;
        }

        return score + hits.Sum(hit => hit ?? -profile.Miss);
    }

    private static double Sigmoid(double x) => x > 3 ? -1 : (2 / (1 + Math.Exp(5 * x))) - 1;
}
