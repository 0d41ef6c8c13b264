namespace Facilities.Detection;

/// <summary>How a value stands to its limit.</summary>
public enum Comparison
{
    Above,
    AtLeast,
    Below,
    AtMost,
    Is,
    IsNot,
}
