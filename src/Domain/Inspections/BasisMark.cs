namespace Facilities.Domain.Inspections;

/// <summary>How well a number is founded.</summary>
public enum BasisMark
{
    /// <summary>In a public source.</summary>
    Stated,

    /// <summary>Recalled; check against the bought standard.</summary>
    Check,

    /// <summary>Ours.</summary>
    Default,
}
