using Facilities.Dashboard.Localization;
using Facilities.Detection;
using Facilities.Operations.Explanations;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>Says what a detector saw as a mechanic would: which signal, by how much, against what. Thread-safe.</summary>
public sealed class ExplanationWords(AssetWords words, DisplayFormat format, IStringLocalizer<TermText> text)
{
    /// <summary>One signal as a sentence without its end.</summary>
    public string Say(string typeKey, ExplainedSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var difference = signal.Deviation is { } away ? Amount(typeKey, signal, Math.Abs(away)) : DisplayFormat.NoValue;
        var share = signal is { Deviation: { } by, Baseline: { } usual } && usual != 0 ? format.Percent(Math.Abs(by / usual), 0) : DisplayFormat.NoValue;
        return Sentence(
            signal, AssetWords.Name(signal.Name), Amount(typeKey, signal, signal.Value), Amount(typeKey, signal, signal.Baseline), difference, Amount(typeKey, signal, signal.Limit),
            signal.Within is { } within ? format.Span(within) : DisplayFormat.NoValue, AssetWords.Name(signal.Other), share,
            Days(signal.Days), signal.DaysLatest is { } latest ? text["say.trendBetween", Days(signal.DaysEarliest), Days(latest)].Value : text["say.trendFrom", Days(signal.DaysEarliest)].Value);
    }

    /// <summary>Whole days, the more careful way.</summary>
    private string Days(double? days) => days is { } known ? format.Number(Math.Min(Math.Floor(known), 3_650)) : DisplayFormat.NoValue;

    private string Sentence(ExplainedSignal signal, params object[] parts)
    {
        var measure = signal switch
        {
            { Measure: SignalMeasure.Silence, Key: null } => "SilenceAll",
            { Measure: SignalMeasure.OwnShare, Other: not null } => "OwnSharePer",
            // Told on its way back: within the limit again, but not where the rule ends.
            { Measure: SignalMeasure.Value, Moves: SignMove.Up, Value: { } value, Limit: { } limit } when value < limit => "ValueBack",
            { Measure: SignalMeasure.Value, Moves: SignMove.Down, Value: { } value, Limit: { } limit } when value > limit => "ValueBack",
            // Exactly as often as the rule begins to count: "more than" would be wrong.
            { Measure: SignalMeasure.Count, Value: { } value, Limit: { } limit } when value <= limit => "CountAt",
            // Without a number to compare it with there is no more to say than the value.
            { Measure: SignalMeasure.Value, Limit: null } => "Context",
            { Measure: SignalMeasure.OwnMean or SignalMeasure.OwnSteps, Baseline: null } => "Context",
            _ => signal.Measure.ToString(),
        };
        var key = "say." + measure;
        var exact = signal.Moves is { } moves ? text[key + "." + moves, parts] : text[key, parts];
        return exact.ResourceNotFound ? text[text[key].ResourceNotFound ? "say.Context" : key, parts] : exact;
    }

    private string Amount(string typeKey, ExplainedSignal signal, double? amount)
    {
        if (amount is not { } value || !double.IsFinite(value)) return DisplayFormat.NoValue;
        return signal.Measure switch
        {
            SignalMeasure.OwnShare => format.Percent(value, 0),
            // Below one it is a share of the occasions, above it a number per occasion.
            SignalMeasure.CountPer when signal.Value is < 1 => format.Percent(value),
            SignalMeasure.Count or SignalMeasure.CountPer => format.Number(value),
            SignalMeasure.State or SignalMeasure.Context or SignalMeasure.Frozen or SignalMeasure.Implausible => words.Value(signal.Key is { } key ? words.Definition(typeKey, key) : null, value),
            _ => format.Quantity(value, signal.Unit),
        };
    }
}
