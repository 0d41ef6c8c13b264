namespace Facilities.Ingest.Hosting;

/// <summary>Answer of <c>/api/clock</c>: the simulator and test programs follow the site clock by it.</summary>
/// <param name="SiteNowUnixMs">The site clock's now, Unix milliseconds.</param>
/// <param name="Speed">How many times faster than the system clock it runs.</param>
public sealed record ClockAnswer(long SiteNowUnixMs, double Speed);
