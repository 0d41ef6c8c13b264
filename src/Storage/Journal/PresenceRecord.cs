using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>A device came, went, or gave a sign of life. A hint only: an open session is no proof that a sensor reports.</summary>
/// <param name="Source">The asset.</param>
/// <param name="EventTimeUnixMs">Device clock after the event-time rule.</param>
/// <param name="ReceiveTimeUnixMs">Site clock at intake.</param>
/// <param name="Flags">What intake had to note.</param>
/// <param name="State">What happened.</param>
public readonly record struct PresenceRecord(
    SourceId Source, long EventTimeUnixMs, long ReceiveTimeUnixMs, ReadingFlags Flags, PresenceState State);
