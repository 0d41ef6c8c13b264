using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries;

/// <summary>The embedded telemetry store's log messages, ids 3150–3199.</summary>
internal static partial class TimeSeriesLog
{
    [LoggerMessage(3150, LogLevel.Information, "Telemetry store opened: {Sources} sources, journal applied through {AppliedThrough}")]
    public static partial void Opened(ILogger logger, int sources, long appliedThrough);

    [LoggerMessage(3151, LogLevel.Error, "Telemetry store: block {Block} of source {Source} from {StartUnixMs} to {EndUnixMs} is unreadable and left out: {Problem}")]
    public static partial void Damaged(ILogger logger, long block, int source, long startUnixMs, long endUnixMs, string problem);

    [LoggerMessage(3152, LogLevel.Error, "Telemetry store: can't write to the database; data stays in memory and in the journal, next attempt in {Delay}")]
    public static partial void FlushFailed(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(3153, LogLevel.Information, "Telemetry store: the database is written again")]
    public static partial void FlushRecovered(ILogger logger);

    [LoggerMessage(3155, LogLevel.Debug, "Telemetry store: checkpoint through {Through}, {Sources} sources in {Elapsed}")]
    public static partial void Checkpointed(ILogger logger, long through, int sources, TimeSpan elapsed);
}
