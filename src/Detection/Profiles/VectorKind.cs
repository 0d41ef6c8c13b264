namespace Facilities.Detection;

/// <summary>When a vector's next row comes.</summary>
public enum VectorKind
{
    /// <summary>With the first reading after each row period; a period of zero makes every reading that carries a channel a row.</summary>
    Tick,

    /// <summary>When a point reports that does so once a trip, or the trip counter moves.</summary>
    Trip,

    /// <summary>A settling time after the trigger point became true.</summary>
    Start,

    /// <summary>When the trigger point, the result of a test, reports.</summary>
    Test,
}
