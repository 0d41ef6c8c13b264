using System.Net;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>Log messages of this project: event ids 1000–1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{ClientId} connected from {RemoteEndPoint} with {Version}, session present: {SessionPresent}")]
    public static partial void Connected(ILogger logger, string clientId, EndPoint? remoteEndPoint, MqttProtocolVersion version, bool sessionPresent);

    [LoggerMessage(1001, LogLevel.Information, "CONNECT of {ClientId} from {RemoteEndPoint} refused: {ReasonCode}")]
    public static partial void ConnectRefused(ILogger logger, string clientId, EndPoint? remoteEndPoint, MqttReasonCode reasonCode);

    [LoggerMessage(1002, LogLevel.Debug, "{ClientId} from {RemoteEndPoint} disconnected: {Why}")]
    public static partial void Disconnected(ILogger logger, string clientId, EndPoint? remoteEndPoint, MqttDisconnectReason why);

    [LoggerMessage(1003, LogLevel.Information, "{ClientId} from {RemoteEndPoint} broke the protocol: {ReasonCode}, {Message}")]
    public static partial void ProtocolError(ILogger logger, string clientId, EndPoint? remoteEndPoint, MqttReasonCode reasonCode, string message);

    [LoggerMessage(1004, LogLevel.Error, "The connection of {ClientId} from {RemoteEndPoint} failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string clientId, EndPoint? remoteEndPoint);

    [LoggerMessage(1005, LogLevel.Debug, "Writing to {ClientId} at {RemoteEndPoint} failed")]
    public static partial void WriteFailed(ILogger logger, Exception exception, string clientId, EndPoint? remoteEndPoint);

    [LoggerMessage(1006, LogLevel.Error, "The will of {ClientId} couldn't be published")]
    public static partial void WillFailed(ILogger logger, Exception exception, string clientId);

    [LoggerMessage(1007, LogLevel.Error, "The MQTT heartbeat failed")]
    public static partial void HeartbeatFailed(ILogger logger, Exception exception);

    [LoggerMessage(1008, LogLevel.Debug, "No room for another retained message; there are {Count}")]
    public static partial void RetainedFull(ILogger logger, int count);

    [LoggerMessage(1009, LogLevel.Error, "{What} can't be stored; they are kept in memory and tried again")]
    public static partial void StoreFails(ILogger logger, string what, Exception exception);

    [LoggerMessage(1010, LogLevel.Information, "{What} can be stored again")]
    public static partial void StoreRecovered(ILogger logger, string what);

    [LoggerMessage(1011, LogLevel.Warning, "The stored session of {ClientId} has a message that can't be read; it is left out")]
    public static partial void StoredMessageUnreadable(ILogger logger, string clientId, Exception exception);

    [LoggerMessage(1012, LogLevel.Warning, "{Count} connections were refused within the last minute or so because there are too many, in all or of one address; {Open} are open")]
    public static partial void ConnectionsRefused(ILogger logger, long count, int open);
}
