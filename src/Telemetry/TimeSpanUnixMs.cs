namespace Facilities.Telemetry;

/// <summary>A stretch of time [from, to), Unix milliseconds.</summary>
public readonly record struct TimeSpanUnixMs(long FromUnixMs, long ToUnixMs)
{
    public long LengthMs => ToUnixMs - FromUnixMs;
}
