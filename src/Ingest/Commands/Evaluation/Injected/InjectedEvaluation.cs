using System.Globalization;
using Facilities.Operations.Templates;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>The service's rules and learned baselines, as they stand, on recordings of injected faults and of healthy assets (detection.md §5).</summary>
internal static class InjectedEvaluation
{
    private static readonly string[] Columns = ["faults", "in time", "95 %", "found", "median lead", "false", "months", "a month", "95 %", "found by", "false by"];

    /// <param name="folder">Recordings with labels, or outcomes of slices that are to be added up.</param>
    /// <param name="outcomes">Keeps the outcomes, to be added up with others.</param>
    /// <exception cref="InvalidDataException">The set is damaged; the message says where.</exception>
    public static EvaluationResult Run(DirectoryInfo folder, FileInfo? outcomes = null)
    {
        if (OutcomeFiles.Are(folder)) return Table(OutcomeFiles.Read(folder));
        var set = InjectedSet.Read(folder);
        var catalog = AssetTemplateCatalog.Load();
        var strange = set.Recordings.FirstOrDefault(recording => !catalog.TryGet(recording.Type, out _));
        if (strange is not null) throw new InvalidDataException($"{InjectedSet.FileName}: '{strange.File}' is of type '{strange.Type}', which there isn't.");
        var judged = CommandProgress.Run("recordings", set.Recordings.Count, tell => Judge(folder, set, catalog, tell));
        if (outcomes is not null) OutcomeFiles.Write(outcomes, judged);
        return Table(judged);
    }

    private static InjectedOutcome[] Judge(DirectoryInfo folder, InjectedSet set, AssetTemplateCatalog catalog, Action<int> tell)
    {
        var outcomes = new InjectedOutcome[set.Recordings.Count];
        var done = 0;
        try
        {
            Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                var recording = set.Recordings[i];
                var template = catalog[recording.Type];
                var findings = InjectedJudge.Judge(
                    Path.Combine(folder.FullName, recording.File), template, recording.Attributes, recording.Messages, recording.Begin.ToUnixTimeMilliseconds(), recording.End.ToUnixTimeMilliseconds());
                outcomes[i] = InjectedOutcome.Of(recording, findings, template);
                tell(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(inner => inner is InvalidDataException or IOException) is { } damage)
        {
            throw new InvalidDataException(damage.Message, e);
        }

        return outcomes;
    }

    private static EvaluationResult Table(IReadOnlyList<InjectedOutcome> all)
    {
        var totals = new List<(string, IReadOnlyList<string>)>();
        foreach (var type in all.GroupBy(outcome => outcome.Recording.Type))
        {
            // A family answers for the alarms that it raised anywhere on this type, in all of the type's fault-free time.
            var months = type.Sum(outcome => outcome.Recording.QuietMonths);
            var alarms = type.SelectMany(outcome => outcome.FalseAlarms).ToList();
            var families = type.SelectMany(outcome => outcome.Recording.Fault?.Families ?? []).Concat(alarms.Select(alarm => alarm.Family)).Distinct();
            foreach (var family in families)
            {
                var faults = type.Where(outcome => outcome.Recording.Fault?.Families.Contains(family) == true);
                totals.Add(($"{type.Key}: {family}", Figures([.. faults], [.. alarms.Where(alarm => alarm.Family == family)], months)));
            }
        }

        foreach (var scenario in all.Where(outcome => outcome.Recording.Fault is not null).GroupBy(outcome => (outcome.Recording.Type, outcome.Recording.Fault!.Scenario, outcome.Recording.Fault.Severity)))
            totals.Add(($"{scenario.Key.Type} / {scenario.Key.Scenario} {scenario.Key.Severity}", Figures([.. scenario])));
        totals.Add(("all P1 and P2", Figures([.. all.Where(outcome => outcome.Recording.Fault?.Urgent == true)])));
        totals.Add(("all P3 and P4", Figures([.. all.Where(outcome => outcome.Recording.Fault?.Urgent == false)])));
        totals.Add(("all healthy", Figures([.. all.Where(outcome => outcome.Recording.Fault is null)])));
        totals.Add(("all", Figures(all)));
        return new EvaluationResult("Injected faults", Columns, [], totals)
        {
            Rowless = [.. all.Select(outcome => ($"{outcome.Recording.File} {outcome.Recording.Type} {outcome.Recording.Fault?.Scenario ?? "healthy"}", Figures([outcome])))],
        };
    }

    private static IReadOnlyList<string> Figures(IReadOnlyList<InjectedOutcome> outcomes) =>
        Figures([.. outcomes.Where(outcome => outcome.Recording.Fault is not null)], [.. outcomes.SelectMany(outcome => outcome.FalseAlarms)], outcomes.Sum(outcome => outcome.Recording.QuietMonths));

    private static IReadOnlyList<string> Figures(IReadOnlyList<InjectedOutcome> faults, IReadOnlyList<FalseAlarm> alarms, double months)
    {
        var found = faults.Where(outcome => outcome.FoundBy is not null).ToList();
        var inTime = faults.Count(outcome => outcome.InTime);
        var rate = ScoreInterval.Rate(alarms.Count, months);
        var share = ScoreInterval.Share(inTime, faults.Count);
        return
        [
            Number(faults.Count, "0"),
            Number(inTime, "0"),
            faults.Count == 0 ? "–" : $"{Number(100 * share.Low, "0")}–{Number(100 * share.High, "0")} %",
            Number(found.Count, "0"),
            Lead(found),
            Number(alarms.Count, "0"),
            Number(months, "0.0"),
            months > 0 ? Number(alarms.Count / months, "0.00") : "–",
            months > 0 ? $"{Number(rate.Low, "0.00")}–{Number(rate.High, "0.00")}" : "–",
            Counted(found.Select(outcome => outcome.FoundBy!)),
            Counted(alarms.Select(alarm => alarm.Rule)),
        ];
    }

    /// <summary>Before full severity for what develops; for what is sudden, the delay with a plus sign.</summary>
    private static string Lead(IReadOnlyList<InjectedOutcome> found)
    {
        var leads = found.Where(outcome => outcome.Recording.Fault!.Develops).Select(outcome => outcome.Lead).Order().ToList();
        var delays = found.Where(outcome => !outcome.Recording.Fault!.Develops).Select(outcome => outcome.Delay).Order().ToList();
        var words = new List<string>();
        if (leads.Count > 0) words.Add(Span(leads[leads.Count / 2]));
        if (delays.Count > 0) words.Add("+" + Span(delays[delays.Count / 2]));
        return words.Count == 0 ? "–" : string.Join(", ", words);
    }

    private static string Span(TimeSpan span) => Math.Abs(span.TotalHours) >= 48
        ? Number(span.TotalDays, "0.0") + " d"
        : Math.Abs(span.TotalMinutes) >= 120 ? Number(span.TotalHours, "0.0") + " h" : Number(span.TotalMinutes, "0.0") + " min";

    private static string Counted(IEnumerable<string> rules) =>
        string.Join(", ", rules.CountBy(rule => rule).OrderByDescending(rule => rule.Value).Select(rule => $"{rule.Key} {Number(rule.Value, "0")}"));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
