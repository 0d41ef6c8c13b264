namespace Facilities.Telemetry;

/// <summary>One sample that a store would not take.</summary>
/// <param name="Source">Whose sample.</param>
/// <param name="Point">Which point; <c>null</c> when the whole reading was refused.</param>
/// <param name="EventTimeUnixMs">Its time.</param>
/// <param name="Reason">The store's words, shown to people as they are.</param>
public readonly record struct RefusedSample(SourceId Source, ushort? Point, long EventTimeUnixMs, string Reason);
