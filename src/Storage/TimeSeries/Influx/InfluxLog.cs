using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The InfluxDB store's log messages, ids 3200–3249. Outages are logged when they begin and when they end.</summary>
internal static partial class InfluxLog
{
    [LoggerMessage(3200, LogLevel.Information, "InfluxDB store opened: {Target}, journal applied through {AppliedThrough}")]
    public static partial void Opened(ILogger logger, string target, long appliedThrough);

    [LoggerMessage(3201, LogLevel.Warning, "The journal position in {Path} belongs to another server or database ({Found}); this one is given what the journal still holds")]
    public static partial void OtherTarget(ILogger logger, string path, string found);

    [LoggerMessage(3202, LogLevel.Error, "InfluxDB can't be written: {Reason}. Nothing is lost: samples wait in the journal, writing is tried again until it succeeds")]
    public static partial void OutageBegan(ILogger logger, string reason);

    [LoggerMessage(3203, LogLevel.Information, "InfluxDB is written again after {Outage}")]
    public static partial void OutageEnded(ILogger logger, TimeSpan outage);

    [LoggerMessage(3204, LogLevel.Warning, "InfluxDB refused {Count} readings for good; they are in the rejects. The first: {Reason}")]
    public static partial void Refused(ILogger logger, int count, string reason);

    [LoggerMessage(3205, LogLevel.Warning, "InfluxDB has field {Field} of measurement {Measurement} with another type; this service writes to {Replacement} instead and reads both")]
    public static partial void FieldConflict(ILogger logger, string field, string measurement, string replacement);

    [LoggerMessage(3206, LogLevel.Information, "InfluxDB: made {What}")]
    public static partial void Made(ILogger logger, string what);

    [LoggerMessage(3207, LogLevel.Error, "The journal position can't be saved; more is written again after a restart")]
    public static partial void PositionNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(3208, LogLevel.Error, "What InfluxDB refused can't be kept in the rejects; it is tried again")]
    public static partial void RefusedNotKept(ILogger logger, Exception exception);

    [LoggerMessage(3209, LogLevel.Warning, "How far asset {Asset} of site {Site} is rolled up can't be read from InfluxDB; what its samples still say is rolled up anew")]
    public static partial void UpkeepUnreadable(ILogger logger, string site, string asset);
}
