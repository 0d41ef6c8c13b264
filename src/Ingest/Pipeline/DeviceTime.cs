using System.Buffers.Text;
using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// What a device's clock is worth. Devices send seconds, milliseconds, micro- or nanoseconds, a clock that was never set, or one that runs ahead;
/// here each becomes an event time and a flag that says what was done to it.
/// </summary>
internal static class DeviceTime
{
    /// <summary>2015-01-01. No device that speaks to us reports from before; an unset clock starts in 1970, some in 2000 or 2010.</summary>
    public const long EarliestUnixMs = 1_420_070_400_000;

    /// <summary>domain.md §2: clamped when more than five minutes ahead.</summary>
    public const long AllowedAheadMs = 5 * 60 * 1_000;

    // Each unit's plausible numbers lie three digits apart, so the size alone tells: seconds reach 10¹¹ in the year 5138.
    private const double SecondsBelow = 1e11;
    private const double MillisecondsBelow = 1e14;
    private const double MicrosecondsBelow = 1e17;

    public static long? FromNumber(double value)
    {
        if (!double.IsFinite(value) || value < 0 || value >= 1e20) return null;
        if (value < SecondsBelow) return (long)(value * 1e3);
        if (value < MillisecondsBelow) return (long)value;
        return value < MicrosecondsBelow ? (long)(value / 1e3) : (long)(value / 1e6);
    }

    /// <summary>A number in quotes, or ISO 8601 with its offset; a local time without one says nothing.</summary>
    public static long? FromText(ReadOnlySpan<byte> utf8)
    {
        if (Utf8Parser.TryParse(utf8, out double number, out var used) && used == utf8.Length) return FromNumber(number);
        return Utf8Parser.TryParse(utf8, out DateTimeOffset instant, out used, 'O') && used == utf8.Length && HasOffset(utf8)
            ? instant.ToUnixTimeMilliseconds()
            : null;
    }

    /// <summary>The event time to store, and what had to be noted about it.</summary>
    public static long Settle(long? deviceUnixMs, long receiveUnixMs, out ReadingFlags flags)
    {
        if (deviceUnixMs is not { } time || time < EarliestUnixMs)
        {
            flags = ReadingFlags.NoDeviceTime;
            return receiveUnixMs;
        }

        if (time > receiveUnixMs + AllowedAheadMs)
        {
            flags = ReadingFlags.ClampedFuture;
            return receiveUnixMs;
        }

        flags = ReadingFlags.None;
        return time;
    }

    private static bool HasOffset(ReadOnlySpan<byte> utf8) => utf8[^1] == (byte)'Z' || (utf8.Length > 19 && utf8[19..].IndexOfAny((byte)'+', (byte)'-') >= 0);
}
