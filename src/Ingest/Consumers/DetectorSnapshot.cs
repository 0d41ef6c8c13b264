using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>Saved detector state and the journal position that it belongs to: everything before it is already judged.</summary>
/// <param name="Position">Where to read on.</param>
/// <param name="Late">Late deliveries that wait for the scan, see <see cref="LateReadings.Save"/>.</param>
/// <param name="State">The engine's.</param>
internal sealed record DetectorSnapshot(JournalPosition Position, ReadOnlyMemory<byte> Late, ReadOnlyMemory<byte> State);
