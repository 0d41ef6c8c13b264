namespace Facilities.Domain.Faults;

/// <summary>The deadlines of a fault with their reasons: a pure function of <see cref="FaultClock"/> and <see cref="SiteRules"/>.</summary>
/// <param name="Acknowledge">Always there.</param>
/// <param name="Arrive">Null where the table sets none.</param>
/// <param name="Safe">Null where the table sets none.</param>
/// <param name="Fix">Always there; the only one that holds move.</param>
public sealed record FaultDeadlines(Deadline Acknowledge, Deadline? Arrive, Deadline? Safe, Deadline Fix)
{
    public static FaultDeadlines Compute(FaultClock clock, SiteRules site)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(site);
        var limits = site.Limits.For(clock.Severity);
        var answerFrom = clock.DetectedAt > clock.ReceivedAt ? clock.DetectedAt : clock.ReceivedAt;
        var severity = clock.Severity;

        var arrive = limits.Arrive is { } allowed ? Simple(FaultLimits.Arrive, allowed, answerFrom, ReasonCodes.DeadlineArrive) : null;
        if (clock.IsEntrapment)
        {
            arrive = site.InDistrictedCity
                ? Simple(FaultLimits.Arrive, site.Limits.EntrapmentArriveInCity, answerFrom, ReasonCodes.DeadlineArriveEntrapmentCity)
                : Simple(FaultLimits.Arrive, site.Limits.EntrapmentArriveElsewhere, answerFrom, ReasonCodes.DeadlineArriveEntrapmentElsewhere);
        }

        return new FaultDeadlines(
            Simple(FaultLimits.Acknowledge, limits.Acknowledge, answerFrom, ReasonCodes.DeadlineAcknowledge),
            arrive,
            limits.Safe is { } safe ? Simple(FaultLimits.Safe, safe, clock.DetectedAt, ReasonCodes.DeadlineSafe) : null,
            Fix(limits.Fix));

        Deadline Simple(FaultLimits limit, TimeLimit span, DateTimeOffset from, string code) =>
            new(limit, Add(from, span.Span(site.Calendar), span, site), from, span, TimeSpan.Zero, Reason(code, span));

        Deadline Fix(TimeLimit span)
        {
            var (due, paused) = AddAround(clock.FirstDetectedAt, span.Span(site.Calendar), span, clock.Pauses, site);
            return new(FaultLimits.Fix, due, clock.FirstDetectedAt, span, paused, Reason(paused > TimeSpan.Zero ? ReasonCodes.DeadlineFixHeld : ReasonCodes.DeadlineFix, span));
        }

        CodedText Reason(string code, TimeLimit span) => CodedText.Of(code, ("severity", severity), ("amount", span.Amount), ("unit", span.Unit));
    }

    /// <summary>
    /// When a share of a limit is used up, counted as the limit itself: in working time where it is one, pauses of the fix clock left out. Share 1 is the deadline.
    /// </summary>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1.</exception>
    /// <returns>Null where the table sets no such limit.</returns>
    public DateTimeOffset? ShareUsedAt(FaultLimits limit, double share, FaultClock clock, SiteRules site)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(site);
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share of a limit is 0 to 1.");
        return Of(limit) is not { } deadline ? null
            : AddAround(deadline.From, deadline.Allowed.Span(site.Calendar) * share, deadline.Allowed, limit == FaultLimits.Fix ? clock.Pauses : [], site).Due;
    }

    /// <summary>One of them; null where the table sets none.</summary>
    public Deadline? Of(FaultLimits limit) => limit switch
    {
        FaultLimits.Acknowledge => Acknowledge,
        FaultLimits.Arrive => Arrive,
        FaultLimits.Safe => Safe,
        FaultLimits.Fix => Fix,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "Not one limit."),
    };

    /// <summary>
    /// Walks from pause to pause, spending the allowed time in between. Pauses may overlap, lie before the start or have no working hour in them:
    /// what counts is only the limit's own time that they cover.
    /// </summary>
    private static (DateTimeOffset Due, TimeSpan Paused) AddAround(DateTimeOffset from, TimeSpan span, TimeLimit limit, IReadOnlyList<ClockPause> pauses, SiteRules site)
    {
        var left = span;
        var at = from;
        var paused = TimeSpan.Zero;
        foreach (var pause in pauses.OrderBy(pause => pause.From))
        {
            if (pause.To <= at || pause.To <= pause.From) continue;
            var spent = Count(at, pause.From, limit, site);
            if (spent >= left) break;
            left -= spent;
            var begin = pause.From > at ? pause.From : at;
            paused += Count(begin, pause.To, limit, site);
            at = pause.To;
        }

        return (Add(at, left, limit, site), paused);
    }

    private static TimeSpan Count(DateTimeOffset from, DateTimeOffset to, TimeLimit limit, SiteRules site) =>
        to <= from ? TimeSpan.Zero : limit.IsWorkingTime ? site.Calendar.WorkingTimeBetween(from, to) : to - from;

    private static DateTimeOffset Add(DateTimeOffset from, TimeSpan span, TimeLimit limit, SiteRules site) =>
        limit.IsWorkingTime ? site.Calendar.AddWorkingTime(from, span) : (from + span).ToUniversalTime();
}
