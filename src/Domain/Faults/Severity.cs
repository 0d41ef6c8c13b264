namespace Facilities.Domain.Faults;

/// <summary>How bad; smaller is worse. Numbers are stored.</summary>
public enum Severity
{
    /// <summary>Life safety or trapped people.</summary>
    P1 = 1,

    /// <summary>Safety function lost or service down.</summary>
    P2 = 2,

    /// <summary>Degraded or predicted.</summary>
    P3 = 3,

    /// <summary>Cosmetic.</summary>
    P4 = 4,
}
