namespace Facilities.Telemetry;

/// <summary>The newest sample (by event time) of one point of one source; the value may be NaN when the device reported nothing usable.</summary>
public readonly record struct LastValue(SourceId Source, ushort Point, long TimestampUnixMs, double Value);
