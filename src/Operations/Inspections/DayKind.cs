namespace Facilities.Operations.Inspections;

/// <summary>What a day is in a site's calendar.</summary>
public enum DayKind
{
    Working,

    /// <summary>Off by the week.</summary>
    Rest,

    /// <summary>Off although the week works.</summary>
    Holiday,

    /// <summary>Worked although the week is off (调休).</summary>
    Worked,
}
