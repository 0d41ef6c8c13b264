namespace Facilities.Detection;

/// <summary>A usable sample as leaves see it, after it was stored.</summary>
/// <param name="Point">Index of the point.</param>
/// <param name="Old">Value before, NaN at first.</param>
/// <param name="Value">Value now.</param>
/// <param name="EventMs">Event time.</param>
/// <param name="LastEventMs">Event time of the value before; 0 at first.</param>
/// <param name="LastChangedMs">Event time at which the value before had become what it was.</param>
internal readonly record struct FeedSample(int Point, double Old, double Value, long EventMs, long LastEventMs, long LastChangedMs);
