namespace Facilities.Telemetry;

/// <summary>A point's number and its value; NaN means the device reported no usable value.</summary>
public readonly record struct PointValue(ushort Point, double Value);
