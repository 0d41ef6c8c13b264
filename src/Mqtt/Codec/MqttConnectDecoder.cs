namespace Facilities.Mqtt;

/// <summary>
/// CONNECT (§3.1), which names its own version:
/// <code>
///   "MQTT"  level  flags  keep alive  [properties]  client id  [will properties, topic, payload]  [user name]  [password]
///   flags: 7 user name | 6 password | 5 will retain | 4..3 will QoS | 2 will | 1 clean start | 0 reserved
/// </code>
/// </summary>
internal static class MqttConnectDecoder
{
    /// <summary>The level byte if the protocol name is there and is MQTT's; what to answer in depends on it.</summary>
    public static byte PeekLevel(ReadOnlySpan<byte> body)
        => body.Length > 6 && body[..6].SequenceEqual("\0\u0004MQTT"u8) ? body[6] : (byte)0;

    /// <exception cref="MqttProtocolException">Malformed; <see cref="MqttReasonCode.UnsupportedProtocolVersion"/> for another level.</exception>
    public static MqttConnectPacket Decode(ReadOnlySpan<byte> body)
    {
        var reader = new MqttBodyReader(body);
        var name = reader.ReadUtf8();
        if (!name.SequenceEqual("MQTT"u8))
            MqttErrors.Throw(MqttReasonCode.UnsupportedProtocolVersion, "MQTT-3.1.2-1", "The protocol name isn't MQTT");
        var version = (MqttProtocolVersion)reader.ReadByte();
        if (version is not (MqttProtocolVersion.V311 or MqttProtocolVersion.V500))
            MqttErrors.Throw(MqttReasonCode.UnsupportedProtocolVersion, "MQTT-3.1.2-2", $"Protocol level {(byte)version} isn't spoken here");
        var v5 = version == MqttProtocolVersion.V500;
        var flags = reader.ReadByte();
        CheckFlags(flags, v5);
        var keepAlive = reader.ReadUInt16();
        var properties = v5 ? MqttPropertyBlock.Read(ref reader, MqttPacketType.Connect, MqttPeer.Client) : new MqttProperties();
        var clientId = reader.ReadString();
        var will = (flags & 0x04) != 0 ? ReadWill(ref reader, flags, v5) : null;
        var username = (flags & 0x80) != 0 ? reader.ReadString() : null;
        ReadOnlyMemory<byte>? password = (flags & 0x40) != 0 ? (ReadOnlyMemory<byte>?)reader.ReadBinary().ToArray() : null;
        reader.ExpectEnd("CONNECT");
        return new MqttConnectPacket
        {
            ProtocolVersion = version,
            ClientId = clientId,
            CleanStart = (flags & 0x02) != 0,
            KeepAliveSeconds = keepAlive,
            Username = username,
            Password = password,
            Will = will,
            Properties = properties,
        };
    }

    private static void CheckFlags(byte flags, bool v5)
    {
        if ((flags & 0x01) != 0)
            MqttErrors.Malformed("MQTT-3.1.2-3", "The reserved CONNECT flag must be 0");
        if ((flags & 0x04) == 0)
        {
            if ((flags & 0x18) != 0)
                MqttErrors.Malformed("MQTT-3.1.2-11", "Will QoS without a will");
            if ((flags & 0x20) != 0)
                MqttErrors.Malformed("MQTT-3.1.2-13", "Will retain without a will");
        }
        else if ((flags & 0x18) == 0x18)
        {
            MqttErrors.Malformed("MQTT-3.1.2-12", "Will QoS 3 doesn't exist");
        }

        if (!v5 && (flags & 0xC0) == 0x40)
            MqttErrors.Malformed("3.1.1 MQTT-3.1.2-22", "A password without a user name");
    }

    private static MqttWill ReadWill(ref MqttBodyReader reader, byte flags, bool v5)
    {
        var properties = v5 ? MqttPropertyBlock.Read(ref reader, MqttPropertyBlock.Will, MqttPeer.Client) : null;
        var topic = reader.ReadUtf8();
        if (!MqttTopic.IsValidName(topic))
            MqttErrors.Throw(MqttReasonCode.TopicNameInvalid, "MQTT-3.1.3-11", "The will topic isn't a topic name");
        var name = System.Text.Encoding.UTF8.GetString(topic);
        return new MqttWill(name, reader.ReadBinary().ToArray(), (MqttQualityOfService)((flags >> 3) & 3), (flags & 0x20) != 0)
        {
            Properties = properties,
        };
    }
}
