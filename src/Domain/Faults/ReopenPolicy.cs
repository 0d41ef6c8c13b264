namespace Facilities.Domain.Faults;

/// <summary>When a new finding of the same family on the same asset is the old fault come back.</summary>
public static class ReopenPolicy
{
    /// <summary>Reopenings from which the regulator's list carries the fault.</summary>
    public const int RegulatorListFrom = 2;

    /// <summary>30 days for P1 and P2, else 7.</summary>
    public static TimeSpan Window(Severity severity) => TimeSpan.FromDays(severity <= Severity.P2 ? 30 : 7);

    public static bool Applies(Severity severity, DateTimeOffset closedAt, DateTimeOffset onsetAt) => onsetAt - closedAt <= Window(severity);
}
