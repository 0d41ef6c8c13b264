namespace Facilities.Domain.Faults;

/// <summary>
/// When telemetry may say that a fault is gone: the rule and its family stayed clear, enough data was there and the asset was in use enough for it to show.
/// Silence proves nothing. A pure function of the facts.
/// </summary>
public static class SoakPolicy
{
    /// <summary>Least share of the expected telemetry.</summary>
    public const double MinimumCoverage = 0.90;

    public static SoakResult Evaluate(SoakFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var failed = new List<CodedText>();
        if (!facts.RuleClear) failed.Add(CodedText.Of(ReasonCodes.SoakRuleNotClear));
        if (!facts.FamilyClear) failed.Add(CodedText.Of(ReasonCodes.SoakFamilyRecurred));
        if (failed.Count > 0) return new SoakResult(SoakVerdict.Failed, failed);

        if (!facts.HasTelemetry) return new SoakResult(SoakVerdict.NeedsPerson, [CodedText.Of(ReasonCodes.SoakNoTelemetry)]);
        if (facts.Now < facts.Until) return new SoakResult(SoakVerdict.Running, []);

        var missing = new List<CodedText>();
        // NaN is no coverage.
        if (!(facts.Coverage >= MinimumCoverage)) missing.Add(CodedText.Of(ReasonCodes.SoakCoverageLow, ("coverage", Math.Round(double.IsNaN(facts.Coverage) ? 0 : facts.Coverage, 4)), ("minimum", MinimumCoverage)));
        if (!(facts.Activity >= facts.RequiredActivity)) missing.Add(CodedText.Of(ReasonCodes.SoakActivityLow, ("activity", double.IsNaN(facts.Activity) ? 0 : facts.Activity), ("minimum", facts.RequiredActivity)));
        if (missing.Count > 0) return new SoakResult(facts.Extended ? SoakVerdict.NeedsPerson : SoakVerdict.Extend, missing);
        return new SoakResult(SoakVerdict.Passed, [CodedText.Of(ReasonCodes.SoakClear, ("coverage", Math.Round(facts.Coverage, 4)), ("activity", facts.Activity))]);
    }
}
