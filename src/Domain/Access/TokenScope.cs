namespace Facilities.Domain.Access;

/// <summary>What an API token may be used for, within the role and scope of its owner. Names are stored.</summary>
public enum TokenScope
{
    /// <summary>Communities, assets, their permits.</summary>
    ReadAssets,

    /// <summary>Live values and history.</summary>
    ReadTelemetry,

    /// <summary>Faults, their pictures, the overview, the measured effect, deliveries.</summary>
    ReadFaults,

    /// <summary>Reporting a fault.</summary>
    ReportFaults,

    /// <summary>Actions of the loop, and pictures.</summary>
    WorkOnFaults,

    ReadInspections,

    ReadClaims,

    /// <summary>Rota, ladders, calendars.</summary>
    ReadDuty,

    ManageDuty,

    /// <summary>Registry, thresholds, permits.</summary>
    ManageAssets,

    ReadIntake,

    ManageIntake,
}
