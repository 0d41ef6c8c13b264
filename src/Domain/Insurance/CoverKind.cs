namespace Facilities.Domain.Insurance;

/// <summary>What a policy pays for. Numbers are stored; add at the end only.</summary>
public enum CoverKind
{
    /// <summary>Trapped people, by the ladder.</summary>
    Entrapment = 1,

    /// <summary>Third-party injury and property.</summary>
    Liability = 2,

    /// <summary>Repair and parts.</summary>
    Repair = 3,

    /// <summary>Elevator out of service.</summary>
    OutOfService = 4,

    /// <summary>Fire pump unavailable.</summary>
    FirePumpUnavailable = 5,
    LowWaterPressure = 6,
    Flood = 7,
    EmergencyLight = 8,
    RoofLeak = 9,
}
