namespace Facilities.Mqtt;

/// <summary>Questions about a <see cref="MqttReasonCode"/>.</summary>
public static class MqttReasonCodes
{
    /// <summary>True for a refusal: 0x80 and above (MQTT 5 §2.4).</summary>
    public static bool IsError(this MqttReasonCode code) => (byte)code >= 0x80;
}
