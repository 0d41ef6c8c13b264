namespace Facilities.Telemetry;

/// <summary>What a run of <see cref="ITimeSeriesStore.MaintainAsync"/> did.</summary>
/// <param name="RolledUp">Sources whose roll-ups were brought up to date.</param>
/// <param name="Searched">Sources that were searched for what is past its time.</param>
/// <param name="Removed">Units of storage (blocks, or series pieces on a server) that were removed or cut down.</param>
/// <param name="IsComplete">Nothing is left to roll up, and every source has been searched since the last complete round.</param>
public readonly record struct MaintenanceReport(int RolledUp, int Searched, long Removed, bool IsComplete);
