namespace Facilities.Simulator.Service;

/// <summary>Answer of <c>GET /api/clock</c>.</summary>
internal sealed record ClockReply(long SiteNowUnixMs, double Speed);
