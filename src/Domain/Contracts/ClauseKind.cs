namespace Facilities.Domain.Contracts;

/// <summary>What a clause of a maintenance contract measures. Numbers are stored; add at the end only.</summary>
public enum ClauseKind
{
    /// <summary>Share of the visits that had to be made by now that the firm made, late or not.</summary>
    VisitsDone = 0,

    /// <summary>Share of the visits that had to be made by now that the firm made on time.</summary>
    VisitsOnTime = 1,

    /// <summary>Share of the firm's visits that telemetry proves, of those that it was asked about.</summary>
    VisitsProven = 2,

    /// <summary>Share of the faults given to the firm that it acknowledged within the limit.</summary>
    Acknowledge = 3,

    /// <summary>Share of the faults given to the firm, of those that ask somebody to come, at which it arrived within the limit.</summary>
    Arrive = 4,

    /// <summary>Share of the faults given to the firm that it fixed within the limit, approved holds left out.</summary>
    Fix = 5,
}
