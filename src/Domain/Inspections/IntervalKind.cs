namespace Facilities.Domain.Inspections;

public enum IntervalKind
{
    Days,

    /// <summary>15 days.</summary>
    HalfMonth,
    Months,

    /// <summary>Listed years after the anchor.</summary>
    Years,
}
