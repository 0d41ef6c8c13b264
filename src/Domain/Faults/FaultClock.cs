namespace Facilities.Domain.Faults;

/// <summary>The facts from which a fault's deadlines follow.</summary>
/// <param name="Severity">As it is now; a change recomputes everything from the same starts.</param>
/// <param name="IsEntrapment">Trapped people, or the suspicion.</param>
/// <param name="FirstDetectedAt">Start of the fix clock; a reopened fault keeps it.</param>
/// <param name="DetectedAt">Detection of this round: start of the safe clock.</param>
/// <param name="ReceivedAt">Receipt of this round; acknowledge and arrive count from the later of the two.</param>
/// <param name="Pauses">Approved holds, and the time between a closing and the reopening after it; only the fix clock leaves them out.</param>
public sealed record FaultClock(
    Severity Severity,
    bool IsEntrapment,
    DateTimeOffset FirstDetectedAt,
    DateTimeOffset DetectedAt,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<ClockPause> Pauses);
