using System.Diagnostics.CodeAnalysis;

namespace Facilities.Mqtt;

/// <summary>Throws a peer's mistakes; apart, so that the code that checks stays small enough to inline.</summary>
internal static class MqttErrors
{
    [DoesNotReturn]
    public static void Malformed(string clause, string message)
        => throw new MqttProtocolException(MqttReasonCode.MalformedPacket, clause, message);

    [DoesNotReturn]
    public static void Protocol(string clause, string message)
        => throw new MqttProtocolException(MqttReasonCode.ProtocolError, clause, message);

    [DoesNotReturn]
    public static void Throw(MqttReasonCode code, string clause, string message)
        => throw new MqttProtocolException(code, clause, message);
}
