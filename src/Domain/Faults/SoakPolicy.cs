namespace Facilities.Domain.Faults;

/// <summary>
/// When telemetry may say that a fault is gone: the rule and its family stayed clear, enough data was there and the asset was in use enough for it to show.
/// Silence proves nothing. A pure function of the facts.
/// </summary>
public static class SoakPolicy
{
    /// <summary>Least share of the expected telemetry.</summary>
    public const double MinimumCoverage = 0.90;

    /// <summary>
    /// How long a rule may take to clear after the work was reported: a drift needs some trips or starts at the new level to be seen gone.
    /// A rule that still stands then contradicts the fix.
    /// </summary>
    public static readonly TimeSpan ClearGrace = TimeSpan.FromHours(1);

    public static SoakResult Evaluate(SoakFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var mayStillClear = facts.StartedAt is { } started && facts.Now < started + ClearGrace;
        var failed = new List<CodedText>();
        if (!facts.RuleClear && !mayStillClear) failed.Add(CodedText.Of(ReasonCodes.SoakRuleNotClear));
        if (!facts.FamilyClear) failed.Add(CodedText.Of(ReasonCodes.SoakFamilyRecurred));
        if (failed.Count > 0) return new SoakResult(SoakVerdict.Failed, failed);
        if (!facts.RuleClear || facts.KeptBack) return new SoakResult(SoakVerdict.Running, []);

        // No soak is asked for (P4): clear is enough.
        if (facts.Until <= facts.StartedAt) return new SoakResult(SoakVerdict.Passed, [Clear(facts)]);
        if (!facts.HasTelemetry) return new SoakResult(SoakVerdict.NeedsPerson, [CodedText.Of(ReasonCodes.SoakNoTelemetry)]);
        if (facts.Now < facts.Until) return new SoakResult(SoakVerdict.Running, []);

        var missing = new List<CodedText>();
        // NaN is no coverage.
        if (!(facts.Coverage >= MinimumCoverage)) missing.Add(CodedText.Of(ReasonCodes.SoakCoverageLow, ("coverage", Math.Round(double.IsNaN(facts.Coverage) ? 0 : facts.Coverage, 4)), ("minimum", MinimumCoverage)));
        if (!(facts.Activity >= facts.RequiredActivity)) missing.Add(CodedText.Of(ReasonCodes.SoakActivityLow, ("activity", double.IsNaN(facts.Activity) ? 0 : facts.Activity), ("minimum", facts.RequiredActivity)));
        if (missing.Count > 0) return new SoakResult(facts.Extended ? SoakVerdict.NeedsPerson : SoakVerdict.Extend, missing);
        return new SoakResult(SoakVerdict.Passed, [Clear(facts)]);
    }

    private static CodedText Clear(SoakFacts facts) =>
        CodedText.Of(ReasonCodes.SoakClear, ("coverage", double.IsNaN(facts.Coverage) ? 0 : Math.Round(facts.Coverage, 4)), ("activity", double.IsNaN(facts.Activity) ? 0 : facts.Activity));
}
