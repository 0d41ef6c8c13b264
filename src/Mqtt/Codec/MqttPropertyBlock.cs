namespace Facilities.Mqtt;

/// <summary>
/// Property blocks (MQTT 5 §2.2.2): a length, then identifier and value pairs. Validating allocates nothing; decoding fills a
/// <see cref="MqttProperties"/>.
/// </summary>
internal static class MqttPropertyBlock
{
    /// <summary>Will properties have rules of their own though they travel inside CONNECT.</summary>
    public const MqttPacketType Will = 0;

    /// <summary>Reads the block at the reader and checks every property against the table.</summary>
    /// <returns>The properties without their length.</returns>
    public static ReadOnlySpan<byte> ReadValidated(ref MqttBodyReader body, MqttPacketType packet, MqttPeer from)
    {
        var length = body.ReadVariableByteInteger();
        if (length > body.Remaining)
            MqttErrors.Malformed("MQTT-2.2.2-1", "The property length is beyond the packet");
        if (length == 0)
            return [];
        var block = body.ReadBytes((int)length);
        var reader = new MqttPropertyReader(block);
        ulong seen = 0;
        while (reader.MoveNext())
        {
            if (!reader.Rule.Allows(packet, from))
                MqttErrors.Malformed("MQTT-2.2.2.2", $"Property 0x{(byte)reader.Id:X2} isn't allowed here");
            var bit = 1UL << (byte)reader.Id;
            if ((seen & bit) != 0 && !MayRepeat(reader.Id, packet))
                MqttErrors.Protocol("MQTT-2.2.2.2", $"Property 0x{(byte)reader.Id:X2} occurs twice");
            seen |= bit;
            CheckValue(in reader);
        }

        const ulong data = 1UL << (byte)MqttPropertyId.AuthenticationData;
        const ulong method = 1UL << (byte)MqttPropertyId.AuthenticationMethod;
        if ((seen & data) != 0 && (seen & method) == 0)
            MqttErrors.Protocol("MQTT-3.1.2.11.10", "Authentication data without a method");
        return block;
    }

    /// <summary>Reads, checks and decodes; the result is empty for an empty block.</summary>
    public static MqttProperties Read(ref MqttBodyReader body, MqttPacketType packet, MqttPeer from)
        => Decode(ReadValidated(ref body, packet, from));

    /// <summary>Decodes a block that has been validated.</summary>
    public static MqttProperties Decode(ReadOnlySpan<byte> block)
    {
        var properties = new MqttProperties();
        var reader = new MqttPropertyReader(block);
        while (reader.MoveNext())
            reader.Store(properties);
        return properties;
    }

    private static bool MayRepeat(MqttPropertyId id, MqttPacketType packet)
        => id == MqttPropertyId.UserProperty || (id == MqttPropertyId.SubscriptionIdentifier && packet == MqttPacketType.Publish);

    private static void CheckValue(in MqttPropertyReader reader)
    {
        if (reader.Rule.Format == MqttPropertyFormat.Flag && reader.Number > 1)
            MqttErrors.Protocol("MQTT-2.2.2.2", $"Property 0x{(byte)reader.Id:X2} must be 0 or 1");
        if (reader.Rule.NotZero && reader.Number == 0)
        {
            if (reader.Id == MqttPropertyId.TopicAlias)
                MqttErrors.Throw(MqttReasonCode.TopicAliasInvalid, "MQTT-3.3.2-8", "Topic alias 0");
            MqttErrors.Protocol("MQTT-2.2.2.2", $"Property 0x{(byte)reader.Id:X2} must not be 0");
        }

        if (reader.Id == MqttPropertyId.ResponseTopic && !MqttTopic.IsValidName(reader.Data))
            MqttErrors.Protocol("MQTT-3.3.2-14", "The response topic isn't a topic name");
    }
}
