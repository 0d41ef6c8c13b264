namespace Facilities.Domain.Faults;

/// <summary>Limits per severity. The defaults are the field's; a site may have its own. Immutable.</summary>
public sealed record LimitTable
{
    public static LimitTable Default { get; } = new();

    public SeverityLimits P1 { get; init; } = new(TimeLimit.Minutes(5), TimeLimit.Minutes(30), TimeLimit.Hours(1), TimeLimit.Hours(24), TimeSpan.FromHours(24));

    public SeverityLimits P2 { get; init; } = new(TimeLimit.Minutes(15), TimeLimit.Hours(2), TimeLimit.Hours(8), TimeLimit.Hours(48), TimeSpan.FromHours(48));

    public SeverityLimits P3 { get; init; } = new(TimeLimit.WorkingHours(4), TimeLimit.WorkingDays(2), null, TimeLimit.WorkingDays(7), TimeSpan.FromHours(72));

    public SeverityLimits P4 { get; init; } = new(TimeLimit.WorkingDays(1), null, null, TimeLimit.WorkingDays(15), TimeSpan.Zero);

    /// <summary>Reaching trapped people in a districted city (设区的市): 30 minutes, TSG T5002.</summary>
    public TimeLimit EntrapmentArriveInCity { get; init; } = TimeLimit.Minutes(30);

    /// <summary>Reaching trapped people elsewhere: 1 hour, TSG T5002.</summary>
    public TimeLimit EntrapmentArriveElsewhere { get; init; } = TimeLimit.Hours(1);

    public SeverityLimits For(Severity severity) => severity switch
    {
        Severity.P1 => P1,
        Severity.P2 => P2,
        Severity.P3 => P3,
        Severity.P4 => P4,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };
}
