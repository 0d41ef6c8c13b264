using Facilities.Telemetry;

namespace Facilities.Detection.Signatures;

/// <summary>
/// Looks for the signature of a piece of work in what is stored. Each term makes a row of runs from the values held between samples:
/// <code>
///   samples     1 . . . 0 . 1 1 . . 0
///   gap                       ####
///   runs        |------|  |--|   |-|        bridged where they lie nearer than <see cref="Bridge"/>
/// </code>
/// The first stage says where the work begins. Each of its runs is tried as the beginning; the other stages follow from there in their order, and the try
/// with the most stages counts. Pure and thread-safe.
/// </summary>
public static class SignatureMatcher
{
    /// <summary>Values from so long before the window are held into it, and say what is usual.</summary>
    public static readonly TimeSpan Lookback = TimeSpan.FromHours(1);

    /// <summary>Runs nearer to each other are one: a value at its limit flickers, and a sample may be lost.</summary>
    public static readonly TimeSpan Bridge = TimeSpan.FromSeconds(10);

    /// <summary>How much later than <see cref="SignatureStage.Within"/> a stage may be seen: a report or two.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Least coverage before, meanwhile and afterwards for silence to speak against the work.</summary>
    public const double HealthyShare = 0.9;

    public const int MaximumSpans = 20;

    /// <summary>Share of the time asked for that speaks for work that was begun.</summary>
    private const double SpeakingShare = 0.25;

    /// <summary>Beginnings tried; an asset that begins more often within two hours flickers.</summary>
    private const int MaximumTries = 50;

    public static SignatureResult Match(Signature signature, SignatureEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(evidence);
        var runs = signature.Stages.Select(stage => Runs(stage, evidence)).ToList();
        var best = Try(signature, evidence, runs, evidence.Window.FromUnixMs);
        foreach (var begin in runs[0].Take(MaximumTries))
        {
            var next = Try(signature, evidence, runs, begin.FromUnixMs);
            if (Rank(signature, next) > Rank(signature, best)) best = next;
        }

        var spans = best.Where(stage => stage.IsMet).SelectMany(stage => stage.Spans).ToList();
        TimeSpanUnixMs? matched = spans.Count == 0 ? null : new TimeSpanUnixMs(spans.Min(span => span.FromUnixMs), spans.Max(span => span.ToUnixMs));
        return new SignatureResult(Verdict(signature, evidence, best), best, matched);
    }

    private static SignatureVerdict Verdict(Signature signature, SignatureEvidence evidence, IReadOnlyList<StageResult> stages)
    {
        if (stages.All(stage => stage.IsMet)) return SignatureVerdict.Proven;
        if (signature.Stages.Zip(stages).Any(pair => pair.First.Telling && Speaks(pair.First, pair.Second))) return SignatureVerdict.Partly;
        return evidence.CoverageBefore >= HealthyShare && evidence.CoverageWithin >= HealthyShare && evidence.CoverageAfter >= HealthyShare && !CanHide(signature, evidence)
            ? SignatureVerdict.Contradicted
            : SignatureVerdict.NoData;
    }

    /// <summary>Whether the work, or all but the part of it that would speak, could lie in one gap.</summary>
    private static bool CanHide(Signature signature, SignatureEvidence evidence)
    {
        var shortest = signature.Stages.Where(stage => stage.Telling).Max(stage => Math.Max(Ms(stage.AtLeast), Ms(stage.InTotal)));
        return evidence.Gaps.Any(gap => gap.LengthMs >= (1 - SpeakingShare) * shortest);
    }

    /// <summary>A telling stage that is there, or a good part of what it asks for: minutes of the hour, two levels of three.</summary>
    private static bool Speaks(SignatureStage stage, StageResult result) =>
        result.IsMet || (stage.LevelsOf is null ? IsTimed(stage) && result.Amount >= SpeakingShare * result.Needed : result.Amount > 1 && result.Amount >= 0.5 * result.Needed);

    /// <summary>It is measured in seconds: all runs together, or the longest one.</summary>
    private static bool IsTimed(SignatureStage stage) => stage.InTotal > TimeSpan.Zero || (stage.Times == 1 && stage.AtLeast > TimeSpan.Zero);

    private static double Rank(Signature signature, IReadOnlyList<StageResult> stages) =>
        signature.Stages.Zip(stages).Sum(pair => pair.Second.IsMet ? (pair.First.Telling ? 1.01 : 1) : 0);

    private static List<StageResult> Try(Signature signature, SignatureEvidence evidence, List<List<TimeSpanUnixMs>> runs, long begin)
    {
        var results = new List<StageResult>(runs.Count);
        var found = new Dictionary<string, (long From, long To)>(StringComparer.Ordinal);
        for (var i = 0; i < runs.Count; i++)
        {
            var stage = signature.Stages[i];
            var (from, latest) = (begin, long.MaxValue);
            if (stage.After is { } earlier)
            {
                if (!found.TryGetValue(earlier, out var before))
                {
                    results.Add(new StageResult(stage.Key, false, 0, Needed(stage), []));
                    continue;
                }

                from = stage.AfterEnd ? before.To : before.From;
                if (stage.Within is { } within) latest = from + Ms(within + Slack);
                // What ended with the earlier stage may be seen a report before it.
                from -= stage.AfterEnd ? Ms(Slack) : 0;
            }

            var counted = runs[i].Where(run => run.ToUnixMs > from).Select(run => run.FromUnixMs < from ? run with { FromUnixMs = from } : run).Where(run => run.FromUnixMs <= latest).ToList();
            var result = stage.LevelsOf is { } point ? Levels(stage, counted, Points(evidence, point)) : Count(stage, counted);
            results.Add(result);
            if (result.IsMet && result.Spans.Count > 0) found[stage.Key] = (result.Spans[0].FromUnixMs, result.Spans.Max(span => span.ToUnixMs));
        }

        return results;
    }

    private static StageResult Count(SignatureStage stage, List<TimeSpanUnixMs> runs)
    {
        var counted = runs.Where(run => run.LengthMs >= Ms(stage.AtLeast) && (stage.AtMost is not { } most || run.LengthMs <= Ms(most))).ToList();
        var total = counted.Sum(run => run.LengthMs);
        var met = counted.Count >= stage.Times && total >= Ms(stage.InTotal);
        var spans = counted.Take(MaximumSpans).ToList();
        var amount = stage.InTotal > TimeSpan.Zero ? total / 1000.0 : IsTimed(stage) ? (runs.Count == 0 ? 0 : runs.Max(run => run.LengthMs)) / 1000.0 : counted.Count;
        return new StageResult(stage.Key, met, amount, Needed(stage), spans);
    }

    /// <summary>How many levels the point was held at for long enough while the terms held.</summary>
    private static StageResult Levels(SignatureStage stage, List<TimeSpanUnixMs> runs, IReadOnlyList<Sample> samples)
    {
        var held = new Dictionary<long, long>();
        foreach (var run in runs)
        {
            for (var i = First(samples, run.FromUnixMs); i < samples.Count && samples[i].TimestampUnixMs < run.ToUnixMs; i++)
            {
                if (i < 0 || double.IsNaN(samples[i].Value)) continue;
                var from = Math.Max(samples[i].TimestampUnixMs, run.FromUnixMs);
                var to = i + 1 < samples.Count ? Math.Min(samples[i + 1].TimestampUnixMs, run.ToUnixMs) : run.ToUnixMs;
                var level = (long)Math.Round(samples[i].Value / stage.LevelStep);
                held[level] = held.GetValueOrDefault(level) + (to - from);
            }
        }

        var levels = held.Count(level => level.Value >= Ms(stage.AtLeast));
        return new StageResult(stage.Key, levels >= stage.Times, levels, stage.Times, [.. runs.Take(MaximumSpans)]);
    }

    private static double Needed(SignatureStage stage) => stage.InTotal > TimeSpan.Zero ? stage.InTotal.TotalSeconds : stage.LevelsOf is null && IsTimed(stage) ? stage.AtLeast.TotalSeconds : stage.Times;

    /// <summary>Index of the sample whose value holds at an instant; -1 when none does yet.</summary>
    private static int First(IReadOnlyList<Sample> samples, long at)
    {
        var (low, high) = (0, samples.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (samples[middle].TimestampUnixMs <= at) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }

    private static List<TimeSpanUnixMs> Runs(SignatureStage stage, SignatureEvidence evidence)
    {
        var window = evidence.Window;
        var all = stage.AnyOf.SelectMany(terms => Runs(terms, evidence)).OrderBy(run => run.FromUnixMs).ToList();
        var merged = new List<TimeSpanUnixMs>();
        foreach (var run in all)
        {
            if (merged.Count > 0 && run.FromUnixMs - merged[^1].ToUnixMs <= Ms(Bridge)) merged[^1] = merged[^1] with { ToUnixMs = Math.Max(merged[^1].ToUnixMs, run.ToUnixMs) };
            else merged.Add(run);
        }

        return merged.FindAll(run => run.ToUnixMs > window.FromUnixMs);
    }

    /// <summary>Stretches in which all terms hold, without the gaps.</summary>
    private static IEnumerable<TimeSpanUnixMs> Runs(IReadOnlyList<SignatureTerm> terms, SignatureEvidence evidence)
    {
        var window = evidence.Window;
        var tests = terms.Select(term => Test(term, evidence)).ToList();
        var times = terms.SelectMany(term => Points(evidence, term.Point)).Select(sample => sample.TimestampUnixMs).Where(time => time > window.FromUnixMs && time < window.ToUnixMs)
            .Concat(evidence.Gaps.SelectMany(gap => new[] { gap.FromUnixMs, gap.ToUnixMs })).Where(time => time > window.FromUnixMs && time < window.ToUnixMs)
            .Append(window.FromUnixMs).Append(window.ToUnixMs).Distinct().Order().ToList();
        long? since = null;
        for (var i = 0; i + 1 < times.Count; i++)
        {
            var holds = !evidence.Gaps.Any(gap => gap.FromUnixMs <= times[i] && times[i] < gap.ToUnixMs) && tests.TrueForAll(test => test(times[i]));
            if (holds) since ??= times[i];
            else if (since is { } from)
            {
                yield return new TimeSpanUnixMs(from, times[i]);
                since = null;
            }
        }

        if (since is { } last) yield return new TimeSpanUnixMs(last, window.ToUnixMs);
    }

    private static Func<long, bool> Test(SignatureTerm term, SignatureEvidence evidence)
    {
        var samples = Points(evidence, term.Point);
        var usual = term.DropsBy is null && term.BackWithin is null ? double.NaN : Usual(samples, evidence.Window.FromUnixMs);
        return at =>
        {
            var i = First(samples, at);
            if (i < 0 || double.IsNaN(samples[i].Value)) return false;
            var value = term.Absolute ? Math.Abs(samples[i].Value) : samples[i].Value;
            // What isn't known refuses: a comparison with NaN is false.
            return (term.Is is not { } exactly || value == exactly) && (term.Above is not { } least || value >= least) && (term.Below is not { } most || value <= most)
                && (term.DropsBy is not { } drop || usual - value >= drop) && (term.BackWithin is not { } near || Math.Abs(usual - value) <= near);
        };
    }

    /// <summary>The median before the window.</summary>
    private static double Usual(IReadOnlyList<Sample> samples, long before)
    {
        var values = samples.Where(sample => sample.TimestampUnixMs < before && !double.IsNaN(sample.Value)).Select(sample => sample.Value).Order().ToList();
        return values.Count == 0 ? double.NaN : values[values.Count / 2];
    }

    private static IReadOnlyList<Sample> Points(SignatureEvidence evidence, string point) => evidence.Series.TryGetValue(point, out var samples) ? samples : [];

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;
}
