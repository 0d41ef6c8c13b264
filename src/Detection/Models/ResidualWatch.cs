namespace Facilities.Detection;

/// <summary>
/// Watches an asset hour by hour with a trained model: scores first, then decides. Exponential smoothing of the residuals (Roberts, Technometrics 1, 1959) makes the little that wear
/// moves in a day visible; the decision asks for several hours in a row, lets go only far below the limit, and is quiet for a while after an alarm. An hour without all signals, with drivers that were
/// never trained on, or not in operation proves nothing and changes nothing; after two silent days smoothing starts anew. Pure and thread-safe.
/// </summary>
public static class ResidualWatch
{
    /// <summary>Judged hours in a row above the limit until it alarms.</summary>
    public const int Evidence = 6;

    /// <summary>Judged hours in a row below half of the limit until it is over.</summary>
    public const int QuietRows = 24;

    /// <summary>Hours after an alarm in which there is no other.</summary>
    public const int CoolHours = 72;

    /// <summary>Share of strange hours within a week from which the operation isn't the trained one any more.</summary>
    public const double DriftShare = 0.5;

    private const int SilentHours = 48;
    private const int WeekRows = 168;

    /// <summary>A departure by less than this share of the level, and three floors, is nothing that a crew could act on.</summary>
    private const double LeastShare = 0.05;

    /// <summary>Whether the operation has left what the model was trained on.</summary>
    public static bool IsDrifted(ResidualState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.StrangeRows >= WeekRows / 3 && state.Strange >= DriftShare;
    }

    /// <param name="shape">Of the fit.</param>
    /// <param name="fit">The model.</param>
    /// <param name="limit">In force: the fit's own, moved by people's marks.</param>
    /// <param name="state">Before the hour.</param>
    /// <param name="row">An hour of operation later than the state's last; an earlier one changes nothing.</param>
    public static ResidualStep Advance(ModelShape shape, ResidualFit fit, double limit, ResidualState state, ModelRow row)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(row);
        if (row.Hour <= state.LastHour) return new ResidualStep(state, null, null, null);
        if (row.Hour - state.LastHour > SilentHours) state = state with { Smoothed = [], Rows = 0, Above = 0, Quiet = 0 };
        state = state with { LastHour = row.Hour };
        if (ResidualRegression.Expect(fit, row) is not { } expected || fit.Signals.Any(i => !double.IsFinite(row.Signals[i]))) return new ResidualStep(state, null, null, null);
        var isStrange = ResidualRegression.IsStrange(fit, row);
        var seen = Math.Min(state.StrangeRows + 1, WeekRows);
        state = state with { StrangeRows = seen, Strange = state.Strange + (((isStrange ? 1 : 0) - state.Strange) / seen) };
        if (isStrange) return new ResidualStep(state, null, null, null);
        state = Smooth(shape, fit, state, row, expected);
        var score = ResidualScore.Of(shape, fit, state.Smoothed);
        var (next, went) = Decide(state, row.Hour, state.Rows >= Warm(shape) && score.Score > limit && IsWorthIt(shape, fit, state, score.Lead), score.Score < limit / 2);
        return new ResidualStep(next, score, expected, went);
    }

    private static int Warm(ModelShape shape) => Math.Min(shape.SmoothingHours, 24);

    private static ResidualState Smooth(ModelShape shape, ResidualFit fit, ResidualState state, ModelRow row, double[] expected)
    {
        var rows = Math.Min(state.Rows + 1, shape.SmoothingHours);
        var before = state.Smoothed.Length == fit.Signals.Length ? state.Smoothed : new double[fit.Signals.Length];
        return state with
        {
            Rows = rows,
            Smoothed = [.. before.Select((value, j) => value + ((row.Signals[fit.Signals[j]] - expected[j] - value) / rows))],
        };
    }

    private static bool IsWorthIt(ModelShape shape, ResidualFit fit, ResidualState state, int lead) =>
        Math.Abs(state.Smoothed[lead]) >= Math.Min(LeastShare * Math.Abs(fit.Level[lead]), 3 * shape.Signals[fit.Signals[lead]].Floor);

    private static (ResidualState State, bool? Went) Decide(ResidualState state, int hour, bool above, bool quiet)
    {
        state = state with
        {
            Above = above ? state.Above + 1 : 0,
            Quiet = quiet ? state.Quiet + 1 : 0,
            SinceHour = above && state.Above == 0 ? hour : state.SinceHour,
        };
        if (state.OnsetHour is null && state.Above >= Evidence && hour >= state.CoolUntil) return (state with { OnsetHour = hour }, true);
        return state.OnsetHour is not null && state.Quiet >= QuietRows ? (state with { OnsetHour = null, CoolUntil = hour + CoolHours }, false) : (state, null);
    }
}
