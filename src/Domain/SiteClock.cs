namespace Facilities.Domain;

/// <summary>
/// The clock for everything a person would call <em>when</em>: clamping, staleness, durations, deadlines, soak, schedules, claims.
/// It runs <see cref="Speed"/> times as fast as the system clock from the moment it is made (speed 1 outside demo and tests).
/// Sockets, keep-alive, retries and fsync use the system clock instead. Thread-safe.
/// </summary>
public sealed class SiteClock : TimeProvider
{
    private readonly TimeProvider _system;
    private readonly DateTimeOffset _origin;
    private readonly long _originTimestamp;

    public SiteClock(TimeProvider system, double speed = 1, DateTimeOffset? origin = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (!(speed is > 0 and <= 100_000)) throw new ArgumentOutOfRangeException(nameof(speed), speed, "Speed must be above 0 and at most 100000.");
        _system = system;
        Speed = speed;
        _origin = (origin ?? system.GetUtcNow()).ToUniversalTime();
        _originTimestamp = system.GetTimestamp();
        IsSystemTime = speed == 1 && origin is null;
    }

    public double Speed { get; }

    private bool IsSystemTime { get; }

    public long NowUnixMs => GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>At speed 1 the wall clock itself, so that a corrected system clock is followed.</summary>
    public override DateTimeOffset GetUtcNow() =>
        IsSystemTime ? _system.GetUtcNow() : _origin + _system.GetElapsedTime(_originTimestamp) * Speed;

    /// <summary>How long to wait on the system clock for a span of site time.</summary>
    public TimeSpan ToSystem(TimeSpan siteTime) => siteTime / Speed;
}
