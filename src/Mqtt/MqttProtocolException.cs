namespace Facilities.Mqtt;

/// <summary>
/// The peer broke the protocol. The connection ends with <see cref="ReasonCode"/>; <see cref="Clause"/> is the
/// normative statement that was broken, for example <c>MQTT-3.3.2-2</c> (5.0 numbering unless it begins with 3.1.1).
/// </summary>
public sealed class MqttProtocolException : Exception
{
    public MqttProtocolException(MqttReasonCode reasonCode, string clause, string message)
        : base($"{message} [{clause}]")
    {
        ReasonCode = reasonCode;
        Clause = clause;
    }

    /// <summary>What DISCONNECT or CONNACK carries in MQTT 5.</summary>
    public MqttReasonCode ReasonCode { get; }

    /// <summary>The normative statement or section that was broken.</summary>
    public string Clause { get; }
}
