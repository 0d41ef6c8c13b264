namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>
/// Point and event numbers of alarms against labels, pooled over recordings, as the SKAB protocol defines them
/// (waico/SKAB; found and false alarms as an operator feels them: detection.md §1).
/// <code>
///            s−30          s ========labelled======== e        e+60
///   false …  |------ a start here: found -----------|  tail   | … false
/// </code>
/// An alarm that was already on when the event began finds nothing.
/// </summary>
internal sealed record AnomalyScore(int Files, int TruePositive, int TrueNegative, int FalsePositive, int FalseNegative, int Events, int Found, int Alarms, int FalseAlarms)
{
    public const double MergeSeconds = 30;
    public const double EarlySeconds = 30;
    public const double TailSeconds = 60;

    public double F1 => Share(TruePositive, TruePositive + (FalseNegative + FalsePositive) / 2.0);

    public double FalseAlarmRatePercent => 100 * Share(FalsePositive, FalsePositive + TrueNegative);

    public double MissedAlarmRatePercent => 100 * Share(FalseNegative, FalseNegative + TruePositive);

    public static AnomalyScore Of(IEnumerable<LabelledRun> runs)
    {
        var sum = new AnomalyScore(0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var run in runs) sum = sum.Plus(Of(run));
        return sum;
    }

    public static AnomalyScore Of(LabelledRun run)
    {
        int tp = 0, tn = 0, fp = 0, fn = 0;
        for (var i = 0; i < run.Labels.Count; i++)
        {
            if (run.Labels[i]) _ = run.Alarms[i] ? tp++ : fn++;
            else _ = run.Alarms[i] ? fp++ : tn++;
        }

        var events = Spans(run.Seconds, run.Labels, mergeSeconds: null);
        var alarms = Spans(run.Seconds, run.Alarms, MergeSeconds);
        var found = events.Count(e => alarms.Any(a => Finds(a, e)));
        var misplaced = alarms.Count(a => !events.Any(e => a.Start >= e.Start - EarlySeconds && a.Start <= e.End + TailSeconds));
        return new AnomalyScore(1, tp, tn, fp, fn, events.Count, found, alarms.Count, misplaced);
    }

    /// <summary>Per found event, seconds from its start to the first alarm that finds it; negative when early.</summary>
    public static IEnumerable<double> Delays(LabelledRun run)
    {
        var alarms = Spans(run.Seconds, run.Alarms, MergeSeconds);
        foreach (var e in Spans(run.Seconds, run.Labels, mergeSeconds: null))
        {
            if (alarms.Any(a => Finds(a, e))) yield return alarms.First(a => Finds(a, e)).Start - e.Start;
        }
    }

    /// <summary>Runs of true as spans of time; runs at most <paramref name="mergeSeconds"/> apart are one.</summary>
    public static IReadOnlyList<(double Start, double End)> Spans(IReadOnlyList<double> seconds, IReadOnlyList<bool> flags, double? mergeSeconds)
    {
        var spans = new List<(double Start, double End)>();
        for (var i = 0; i < flags.Count; i++)
        {
            if (!flags[i]) continue;
            var continues = spans.Count > 0 && ((i > 0 && flags[i - 1]) || seconds[i] - spans[^1].End <= mergeSeconds);
            if (continues) spans[^1] = (spans[^1].Start, seconds[i]);
            else spans.Add((seconds[i], seconds[i]));
        }

        return spans;
    }

    private static bool Finds((double Start, double End) alarm, (double Start, double End) labelled) =>
        alarm.Start >= labelled.Start - EarlySeconds && alarm.Start <= labelled.End;

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    private AnomalyScore Plus(AnomalyScore other) => new(
        Files + other.Files,
        TruePositive + other.TruePositive,
        TrueNegative + other.TrueNegative,
        FalsePositive + other.FalsePositive,
        FalseNegative + other.FalseNegative,
        Events + other.Events,
        Found + other.Found,
        Alarms + other.Alarms,
        FalseAlarms + other.FalseAlarms);
}
