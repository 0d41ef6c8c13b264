namespace Facilities.Telemetry;

/// <summary>A value at an instant of the device's clock (event time, Unix milliseconds, UTC).</summary>
public readonly record struct Sample(long TimestampUnixMs, double Value);
