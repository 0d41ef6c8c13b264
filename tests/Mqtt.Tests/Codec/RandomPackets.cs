namespace Facilities.Mqtt.Tests;

/// <summary>Random valid packets of any kind from a seed.</summary>
internal sealed class RandomPackets(int seed)
{
    private static readonly string[] Letters = ["a", "b", "/", "é", "梯", "🛗", "x"];

    private readonly Random _random = new(seed);

    public (MqttPacket Packet, MqttPeer From) Next(MqttProtocolVersion version)
    {
        var v5 = version == MqttProtocolVersion.V500;
        var type = (MqttPacketType)_random.Next(1, v5 ? 16 : 15);
        var from = type switch
        {
            MqttPacketType.ConnAck or MqttPacketType.SubAck or MqttPacketType.UnsubAck or MqttPacketType.PingResp => MqttPeer.Server,
            MqttPacketType.Connect or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe or MqttPacketType.PingReq => MqttPeer.Client,
            MqttPacketType.Disconnect when !v5 => MqttPeer.Client,
            _ => (MqttPeer)_random.Next(2),
        };
        var properties = v5 ? Properties(type, from) : new MqttProperties();
        var id = (ushort)_random.Next(1, 65_536);
        MqttPacket packet = type switch
        {
            MqttPacketType.Connect => Connect(version, properties),
            MqttPacketType.ConnAck => new MqttConnAckPacket(false, v5 ? Code(type, from) : MqttReasonCode.NotAuthorized) { Properties = properties },
            MqttPacketType.Publish => Publish(properties, id),
            MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubRel or MqttPacketType.PubComp
                => new MqttAckPacket(type, id, v5 ? Code(type, from) : MqttReasonCode.Success) { Properties = properties },
            MqttPacketType.Subscribe => new MqttSubscribePacket(id, [.. Some(() => Filter(v5))]) { Properties = properties },
            MqttPacketType.SubAck => new MqttSubAckPacket(id, [.. Some(() => v5 ? Code(type, from) : MqttReasonCode.GrantedQoS1)]) { Properties = properties },
            MqttPacketType.Unsubscribe => new MqttUnsubscribePacket(id, [.. Some(() => Topic() + "/#")]) { Properties = properties },
            MqttPacketType.UnsubAck => new MqttUnsubAckPacket(id, v5 ? [.. Some(() => Code(type, from))] : []) { Properties = properties },
            MqttPacketType.PingReq => new MqttPingReqPacket(),
            MqttPacketType.PingResp => new MqttPingRespPacket(),
            MqttPacketType.Disconnect => new MqttDisconnectPacket(v5 ? Code(type, from) : MqttReasonCode.Success) { Properties = properties },
            _ => new MqttAuthPacket(Code(type, from)) { Properties = properties },
        };
        return (packet, from);
    }

    public string Topic() => string.Join("", Enumerable.Range(0, _random.Next(1, 12)).Select(_ => Letters[_random.Next(Letters.Length)]));

    private MqttConnectPacket Connect(MqttProtocolVersion version, MqttProperties properties)
    {
        var v5 = version == MqttProtocolVersion.V500;
        var username = Flip() ? Text() : null;
        return new MqttConnectPacket
        {
            ProtocolVersion = version,
            ClientId = Text(),
            CleanStart = Flip(),
            KeepAliveSeconds = (ushort)_random.Next(65_536),
            Username = username,
            Password = Flip() && (v5 || username is not null) ? (ReadOnlyMemory<byte>?)Binary() : null,
            Will = Flip() ? new MqttWill(Topic(), Binary(), (MqttQualityOfService)_random.Next(3), Flip()) { Properties = v5 ? Properties(MqttPropertyBlock.Will, MqttPeer.Client) : null } : null,
            Properties = properties,
        };
    }

    private MqttPublishPacket Publish(MqttProperties properties, ushort id)
    {
        var qos = (MqttQualityOfService)_random.Next(3);
        return new MqttPublishPacket(Topic(), Binary())
        {
            QoS = qos,
            Retain = Flip(),
            Duplicate = qos != 0 && Flip(),
            PacketIdentifier = qos == 0 ? (ushort)0 : id,
            Properties = properties,
        };
    }

    private MqttTopicFilter Filter(bool v5) => new(Topic() + (Flip() ? "/+" : ""), (MqttQualityOfService)_random.Next(3))
    {
        NoLocal = v5 && Flip(),
        RetainAsPublished = v5 && Flip(),
        RetainHandling = v5 ? (MqttRetainHandling)_random.Next(3) : 0,
    };

    private MqttReasonCode Code(MqttPacketType type, MqttPeer from)
    {
        while (true)
        {
            var code = (byte)_random.Next(256);
            try
            {
                return MqttReasonCodeTable.Check(type, code, from);
            }
            catch (MqttProtocolException)
            {
                // Not one of this packet: draw again.
            }
        }
    }

    /// <summary>Sets each property that the packet may carry, or not, by encoding it and decoding the block.</summary>
    private MqttProperties Properties(MqttPacketType type, MqttPeer from)
    {
        var buffer = new MqttPacketBuffer();
        foreach (var id in Enum.GetValues<MqttPropertyId>())
        {
            var rule = MqttPropertyRule.For((uint)id);
            if (!rule.Allows(type, from) || _random.Next(3) != 0 || id == MqttPropertyId.AuthenticationData)
                continue;
            buffer.WriteByte((byte)id);
            switch (rule.Format)
            {
                case MqttPropertyFormat.Flag: buffer.WriteByte((byte)_random.Next(2)); break;
                case MqttPropertyFormat.UInt16: buffer.WriteUInt16((ushort)_random.Next(1, 65_536)); break;
                case MqttPropertyFormat.UInt32: buffer.WriteUInt32((uint)_random.NextInt64(1, 1L << 32)); break;
                case MqttPropertyFormat.VariableByteInteger: buffer.WriteVariableByteInteger((uint)_random.Next(1, 1 << _random.Next(1, 28))); break;
                case MqttPropertyFormat.Binary: buffer.WriteBinary(Binary()); break;
                case MqttPropertyFormat.StringPair: buffer.WriteString(Text()); buffer.WriteString(Text()); break;
                default: buffer.WriteString(id == MqttPropertyId.ResponseTopic ? Topic() : Text()); break;
            }
        }

        return MqttPropertyBlock.Decode(buffer.Written.Span);
    }

    private IEnumerable<T> Some<T>(Func<T> make) => Enumerable.Range(0, _random.Next(1, 5)).Select(_ => make());

    private string Text() => Flip() ? "" : Topic();

    private byte[] Binary()
    {
        var bytes = new byte[_random.Next(10) == 0 ? _random.Next(1000) : _random.Next(8)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Flip() => _random.Next(2) == 0;
}
