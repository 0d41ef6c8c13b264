namespace Facilities.Domain.Inspections;

/// <summary>Who does it.</summary>
public enum Performer
{
    /// <summary>Licensed maintenance firm.</summary>
    Firm,

    /// <summary>The property firm's operator or staff.</summary>
    Operator,

    /// <summary>安全员.</summary>
    SafetyOfficer,

    /// <summary>安全总监.</summary>
    SafetyDirector,

    /// <summary>主要负责人.</summary>
    Principal,

    /// <summary>检验机构.</summary>
    InspectionBody,

    /// <summary>Telemetry writes it.</summary>
    Automatic,
}
