namespace Facilities.Domain.Complaints;

/// <summary>What is believed of a complaint's topic and place. Numbers are stored; add at the end only.</summary>
public enum ComplaintState
{
    /// <summary>By the rules alone.</summary>
    Believed = 0,

    /// <summary>The rules aren't sure: a person should say. Counts nowhere but in volumes.</summary>
    Waiting = 1,

    /// <summary>A person has said.</summary>
    Confirmed = 2,

    /// <summary>A person has said that it isn't about any community here: counts nowhere.</summary>
    Dismissed = 3,
}
