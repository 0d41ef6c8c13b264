namespace Facilities.Mqtt;

/// <summary>When a new subscription gets the retained messages (MQTT 5 §3.8.3.1).</summary>
public enum MqttRetainHandling : byte
{
    SendAtSubscribe = 0,
    SendAtSubscribeIfNew = 1,
    DoNotSend = 2,
}
