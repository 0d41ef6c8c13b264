using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>What sending logs. Ids 4000–4009. Receivers are named by kind and number, never by address.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(4000, LogLevel.Warning, "Messages by {Channel} to {Target} fail ({Code}: {Detail}); they are tried again, then the next way is taken")]
    public static partial void ReceiverFails(ILogger logger, string channel, string target, string code, string detail);

    [LoggerMessage(4001, LogLevel.Information, "Messages by {Channel} to {Target} arrive again, after {Failures} failed tries")]
    public static partial void ReceiverRecovered(ILogger logger, string channel, string target, int failures);

    [LoggerMessage(4002, LogLevel.Error, "A message by {Channel} to {Target} can't be made or recorded; it is tried again in a minute")]
    public static partial void LaneFailed(ILogger logger, Exception exception, string channel, string target);

    [LoggerMessage(4003, LogLevel.Error, "Notice {Notice} can't be planned; it is passed over and tried again at every round, which isn't logged again")]
    public static partial void NoticeFailed(ILogger logger, Exception exception, long notice);

    [LoggerMessage(4004, LogLevel.Error, "The message of notice {Notice} by {Channel} to {Target} can't be made; it counts as a failed try")]
    public static partial void MessageUnbuildable(ILogger logger, Exception exception, long notice, string channel, string target);
}
