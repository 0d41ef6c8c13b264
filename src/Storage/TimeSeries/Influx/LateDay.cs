namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>A day that took late samples.</summary>
/// <param name="StartUnixMs">Its beginning, UTC.</param>
/// <param name="NotedUnixMs">When that was noted last.</param>
internal readonly record struct LateDay(long StartUnixMs, long NotedUnixMs);
