using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>Saved detector state and the journal position that it belongs to: everything before it is already judged.</summary>
internal sealed record DetectorSnapshot(JournalPosition Position, ReadOnlyMemory<byte> State);
