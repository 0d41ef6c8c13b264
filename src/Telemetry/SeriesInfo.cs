namespace Facilities.Telemetry;

/// <summary>A series that the store knows: one point of one source, and when its newest sample was taken.</summary>
public readonly record struct SeriesInfo(SourceId Source, ushort Point, long NewestUnixMs);
