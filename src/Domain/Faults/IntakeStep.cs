namespace Facilities.Domain.Faults;

/// <summary>What a finding does to the faults of its asset and family.</summary>
public enum IntakeStep
{
    /// <summary>A new fault.</summary>
    Open,

    /// <summary>It belongs to the open fault.</summary>
    Join,

    /// <summary>It belongs to the open fault and is worse than that: the fault's severity rises.</summary>
    JoinAndRaise,

    /// <summary>The fault was called fixed and is back, or was closed lately.</summary>
    Reopen,

    /// <summary>It was over before it was known: one line in a summary, no fault.</summary>
    Summarise,
}
