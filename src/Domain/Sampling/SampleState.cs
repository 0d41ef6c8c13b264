namespace Facilities.Domain.Sampling;

/// <summary>Numbers are stored.</summary>
public enum SampleState
{
    /// <summary>Rule and seed, or where and when the seed will be published, stand in the audit chain.</summary>
    Announced = 1,
    Drawn = 2,

    /// <summary>Called off before it was drawn.</summary>
    Withdrawn = 3,
}
