namespace Facilities.Mqtt;

/// <summary>Going on with a session of an earlier connection (MQTT 5 §4.4).</summary>
public sealed partial class MqttClient
{
    private readonly Queue<UnacknowledgedPublish> _resend = new();

    /// <summary>
    /// Under the lock, when CONNACK was accepted: what the server still has is gone on with, what it hasn't is forgotten [MQTT-3.2.2-5].
    /// </summary>
    private void Resume(bool sessionPresent)
    {
        if (_options.Session is not { } session)
            return;
        if (!sessionPresent)
        {
            session.Clear();
            return;
        }

        foreach (var publish in session.Unacknowledged)
        {
            _window.Restore(publish.PacketIdentifier, publish.IsReleased, publish.QoS);
            _resend.Enqueue(publish);
        }

        ResendSome(_window.Size);
    }

    /// <summary>Under the lock: as many as the server takes at once; the others follow as these are acknowledged.</summary>
    private void ResendSome(int count)
    {
        while (count-- > 0 && _resend.TryDequeue(out var publish))
        {
            if (publish.IsReleased)
                Encode(MqttPacketType.PubRel, publish.PacketIdentifier, MqttReasonCode.Success);
            else
                MqttPublishEncoder.Write(_unsent, publish.Topic, publish.Payload.Span, publish.QoS, publish.Retain, duplicate: true,
                    publish.PacketIdentifier, publish.Properties, _options.ProtocolVersion);
        }
    }
}
