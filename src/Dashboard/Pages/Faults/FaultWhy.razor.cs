using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Facilities.Operations.Forecasts;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Why it was judged so, in sentences; how much of a fault mode's signs was seen; the figures behind a learned baseline; limit, confidence, advice.</summary>
public sealed partial class FaultWhy
{
    /// <summary>Where the tick of the bar stands: from here on a signal counts as moved.</summary>
    private const double AlarmSigma = 3;

    private const double FullBarSigma = 14;

    [Parameter, EditorRequired]
    public FaultRow Row { get; set; } = default!;

    /// <summary>Null: nothing explains it, or it isn't for this reader.</summary>
    [Parameter, EditorRequired]
    public FaultExplanation? Explanation { get; set; }

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private ExplanationWords Explain { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Tone => Row.Severity switch
    {
        Severity.P1 => "red",
        Severity.P2 => "org",
        _ => "vio",
    };

    private bool IsLearned => Explanation!.Signals.Any(signal => IsRelative(signal));

    private bool IsAmongSisters => Explanation!.Signals.Any(signal => signal.Measure == SignalMeasure.Sisters);

    private ExplainedMode? Leading => Explanation!.Named ?? (Explanation.Resembled.Count > 0 ? Explanation.Resembled[0] : null);

    private string? Verdict => Explanation!.Named is { } named ? T["why.named", AssetWords.Name(named.Name)].Value
        : Leading is { } likeliest ? T["why.resembles", AssetWords.Name(likeliest.Name)].Value
        : IsLearned ? T["why.resemblesNone"].Value : null;

    /// <summary>What was judged; of a learned baseline what moved, or at least what leads.</summary>
    private IEnumerable<ExplainedSignal> Judged =>
        Explanation!.Signals.Where(signal => signal.Measure != SignalMeasure.Context && (!IsRelative(signal) || signal.Moves is not null || signal.Since is not null));

    /// <summary>Several states at once made the rule true: each is part of the reason.</summary>
    private bool IsComposite => Explanation!.Signals is [{ Measure: SignalMeasure.State }, _, ..];

    private string Context => Format.List(Explanation!.Signals.Where(signal => signal.Measure == SignalMeasure.Context).Select(signal => Explain.Say(Row.Place.TypeKey, signal)));

    /// <summary>Signs are worth a list where there is more than what the sentence says.</summary>
    private IEnumerable<ExplainedMode> Modes => Explanation!.Named is { } named ? new[] { named }.Where(mode => mode.Signs.Count > 1) : Explanation.Resembled;

    private IReadOnlyList<ExplainedSignal> Figures => [.. Explanation!.Signals.Where(IsRelative)];

    private string LimitText
    {
        get
        {
            var lead = Explanation!.Signals.Count > 0 ? Explanation.Signals[0] : null;
            return lead switch
            {
                { Measure: SignalMeasure.Sisters, Limit: { } apart } => T["why.limitSisters", Format.Number(Math.Round(apart, 1))],
                { Measure: SignalMeasure.Learned, Limit: { } own } => T["why.limitSigma", Format.Number(Math.Round(own, 1))],
                { Measure: SignalMeasure.Learned } => T["why.limitSigma", Format.Number(Words.Template(Row.Place.TypeKey)?.Vectors.FirstOrDefault(vector => "ewma:" + vector.Definition.Key == Explanation.RuleKey)?.Definition.On ?? AlarmSigma)],
                { Measure: SignalMeasure.Silence, Within: { } within } => Format.Span(within),
                { Limit: { } limit, Measure: SignalMeasure.OwnShare } => Format.Percent(limit, 0),
                { Limit: { } limit, Measure: SignalMeasure.CountPer, Value: < 1 } => Format.Percent(limit),
                { Limit: { } limit } => Format.Quantity(limit, lead.Measure is SignalMeasure.Count or SignalMeasure.CountPer ? "" : lead.Unit),
                _ => T["why.noLimit"],
            };
        }
    }

    private string OriginText(string ruleKey) =>
        Words.Template(Row.Place.TypeKey)?.Rules.FirstOrDefault(rule => rule.Key == TrendJudge.RuleOf(ruleKey)) is { } rule ? Words.Origin(rule.Origin, rule.OriginSource)
        : IsAmongSisters ? T["why.sisters"] : IsLearned ? T["why.learned"] : "";

    private string SureText(ExplainedConfidence sure) => sure.Real + sure.FalseAlarms == 0
        ? T["why.sureStated", Format.Percent(sure.Value, 0)]
        : T["why.sureJudged", Format.Percent(sure.Value, 0), Format.Percent(sure.Stated, 0), DisplayFormat.Count(sure.Real), DisplayFormat.Count(sure.FalseAlarms)];

    private string? Lead(ExplainedMode mode) => mode is { LeadMin: { } shortest, LeadMax: { } longest } ? T["why.lead", Format.Span(shortest), Format.Span(longest)].Value : null;

    private string Quantity(ExplainedSignal signal, double? value) => value is { } known ? Format.Quantity(known, signal.Unit) : DisplayFormat.NoValue;

    private string Signed(ExplainedSignal signal) => (signal.Deviation > 0 ? "+" : "") + Quantity(signal, signal.Deviation);

    /// <summary>Judged by how far it is from something, in σ, and not by a limit in its own unit.</summary>
    private static bool IsRelative(ExplainedSignal signal) => signal.Measure is SignalMeasure.Learned or SignalMeasure.Sisters;

    private static string IconOf(SignState state) => state switch
    {
        SignState.AsSaid => "check_circle",
        SignState.Opposite => "cancel",
        _ => "radio_button_unchecked",
    };

    private static string Share(double sigma) => (100 * Math.Clamp(Math.Abs(sigma) / FullBarSigma, 0, 1)).ToString("0.#", CultureInfo.InvariantCulture);
}
