namespace Facilities.Mqtt;

/// <summary>Quality of service of a PUBLISH (MQTT 5 §4.3).</summary>
public enum MqttQualityOfService : byte
{
    /// <summary>QoS 0: not acknowledged.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: acknowledged by PUBACK; may arrive twice.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: PUBREC, PUBREL, PUBCOMP.</summary>
    ExactlyOnce = 2,
}
