namespace Facilities.Storage.Relational.Faults;

/// <summary>What a timer of a fault waits for. Numbers are stored; add at the end only.</summary>
public enum FaultTimerKind
{
    /// <summary>The limits of the loop.</summary>
    Acknowledge = 1,
    Arrive = 2,
    Safe = 3,
    Fix = 4,

    /// <summary>End of the soak.</summary>
    Soak = 5,

    /// <summary>The reporter's silence is over.</summary>
    FollowUp = 6,

    /// <summary>Planned end of a hold.</summary>
    Hold = 7,

    /// <summary>The next step of the escalation ladder.</summary>
    Escalate = 8,

    /// <summary>The next step of the ladder of any of its parts.</summary>
    Part = 9,
}
