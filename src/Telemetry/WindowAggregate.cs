namespace Facilities.Telemetry;

/// <summary>
/// What the usable samples of one window come to; NaN samples don't count, and a window without a usable sample doesn't exist.
/// The window is [<see cref="StartUnixMs"/>, start + window), cut at the end of the query. First and last go by event time.
/// </summary>
public readonly record struct WindowAggregate(long StartUnixMs, long Count, double Min, double Max, double Sum, double First, double Last)
{
    public double Mean => Sum / Count;
}
