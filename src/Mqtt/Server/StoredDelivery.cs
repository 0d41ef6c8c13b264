namespace Facilities.Mqtt;

/// <summary>A delivery as bytes and back: an MQTT 5 PUBLISH, so that the format is the standard's.</summary>
internal static class StoredDelivery
{
    /// <summary>Stands where the packet identifier would, which isn't known before sending and may change.</summary>
    private const ushort AnyIdentifier = 1;

    public static MqttStoredMessage Encode(in Delivery delivery, ushort packetIdentifier, bool isReleased)
    {
        using var properties = new MqttPacketBuffer();
        foreach (var id in delivery.SubscriptionIdentifiers ?? [])
        {
            properties.WriteByte((byte)MqttPropertyId.SubscriptionIdentifier);
            properties.WriteVariableByteInteger(id);
        }

        properties.WriteBytes(delivery.Message.Properties);
        using var packet = new MqttPacketBuffer();
        MqttPublishEncoder.Write(packet, delivery.Message.Topic, delivery.Message.Payload, delivery.QoS, delivery.Retain, duplicate: false,
            AnyIdentifier, properties.Written.Span, MqttProtocolVersion.V500);
        return new MqttStoredMessage(delivery.Sequence, packetIdentifier, isReleased, packet.Written.ToArray(), delivery.Message.ExpiresAtUnixMs);
    }

    /// <exception cref="MqttProtocolException">The bytes are no PUBLISH.</exception>
    public static Delivery Decode(MqttStoredMessage stored)
    {
        var packet = stored.Packet;
        if (!MqttFixedHeader.TryRead(packet, int.MaxValue, MqttProtocolVersion.V500, out var header)
            || header.Type != MqttPacketType.Publish || header.TotalLength != packet.Length)
            MqttErrors.Malformed("MQTT-2.1.4", "A stored message isn't a whole PUBLISH");
        var body = packet.AsMemory(header.Length);
        var publish = MqttPublishView.Read(header.FirstByte, body.Span, MqttProtocolVersion.V500, MqttPeer.Server).On(body);
        uint[]? identifiers = null;
        var reader = new MqttPropertyReader(publish.PropertyBytes.Span);
        while (reader.MoveNext())
        {
            if (reader.Id == MqttPropertyId.SubscriptionIdentifier)
                identifiers = [.. identifiers ?? [], reader.Number];
        }

        return new Delivery(RoutedMessage.From(in publish, stored.ExpiresAtUnixMs), publish.QoS, publish.Retain, identifiers) { Sequence = stored.Sequence };
    }
}
