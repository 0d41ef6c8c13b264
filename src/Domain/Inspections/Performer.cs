namespace Facilities.Domain.Inspections;

/// <summary>Who does it.</summary>
public enum Performer
{
    /// <summary>Licensed maintenance firm.</summary>
    Firm,

    /// <summary>Whoever runs the system day by day: the property firm's operator.</summary>
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

    /// <summary>检测机构, a licensed laboratory.</summary>
    Laboratory,

    /// <summary>消防技术服务机构.</summary>
    TestBody,

    /// <summary>Fire duty staff, 值班人员.</summary>
    DutyStaff,

    /// <summary>The owner, in the words of NFPA.</summary>
    Owner,

    /// <summary>The property firm's staff.</summary>
    Staff,
}
