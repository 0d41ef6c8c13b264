namespace Facilities.Telemetry;

/// <summary>What intake had to note about a reading.</summary>
[Flags]
public enum ReadingFlags : byte
{
    None = 0,

    /// <summary>The device's clock was ahead by more than the allowed five minutes; event time was clamped to receive time.</summary>
    ClampedFuture = 1,

    /// <summary>The payload had no usable time (missing, or a 1970 clock); event time is receive time.</summary>
    NoDeviceTime = 2,

    /// <summary>Delivered as a retained message: it may be old and never raises an alarm past the stale limit.</summary>
    Retained = 4,
}
