namespace Facilities.Mqtt;

/// <summary>The protocol level byte of CONNECT (MQTT 5 §3.1.2.2).</summary>
public enum MqttProtocolVersion : byte
{
    /// <summary>Not known yet: CONNECT hasn't been read.</summary>
    Unknown = 0,

    /// <summary>MQTT 3.1.1.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V500 = 5,
}
