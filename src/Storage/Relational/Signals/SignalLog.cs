using Microsoft.Extensions.Logging;

namespace Facilities.Storage.Relational.Signals;

/// <summary>What <see cref="ProcessSignals"/> logs. Ids 3200–3209.</summary>
internal static partial class SignalLog
{
    [LoggerMessage(3200, LogLevel.Warning, "The database's messages between processes are interrupted; pages and other processes hear nothing until it is back")]
    public static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(3201, LogLevel.Information, "The database's messages between processes are heard again")]
    public static partial void Resumed(ILogger logger);

    // The listener says that the server is away; each unheard hint is for whoever looks closer.
    [LoggerMessage(3202, LogLevel.Debug, "A message on channel {Channel} was not sent")]
    public static partial void NotSent(ILogger logger, Exception exception, SignalChannel channel);
}
