namespace Facilities.Domain.Contracts;

/// <summary>A measurable target of a maintenance contract, for each quarter.</summary>
public sealed record ContractClause
{
    /// <summary>Longest limit of a fault.</summary>
    public static readonly TimeSpan LongestLimit = TimeSpan.FromDays(366);

    /// <param name="target">Share that must be delivered, above 0 and at most 1.</param>
    /// <param name="limit">Whole minutes; asked for where a fault is timed, refused elsewhere.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.ClauseTarget"/>, <see cref="RuleCodes.ClauseLimit"/>.</exception>
    public ContractClause(ClauseKind kind, double target, TimeSpan? limit = null)
    {
        if (!(target > 0 && target <= 1)) throw new RuleViolation(RuleCodes.ClauseTarget, ("kind", kind));
        var fits = IsTimed(kind) ? limit is { } time && time >= TimeSpan.FromMinutes(1) && time <= LongestLimit && time.Ticks % TimeSpan.TicksPerMinute == 0 : limit is null;
        if (!fits) throw new RuleViolation(RuleCodes.ClauseLimit, ("kind", kind));
        (Kind, Target, Limit) = (kind, target, limit);
    }

    public ClauseKind Kind { get; }

    /// <summary>Share that must be delivered, above 0 and at most 1.</summary>
    public double Target { get; }

    /// <summary>From the moment at which the firm got the fault; null where visits are counted.</summary>
    public TimeSpan? Limit { get; }

    /// <summary>Whether faults are timed, not visits counted.</summary>
    public static bool IsTimed(ClauseKind kind) => kind >= ClauseKind.Acknowledge;

    /// <summary>Kind, percent and, with a limit, minutes, for the audit chain: <c>Arrive 95 30</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} {100 * Target:0.##}") + (Limit is { } limit ? FormattableString.Invariant($" {limit.TotalMinutes:0}") : "");
}
