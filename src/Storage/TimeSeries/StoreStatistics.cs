using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>A glance at the embedded store for health checks and metrics.</summary>
/// <param name="Sources">Sources known.</param>
/// <param name="HeadBytes">Memory held by readings that are not in the database yet.</param>
/// <param name="Written">End of the newest batch written.</param>
/// <param name="Applied">Everything before is durable in the database.</param>
/// <param name="BlocksWritten">Blocks written since opening.</param>
/// <param name="BlocksMerged">Small blocks that were merged into others since opening.</param>
/// <param name="DamagedBlocks">Times an unreadable block was met since opening.</param>
/// <param name="LastFailure">Why the database can't be written now, or null.</param>
public readonly record struct StoreStatistics(
    int Sources, long HeadBytes, JournalPosition Written, JournalPosition Applied, long BlocksWritten, long BlocksMerged, long DamagedBlocks, Exception? LastFailure);
