using Microsoft.Extensions.Logging;

namespace Facilities.Simulator;

/// <summary>Log messages of the simulator: event ids 7000 to 7099.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Warning, "Gateway of {Site} has no connection to {Host}:{Port} and keeps its messages: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, string site, string host, int port, string reason);

    [LoggerMessage(7001, LogLevel.Information, "Gateway of {Site} is connected again; {Queued} messages were kept")]
    public static partial void Reconnected(ILogger logger, string site, int queued);

    [LoggerMessage(7002, LogLevel.Information, "{Site}: the past was played, {Messages} messages in {Seconds:F1} s; live from now on")]
    public static partial void BackfillDone(ILogger logger, string site, long messages, double seconds);

    [LoggerMessage(7003, LogLevel.Information, "{Site}: gateway {State} by scenario")]
    public static partial void GatewayAway(ILogger logger, string site, string state);

    [LoggerMessage(7004, LogLevel.Warning, "The site clock at {Address} can't be read, the last answer is used on: {Reason}")]
    public static partial void ClockUnreadable(ILogger logger, Uri address, string reason);
}
