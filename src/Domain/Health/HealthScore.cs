using Facilities.Domain.Faults;

namespace Facilities.Domain.Health;

/// <summary>
/// An asset's health, 0 to 100: 100 less what is known against it. A pure function of the facts; the same for every reader.
/// <code>
///   open fault      P1 60, P2 24, P3 6, P4 2, and half as much again once its time to be fixed is over
///   repeat          4 each, at most 12
///   limit in sight  half of what its fault would take, less the farther away: nothing at 56 days
///   wear            1 for every 5 % beyond the first 10 %, at most 8 a sign and 20 in all; only from 4 σ on
///   inspection      8 for each overdue (at most 24), 15 for each contradicted (at most 30)
///   age             up to 10 from 80 % of the design life to its end, 15 beyond
///   unseen          up to 20 from 90 % of the week seen down to 50 %; below that nothing is scored
/// </code>
/// The weights of faults stand to each other as in the communities' grade (10 : 4 : 1); a P1 alone leaves an asset below the grade's red line. A prediction never takes
/// more than half, because it isn't there yet. What was not seen is never called good.
/// </summary>
public static class HealthScore
{
    /// <summary>Below this share of the week there is no score.</summary>
    public const double LeastCoverage = 0.5;

    /// <summary>From this share on what is missing takes nothing; the same as a soak asks for.</summary>
    public const double FullCoverage = SoakPolicy.MinimumCoverage;

    /// <summary>No farther ahead than a forecast can look.</summary>
    public const double ForecastDays = 56;

    /// <summary>How far back repeats count.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromDays(90);

    /// <summary>How far back contradicted records count.</summary>
    public static readonly TimeSpan ContradictedWindow = TimeSpan.FromDays(180);

    public static HealthResult Of(HealthFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var lost = Lost(facts).OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Text.ToString(), StringComparer.Ordinal).ToList();
        // NaN is no coverage.
        if (!(facts.Coverage >= LeastCoverage)) return new HealthResult(null, [Unseen(facts.Coverage), .. lost]);
        // Summed in one order whatever the facts' was: the last bit must not decide a point.
        var left = Math.Clamp(100 - lost.Sum(reason => reason.Points), 0, 100);
        return new HealthResult((int)Math.Round(left, MidpointRounding.AwayFromZero), lost);
    }

    private static IEnumerable<HealthReason> Lost(HealthFacts facts)
    {
        foreach (var fault in facts.OpenFaults)
            yield return Reason(fault.Open > TimeToFix(fault.Severity) ? ReasonCodes.HealthFaultLate : ReasonCodes.HealthFault, Weight(fault), ("mode", fault.Mode), ("severity", fault.Severity), ("open", TimeSpan.FromMinutes(Math.Floor(Math.Max(0, fault.Open.TotalMinutes)))));
        if (facts.Repeats > 0) yield return Reason(ReasonCodes.HealthRepeats, Math.Min(12, 4.0 * facts.Repeats), ("count", facts.Repeats));
        foreach (var forecast in facts.Forecasts)
        {
            var near = 1 - (Math.Clamp(forecast.Days, 0, ForecastDays) / ForecastDays);
            if (near > 0) yield return Reason(ReasonCodes.HealthForecast, Weight(forecast.Severity) / 2 * near, ("point", forecast.Point), ("days", Math.Ceiling(Math.Max(0, forecast.Days))));
        }

        foreach (var reason in Wear(facts.Drifts)) yield return reason;
        if (facts.OverdueInspections > 0) yield return Reason(ReasonCodes.HealthOverdue, Math.Min(24, 8.0 * facts.OverdueInspections), ("count", facts.OverdueInspections));
        if (facts.ContradictedInspections > 0) yield return Reason(ReasonCodes.HealthContradicted, Math.Min(30, 15.0 * facts.ContradictedInspections), ("count", facts.ContradictedInspections));
        if (facts is { AgeYears: { } age, DesignLifeYears: > 0 and { } life } && Aged(age / life) is > 0 and var aged) yield return Reason(ReasonCodes.HealthAge, aged, ("years", Math.Floor(age)), ("life", life));
        if (facts.Coverage is >= LeastCoverage and < FullCoverage and { } seen)
            yield return Reason(ReasonCodes.HealthUnseen, 20 * (FullCoverage - seen) / (FullCoverage - LeastCoverage), ("coverage", Math.Round(seen, 4)));
    }

    /// <summary>The worst signs first; what goes beyond the most that wear may take is left out.</summary>
    private static IEnumerable<HealthReason> Wear(IReadOnlyList<HealthDrift> drifts)
    {
        var left = 20.0;
        foreach (var drift in drifts.Where(drift => drift is { Sigma: >= 4, Share: > 0.1 }).OrderByDescending(drift => drift.Share).ThenBy(drift => drift.Point, StringComparer.Ordinal))
        {
            var points = Math.Min(left, Math.Min(8, (drift.Share - 0.1) / 0.05));
            left -= points;
            if (points > 0) yield return Reason(ReasonCodes.HealthWear, points, ("point", drift.Point), ("share", Math.Round(drift.Share, 4)));
        }
    }

    private static double Weight(HealthFault fault) => Weight(fault.Severity) * (fault.Open > TimeToFix(fault.Severity) ? 1.5 : 1);

    private static double Weight(Severity severity) => severity switch
    {
        Severity.P1 => 60,
        Severity.P2 => 24,
        Severity.P3 => 6,
        _ => 2,
    };

    /// <summary>The loop's time to fix, by the clock on the wall: holds and nights are the loop's matter, the asset stays broken through them.</summary>
    private static TimeSpan TimeToFix(Severity severity) => TimeSpan.FromDays(severity switch
    {
        Severity.P1 => 1,
        Severity.P2 => 2,
        Severity.P3 => 7,
        _ => 15,
    });

    private static double Aged(double share) => share > 1 ? 15 : Math.Max(0, (share - 0.8) / 0.2 * 10);

    private static HealthReason Unseen(double? coverage) => coverage is { } share && !double.IsNaN(share)
        ? new HealthReason(CodedText.Of(ReasonCodes.HealthNotScored, ("coverage", Math.Round(share, 4)), ("minimum", LeastCoverage)), 0)
        : new HealthReason(CodedText.Of(ReasonCodes.HealthNeverSeen), 0);

    private static HealthReason Reason(string code, double points, params ReadOnlySpan<(string Name, object? Value)> parameters) => new(CodedText.Of(code, parameters), points);
}
