namespace Facilities.Domain.Faults;

public enum SoakVerdict
{
    /// <summary>Clear so far; the time isn't over.</summary>
    Running,
    Passed,

    /// <summary>Too little was seen to tell; once more the same time.</summary>
    Extend,

    /// <summary>Too little was seen twice; a person confirms.</summary>
    NeedsPerson,

    /// <summary>It came back.</summary>
    Failed,
}
