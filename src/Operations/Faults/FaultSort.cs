namespace Facilities.Operations.Faults;

/// <summary>Order of a fault list.</summary>
public enum FaultSort
{
    /// <summary>What must be looked at first: P1, then overdue, then by the next deadline.</summary>
    Urgency,
    FoundAt,
    Severity,
    State,
    Asset,
    ClosedAt,
}
