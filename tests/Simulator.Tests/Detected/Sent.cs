using Facilities.Telemetry;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>One reading on its way: when it was measured, when it came, and what it says. The values may be shared.</summary>
internal readonly record struct Sent(long EventMs, long ReceiveMs, PointValue[] Values)
{
    /// <summary>The same with a point's value changed.</summary>
    public Sent With(ushort point, Func<double, double> change) =>
        this with { Values = [.. Values.Select(value => value.Point == point ? value with { Value = change(value.Value) } : value)] };
}
