using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Forecasts;

/// <summary>
/// Says of a rule's quantity that it will reach its limit, before it does: the same in service (over stored telemetry) and in <c>evaluate</c>. A finding is raised where
/// <see cref="LimitForecaster"/> has a date in any of the rule's steps. It stands until nothing moves towards the limit any more; a value that has meanwhile reached it is no end.
/// </summary>
public static class TrendJudge
{
    internal const string Prefix = "trend:";

    /// <summary>Within one day the hour of day would be taken for a trend.</summary>
    private const int HoursOfMoreThanADay = 28;

    /// <summary>How often such a date comes true in the field isn't known yet.</summary>
    private const double Confidence = 0.7;

    /// <summary>Whether a finding was made here.</summary>
    public static bool IsTrend(string ruleKey)
    {
        ArgumentNullException.ThrowIfNull(ruleKey);
        return ruleKey.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>Key of the findings about a rule.</summary>
    public static string KeyOf(string rule) => Prefix + rule;

    /// <summary>The rule that a finding is about: what a trend leads to, else the finding's own.</summary>
    public static string RuleOf(string ruleKey) => IsTrend(ruleKey) ? ruleKey[Prefix.Length..] : ruleKey;

    /// <param name="source">The asset.</param>
    /// <param name="limit">The rule.</param>
    /// <param name="steps">What was measured, by the rule's steps.</param>
    /// <param name="standing">Onset of the finding that stands, Unix ms; null: none does.</param>
    /// <param name="now">Unix ms.</param>
    /// <returns>Raised, still standing or cleared; null: nothing to tell.</returns>
    public static Finding? Judge(SourceId source, ForecastLimit limit, IReadOnlyList<TrendStep> steps, long? standing, long now)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var step in steps)
        {
            if (LimitForecaster.Of(step.ValuesOf(limit), step.Last, limit.Limit, limit.Above, step.Length < TimeSpan.FromDays(1) ? HoursOfMoreThanADay : 0) is { } forecast) return Told(source, limit, step, forecast, standing);
        }

        if (standing is not { } onset || !steps.Any(step => IsSafe(step, limit))) return null;
        return Gone(source, KeyOf(limit.Rule.Key), limit.Definition.Mode, onset, now);
    }

    /// <summary>The end of a finding whose rule is no longer judged.</summary>
    internal static Finding Gone(SourceId source, string ruleKey, string mode, long onset, long now) => new()
    {
        Source = source,
        RuleKey = ruleKey,
        ModeKey = mode,
        Kind = FindingKind.Cleared,
        OnsetUnixMs = onset,
        SinceUnixMs = onset,
        DetectedUnixMs = now,
        ClearedUnixMs = Math.Max(now, onset),
        Confidence = Confidence,
        Stands = false,
    };

    private static bool IsSafe(TrendStep step, ForecastLimit limit) =>
        step.ValuesOf(limit) is [.., { } newest] && (limit.Above ? newest.Value < limit.Limit : newest.Value > limit.Limit);

    private static Finding Told(SourceId source, ForecastLimit limit, TrendStep step, LimitForecast forecast, long? standing)
    {
        var days = step.Length.TotalDays;
        return Finding(source, limit, standing ?? step.EndUnixMs) with
        {
            Kind = standing is null ? FindingKind.Raised : FindingKind.Updated,
            SinceUnixMs = step.EndUnixMs - ((step.Last + 1 - forecast.Trend.FirstDay) * (long)step.Length.TotalMilliseconds),
            DetectedUnixMs = step.EndUnixMs,
            Value = forecast.Trend.Level,
            Deviation = forecast.Days * days,
            Evidence = [new FindingEvidence(Signal(limit), forecast.Trend.Level, step.EndUnixMs, null, null) { Earliest = forecast.Earliest * days, Latest = forecast.Latest * days }],
        };
    }

    private static FindingSignal Signal(ForecastLimit limit) => new(limit.Point.Definition.No, limit.Point.Definition.Key);

    private static Finding Finding(SourceId source, ForecastLimit limit, long onset) => new()
    {
        Source = source,
        RuleKey = KeyOf(limit.Rule.Key),
        ModeKey = limit.Definition.Mode,
        Kind = FindingKind.Raised,
        OnsetUnixMs = onset,
        SinceUnixMs = onset,
        DetectedUnixMs = onset,
        Signal = Signal(limit),
        Limit = limit.Limit,
        DeviationUnit = DeviationUnit.DaysToLimit,
        Confidence = Confidence,
        Stands = true,
    };
}
