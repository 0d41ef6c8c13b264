namespace Facilities.Simulator.Assets;

/// <summary>
/// How a car covers a distance: it accelerates at a, cruises at v and brakes at a; short hops never reach v.
/// <code>
/// speed   v ..... ___________
///                /           \
///         0 ____/             \____
///               |ramp| cruise |ramp|
/// </code>
/// </summary>
internal sealed class TripProfile
{
    /// <summary>m/s²; usual for passenger lifts, jerk neglected.</summary>
    public const double Acceleration = 0.8;

    private readonly double _peak;
    private readonly double _ramp;
    private readonly double _cruise;

    public TripProfile(double distanceM, double ratedSpeed)
    {
        Distance = distanceM;
        _peak = Math.Min(ratedSpeed, Math.Sqrt(distanceM * Acceleration));
        _ramp = _peak / Acceleration;
        _cruise = (distanceM - _peak * _ramp) / _peak;
    }

    public double Distance { get; }

    /// <summary>Seconds.</summary>
    public double Duration => 2 * _ramp + _cruise;

    /// <summary>m/s at <paramref name="second"/> after the start.</summary>
    public double SpeedAt(double second) => second switch
    {
        <= 0 => 0,
        _ when second >= Duration => 0,
        _ when second < _ramp => Acceleration * second,
        _ when second > _ramp + _cruise => Acceleration * (Duration - second),
        _ => _peak,
    };

    /// <summary>Metres covered at <paramref name="second"/> after the start.</summary>
    public double PositionAt(double second)
    {
        if (second <= 0) return 0;
        if (second >= Duration) return Distance;
        if (second < _ramp) return Acceleration * second * second / 2;
        if (second <= _ramp + _cruise) return _peak * _ramp / 2 + _peak * (second - _ramp);
        var left = Duration - second;
        return Distance - Acceleration * left * left / 2;
    }

    /// <summary>Seconds until <paramref name="metres"/> are covered, to the millisecond (bisection; positions only grow).</summary>
    public double TimeTo(double metres)
    {
        double low = 0, high = Duration;
        while (high - low > 0.0005)
        {
            var middle = (low + high) / 2;
            if (PositionAt(middle) < metres) low = middle;
            else high = middle;
        }
        return high;
    }
}
