using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Models;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Explanations;

/// <summary>What the detectors' findings of one fault say, in the asset's own terms. Computed from them and the asset's profile alone.</summary>
/// <param name="Lead">The finding that is explained: the newest that stands, else the newest.</param>
/// <param name="Signals">What was judged first, then by contribution.</param>
/// <param name="Named">The mode that the rule names, beside what else was seen of its signs; null for a learned baseline, a silent asset or a sensor.</param>
/// <param name="Resembled">For a learned baseline: the modes that it looks like, the likeliest first, at most three.</param>
internal sealed record FindingExplanation(FindingRow Lead, IReadOnlyList<ExplainedSignal> Signals, ExplainedMode? Named, IReadOnlyList<ExplainedMode> Resembled)
{
    /// <summary>From here on a smoothed signal of a learned baseline counts as moved: where its alarm may go off again.</summary>
    private const double MovedSigma = 3;

    private const int MostModes = 3;

    private const string Ewma = "ewma:";

    /// <summary>The mode to act on: the one named, else the likeliest.</summary>
    public ExplainedMode? Mode => Named ?? (Resembled.Count > 0 ? Resembled[0] : null);

    /// <summary>Null without findings: a person reported it.</summary>
    /// <param name="template">Of the asset's type.</param>
    /// <param name="profile">With the asset's own limits.</param>
    /// <param name="findings">Of the fault, newest first.</param>
    /// <param name="beside">Other standing findings of the asset: they know of signs that the fault's own don't look at.</param>
    public static FindingExplanation? Of(AssetTemplate template, DetectionProfile profile, IReadOnlyList<FindingRow> findings, IReadOnlyList<FindingRow> beside)
    {
        if ((findings.FirstOrDefault(finding => finding.ClearedAt is null) ?? (findings.Count > 0 ? findings[0] : null)) is not { } lead) return null;
        var isLearned = IsLearned(lead.RuleKey);
        var signals = isLearned ? Learned(template, lead) : Judged(template, profile, lead);
        var seen = Seen(template, profile, [lead, .. findings.Where(other => other.ClearedAt is null && other != lead), .. beside.Where(other => other.ClearedAt is null)]);
        var named = !isLearned && template.TryGetMode(lead.ModeKey, out var mode) && mode.Family is not (FaultFamilies.Comms or FaultFamilies.Sensor or FaultFamilies.Unexplained)
            ? ExplainedMode.Of(template, mode, ModeResemblance.Look(mode.Key, mode.Shows, seen)) : null;
        var resembled = isLearned ? ModeResemblance.Of(template.Modes.Select(item => (item.Key, item.Shows)), seen).Take(MostModes) : [];
        return new FindingExplanation(lead, signals, named, [.. resembled.Select(look => ExplainedMode.Of(template, template.Mode(look.Mode), look))]);
    }

    /// <summary>Which way each point went; the first finding that knows a point decides.</summary>
    private static Dictionary<string, SignMove?> Seen(AssetTemplate template, DetectionProfile profile, IReadOnlyList<FindingRow> findings)
    {
        var seen = new Dictionary<string, SignMove?>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var signals = IsLearned(finding.RuleKey) ? Learned(template, finding) : Judged(template, profile, finding).Take(1);
            foreach (var signal in signals.Where(signal => signal.Key is not null && signal.Measure is not (SignalMeasure.Silence or SignalMeasure.Frozen or SignalMeasure.Implausible)))
                seen.TryAdd(signal.Key!, signal.Moves);
        }

        return seen;
    }

    private static bool IsLearned(string ruleKey) => ruleKey.StartsWith(Ewma, StringComparison.Ordinal) || ModelFindings.IsModel(ruleKey) || ModelFindings.IsSister(ruleKey);

    private static IReadOnlyList<ExplainedSignal> Learned(AssetTemplate template, FindingRow finding)
    {
        var whole = finding.Evidence.Sum(item => item.Deviation * item.Deviation) ?? 0;
        return [.. finding.Evidence.OrderByDescending(item => item.Key == finding.Signal).ThenByDescending(item => item.Deviation).Select(item => SignalOf(template, item.Key, item.Value) with
        {
            Measure = ModelFindings.IsSister(finding.RuleKey) ? SignalMeasure.Sisters : SignalMeasure.Learned,
            Moves = item is { Deviation: >= MovedSigma, Value: { } value, Expected: { } expected } ? (value > expected ? SignMove.Up : SignMove.Down) : null,
            Baseline = item.Expected,
            Deviation = item.Value - item.Expected,
            Sigma = item.Deviation,
            Contribution = whole > 0 ? item.Deviation * item.Deviation / whole : null,
            Since = item.Key == finding.Signal ? finding.SinceAt : null,
            Limit = item.Key == finding.Signal && !finding.RuleKey.StartsWith(Ewma, StringComparison.Ordinal) ? finding.Limit : null,
        })];
    }

    private static List<ExplainedSignal> Judged(AssetTemplate template, DetectionProfile profile, FindingRow finding)
    {
        var measure = MeasureOf(template, profile, finding);
        var isCount = measure.Measure is SignalMeasure.Count or SignalMeasure.CountPer or SignalMeasure.OwnShare;
        var isState = measure.Measure == SignalMeasure.State;
        var lead = SignalOf(template, finding.Signal, finding.Value);
        var baseline = measure.Measure is SignalMeasure.OwnMean or SignalMeasure.OwnSteps ? finding.Expected : null;
        var limit = isState ? null : finding.Limit;
        var signals = new List<ExplainedSignal>
        {
            lead with
            {
                Measure = measure.Measure,
                Unit = isCount || isState ? "" : lead.Unit,
                Moves = measure.Moves ?? (isState ? SignMove.Either : null),
                IsFlag = lead.IsFlag && !isCount,
                Baseline = baseline,
                Limit = measure.Measure == SignalMeasure.Silence ? null : limit,
                Deviation = measure.Measure == SignalMeasure.Silence ? null : finding.Value - (baseline ?? limit),
                Since = finding.SinceAt,
                Within = measure.Measure == SignalMeasure.Silence && finding.Limit is { } ms ? TimeSpan.FromMilliseconds(ms) : measure.Within,
                Other = measure.Other is { } other ? template.Point(other)?.Name : null,
                Days = measure.Measure == SignalMeasure.Trend ? finding.Deviation : null,
                DaysEarliest = finding.Evidence is [{ Earliest: var earliest }, ..] ? earliest : null,
                DaysLatest = finding.Evidence is [{ Latest: var latest }, ..] ? latest : null,
            },
        };
        signals.AddRange(finding.Evidence.Where(item => item.Key != finding.Signal && item.Value is not null)
            .Select(item => SignalOf(template, item.Key, item.Value)));
        return signals;
    }

    private static RuleMeasure MeasureOf(AssetTemplate template, DetectionProfile profile, FindingRow finding)
    {
        var colon = finding.RuleKey.IndexOf(':', StringComparison.Ordinal);
        switch (colon < 0 ? finding.RuleKey : finding.RuleKey[..colon])
        {
            case FaultFamilies.Comms or "stale":
                return new RuleMeasure(SignalMeasure.Silence, null);
            case "frozen":
                return new RuleMeasure(SignalMeasure.Frozen, null);
            case "trend":
                return new RuleMeasure(SignalMeasure.Trend, finding.Limit > finding.Value ? SignMove.Up : SignMove.Down);
            case "bad":
                return new RuleMeasure(SignalMeasure.Implausible, null);
        }

        // A rule that was switched off since, or that went: the type's own, or only the value.
        var rule = profile.Rules.FirstOrDefault(known => known.Key == finding.RuleKey) ?? template.Profile().Rules.FirstOrDefault(known => known.Key == finding.RuleKey);
        return rule is null ? new RuleMeasure(SignalMeasure.Context, null) : RuleMeasure.Of(rule, finding.Signal);
    }

    private static ExplainedSignal SignalOf(AssetTemplate template, string? key, double? value = null)
    {
        var point = key is null ? null : template.Point(key);
        return new ExplainedSignal
        {
            Key = key,
            Name = point?.Name ?? (key is null ? null : new LocalizedName(key, key)),
            Unit = point?.Definition.Unit ?? "",
            Measure = SignalMeasure.Context,
            Value = value,
            State = point?.Definition.Kind == PointKind.State && value is { } state && (int)state >= 0 && (int)state < point.States.Count ? point.States[(int)state].Name : null,
            IsFlag = point?.Definition.Kind == PointKind.Flag,
        };
    }
}
