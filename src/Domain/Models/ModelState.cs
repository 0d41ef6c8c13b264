namespace Facilities.Domain.Models;

/// <summary>Where a learned model stands. Numbers are stored.</summary>
public enum ModelState
{
    /// <summary>Judges, but what it says is only counted.</summary>
    Shadow = 1,

    /// <summary>What it says becomes a fault.</summary>
    Active = 2,

    /// <summary>Judges no more; kept, so that an active one can be rolled back to it.</summary>
    Retired = 3,
}
