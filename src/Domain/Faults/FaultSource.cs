namespace Facilities.Domain.Faults;

/// <summary>Who found it. Numbers are stored.</summary>
public enum FaultSource
{
    /// <summary>A detection rule over telemetry.</summary>
    Sensor = 1,
    Resident = 2,

    /// <summary>A patrol or a failed inspection step.</summary>
    Patrol = 3,

    /// <summary>12345.</summary>
    Hotline = 4,
    Regulator = 5,
}
