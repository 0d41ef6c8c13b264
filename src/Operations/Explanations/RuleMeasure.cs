using Facilities.Detection;

namespace Facilities.Operations.Explanations;

/// <summary>What a rule looks at, as its condition says it of the leading point.</summary>
/// <param name="Measure">What was judged.</param>
/// <param name="Moves">Which way it goes when the rule speaks; null for states.</param>
/// <param name="Within">Over how long it counts or compares; null where it doesn't.</param>
/// <param name="Other">The other point of a difference or of a count per something.</param>
internal sealed record RuleMeasure(SignalMeasure Measure, SignMove? Moves, TimeSpan? Within = null, string? Other = null)
{
    /// <summary>The part of the condition that the finding's value comes from: the first about the leading point with a number, as the detectors choose it.</summary>
    public static RuleMeasure Of(RuleDefinition rule, string? signal)
    {
        var leaves = Leaves(rule.When).Where(leaf => signal is null || PointOf(leaf) == signal).Select(Read).ToList();
        return leaves.Find(leaf => leaf.Measure != SignalMeasure.State) ?? leaves.FirstOrDefault() ?? new RuleMeasure(SignalMeasure.State, null);
    }

    private static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Leaves),
        AnyOf any => any.Parts.SelectMany(Leaves),
        Not not => Leaves(not.Part),
        _ => [condition],
    };

    private static string? PointOf(Condition leaf) => leaf switch
    {
        PointComparison comparison => comparison.Point,
        PointIn states => states.Point,
        BaselineRatio baseline => baseline.Point,
        WindowMove move => move.Point,
        WindowCount count => count.Point,
        PumpCurve curve => curve.Discharge,
        _ => null,
    };

    private static RuleMeasure Read(Condition leaf) => leaf switch
    {
        PointComparison { Comparison: Comparison.Is or Comparison.IsNot } => new RuleMeasure(SignalMeasure.State, null),
        PointComparison { Minus: { } other } difference => new RuleMeasure(SignalMeasure.Difference, MovesOf(difference.Comparison), Other: other),
        PointComparison { Absolute: true } size => new RuleMeasure(SignalMeasure.Value, size.Comparison is Comparison.Above or Comparison.AtLeast ? SignMove.Either : SignMove.Down),
        PointComparison comparison => new RuleMeasure(SignalMeasure.Value, MovesOf(comparison.Comparison)),
        BaselineRatio { Per: { } other } quotient => new RuleMeasure(SignalMeasure.OwnShare, MovesOf(quotient.Comparison), quotient.Over, other),
        BaselineRatio { Steps: true } steps => new RuleMeasure(SignalMeasure.OwnSteps, SignMove.Either, steps.Over),
        BaselineRatio baseline => new RuleMeasure(SignalMeasure.OwnMean, MovesOf(baseline.Comparison), baseline.Over),
        PumpCurve curve => new RuleMeasure(SignalMeasure.OwnShare, MovesOf(curve.Comparison), curve.Over),
        WindowMove move => new RuleMeasure(move.Rise ? SignalMeasure.Rise : SignalMeasure.Fall, move.Rise ? SignMove.Up : SignMove.Down, move.Within),
        WindowCount { Per: { } other } share => new RuleMeasure(SignalMeasure.CountPer, SignMove.Up, share.Within, other),
        WindowCount count => new RuleMeasure(SignalMeasure.Count, count.Changes ? SignMove.Either : SignMove.Up, count.Within),
        _ => new RuleMeasure(SignalMeasure.State, null),
    };

    private static SignMove MovesOf(Comparison comparison) => comparison is Comparison.Above or Comparison.AtLeast ? SignMove.Up : SignMove.Down;
}
