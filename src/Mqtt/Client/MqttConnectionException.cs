namespace Facilities.Mqtt;

/// <summary>A client's connection was refused, lost or never there.</summary>
public sealed class MqttConnectionException : Exception
{
    public MqttConnectionException(string message, MqttReasonCode? reasonCode = null, Exception? inner = null)
        : base(message, inner) => ReasonCode = reasonCode;

    /// <summary>What the server said in CONNACK or DISCONNECT; null when it said nothing.</summary>
    public MqttReasonCode? ReasonCode { get; }
}
