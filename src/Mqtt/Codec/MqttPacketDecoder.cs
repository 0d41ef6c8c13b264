using System.Text;

namespace Facilities.Mqtt;

/// <summary>
/// Decodes complete packet bodies into records; static, no I/O. The caller has read the fixed header
/// (<see cref="MqttFixedHeader.TryRead"/>) and gathered the body in one piece. Every check names the statement it holds.
/// </summary>
internal static class MqttPacketDecoder
{
    /// <summary>Decodes any packet.</summary>
    /// <param name="firstByte">Type and flags, already checked.</param>
    /// <param name="body">Everything after the fixed header.</param>
    /// <param name="version">The connection's version; CONNECT says its own.</param>
    /// <param name="from">Who sent it.</param>
    /// <exception cref="MqttProtocolException">Malformed or against the protocol.</exception>
    public static MqttPacket Decode(byte firstByte, ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        var type = (MqttPacketType)(firstByte >> 4);
        return type switch
        {
            MqttPacketType.Connect => MqttConnectDecoder.Decode(body),
            MqttPacketType.ConnAck => ConnAck(body, version),
            MqttPacketType.Publish => Publish(firstByte, body, version, from),
            MqttPacketType.PubAck or MqttPacketType.PubRec or MqttPacketType.PubRel or MqttPacketType.PubComp => Ack(type, body, version, from),
            MqttPacketType.Subscribe => Subscribe(body, version),
            MqttPacketType.SubAck => SubAck(body, version),
            MqttPacketType.Unsubscribe => Unsubscribe(body, version),
            MqttPacketType.UnsubAck => UnsubAck(body, version),
            MqttPacketType.PingReq => Empty(body, new MqttPingReqPacket()),
            MqttPacketType.PingResp => Empty(body, new MqttPingRespPacket()),
            MqttPacketType.Disconnect => Disconnect(body, version, from),
            _ => Auth(body, from),
        };
    }

    private static MqttConnAckPacket ConnAck(ReadOnlySpan<byte> body, MqttProtocolVersion version)
    {
        var reader = new MqttBodyReader(body);
        var flags = reader.ReadByte();
        if ((flags & 0xFE) != 0)
            MqttErrors.Malformed("MQTT-3.2.2-1", "Reserved CONNACK flags must be 0");
        var code = reader.ReadByte();
        var v5 = version == MqttProtocolVersion.V500;
        var reason = v5
            ? MqttReasonCodeTable.Check(MqttPacketType.ConnAck, code, MqttPeer.Server)
            : MqttReasonCodeTable.FromV311ConnectReturnCode(code);
        if (flags == 1 && reason != MqttReasonCode.Success)
            MqttErrors.Protocol("MQTT-3.2.2-6", "Session present with a refusal");
        var properties = v5 ? MqttPropertyBlock.Read(ref reader, MqttPacketType.ConnAck, MqttPeer.Server) : new MqttProperties();
        reader.ExpectEnd("CONNACK");
        return new MqttConnAckPacket(flags == 1, reason) { Properties = properties };
    }

    private static MqttPublishPacket Publish(byte firstByte, ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        var view = MqttPublishView.Read(firstByte, body, version, from);
        var publish = view.On(body.ToArray());
        return new MqttPublishPacket(Encoding.UTF8.GetString(publish.Topic.Span), publish.Payload)
        {
            QoS = publish.QoS,
            Retain = publish.Retain,
            Duplicate = publish.Duplicate,
            PacketIdentifier = publish.PacketIdentifier,
            Properties = MqttPropertyBlock.Decode(publish.PropertyBytes.Span),
        };
    }

    private static MqttAckPacket Ack(MqttPacketType type, ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        var view = MqttAckView.Read(type, body, version, from);
        var properties = new MqttProperties();
        if (body.Length > 3)
        {
            var reader = new MqttBodyReader(body[3..]);
            properties = MqttPropertyBlock.Read(ref reader, type, from);
        }

        return new MqttAckPacket(type, view.PacketIdentifier, view.ReasonCode) { Properties = properties };
    }

    private static MqttSubscribePacket Subscribe(ReadOnlySpan<byte> body, MqttProtocolVersion version)
    {
        var reader = new MqttBodyReader(body);
        var id = reader.ReadPacketIdentifier();
        var v5 = version == MqttProtocolVersion.V500;
        var properties = v5 ? MqttPropertyBlock.Read(ref reader, MqttPacketType.Subscribe, MqttPeer.Client) : new MqttProperties();
        if (reader.AtEnd)
            MqttErrors.Protocol("MQTT-3.8.3-2", "SUBSCRIBE without a topic filter");
        var filters = new List<MqttTopicFilter>();
        while (!reader.AtEnd)
            filters.Add(SubscribeEntry(ref reader, v5));
        return new MqttSubscribePacket(id, filters) { Properties = properties };
    }

    /// <summary>Filter, then one byte: 5..4 retain handling, 3 retain as published, 2 no local, 1..0 QoS.</summary>
    private static MqttTopicFilter SubscribeEntry(ref MqttBodyReader reader, bool v5)
    {
        var filter = ReadFilter(ref reader);
        int options = reader.ReadByte();
        if ((options & (v5 ? 0xC0 : 0xFC)) != 0)
            MqttErrors.Malformed(v5 ? "MQTT-3.8.3-5" : "3.1.1 MQTT-3-8.3-4", "Reserved subscription options must be 0");
        if ((options & 3) == 3)
            MqttErrors.Protocol("MQTT-3.8.3.1", "QoS 3 doesn't exist");
        var handling = (options >> 4) & 3;
        if (handling == 3)
            MqttErrors.Protocol("MQTT-3.8.3.1", "Retain handling 3 doesn't exist");
        var noLocal = (options & 4) != 0;
        if (noLocal && filter.StartsWith("$share/", StringComparison.Ordinal))
            MqttErrors.Protocol("MQTT-3.8.3-4", "No local on a shared subscription");
        return new MqttTopicFilter(filter, (MqttQualityOfService)(options & 3))
        {
            NoLocal = noLocal,
            RetainAsPublished = (options & 8) != 0,
            RetainHandling = (MqttRetainHandling)handling,
        };
    }

    private static string ReadFilter(ref MqttBodyReader reader)
    {
        var filter = reader.ReadUtf8();
        if (filter.IsEmpty)
            MqttErrors.Malformed("MQTT-4.7.3-1", "A topic filter is empty");
        if (!MqttTopic.IsValidFilter(filter))
            MqttErrors.Throw(MqttReasonCode.TopicFilterInvalid, "MQTT-4.7.1-1", "A topic filter uses wildcards wrongly");
        return Encoding.UTF8.GetString(filter);
    }

    private static MqttSubAckPacket SubAck(ReadOnlySpan<byte> body, MqttProtocolVersion version)
    {
        var reader = new MqttBodyReader(body);
        var id = reader.ReadPacketIdentifier();
        var v5 = version == MqttProtocolVersion.V500;
        var properties = v5 ? MqttPropertyBlock.Read(ref reader, MqttPacketType.SubAck, MqttPeer.Server) : new MqttProperties();
        var codes = new List<MqttReasonCode>();
        while (!reader.AtEnd)
        {
            var code = reader.ReadByte();
            if (!v5 && code is not (0 or 1 or 2 or 0x80))
                MqttErrors.Malformed("3.1.1 MQTT-3.9.3-2", $"SUBACK return code 0x{code:X2} is reserved");
            codes.Add(MqttReasonCodeTable.Check(MqttPacketType.SubAck, code, MqttPeer.Server));
        }

        return new MqttSubAckPacket(id, codes) { Properties = properties };
    }

    private static MqttUnsubscribePacket Unsubscribe(ReadOnlySpan<byte> body, MqttProtocolVersion version)
    {
        var reader = new MqttBodyReader(body);
        var id = reader.ReadPacketIdentifier();
        var properties = version == MqttProtocolVersion.V500
            ? MqttPropertyBlock.Read(ref reader, MqttPacketType.Unsubscribe, MqttPeer.Client)
            : new MqttProperties();
        if (reader.AtEnd)
            MqttErrors.Protocol("MQTT-3.10.3-2", "UNSUBSCRIBE without a topic filter");
        var filters = new List<string>();
        while (!reader.AtEnd)
            filters.Add(ReadFilter(ref reader));
        return new MqttUnsubscribePacket(id, filters) { Properties = properties };
    }

    private static MqttUnsubAckPacket UnsubAck(ReadOnlySpan<byte> body, MqttProtocolVersion version)
    {
        var reader = new MqttBodyReader(body);
        var id = reader.ReadPacketIdentifier();
        if (version != MqttProtocolVersion.V500)
        {
            reader.ExpectEnd("UNSUBACK");
            return new MqttUnsubAckPacket(id, []);
        }

        var properties = MqttPropertyBlock.Read(ref reader, MqttPacketType.UnsubAck, MqttPeer.Server);
        var codes = new List<MqttReasonCode>();
        while (!reader.AtEnd)
            codes.Add(MqttReasonCodeTable.Check(MqttPacketType.UnsubAck, reader.ReadByte(), MqttPeer.Server));
        return new MqttUnsubAckPacket(id, codes) { Properties = properties };
    }

    private static MqttDisconnectPacket Disconnect(ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        var reader = new MqttBodyReader(body);
        if (version != MqttProtocolVersion.V500)
        {
            reader.ExpectEnd("DISCONNECT");
            return new MqttDisconnectPacket();
        }

        var code = reader.AtEnd ? MqttReasonCode.Success : MqttReasonCodeTable.Check(MqttPacketType.Disconnect, reader.ReadByte(), from);
        var properties = reader.AtEnd ? new MqttProperties() : MqttPropertyBlock.Read(ref reader, MqttPacketType.Disconnect, from);
        reader.ExpectEnd("DISCONNECT");
        return new MqttDisconnectPacket(code) { Properties = properties };
    }

    private static MqttAuthPacket Auth(ReadOnlySpan<byte> body, MqttPeer from)
    {
        // An empty body means success (§3.15.2.1), which only a server may say.
        var reader = new MqttBodyReader(body);
        var code = MqttReasonCodeTable.Check(MqttPacketType.Auth, reader.AtEnd ? (byte)0 : reader.ReadByte(), from);
        var properties = reader.AtEnd ? new MqttProperties() : MqttPropertyBlock.Read(ref reader, MqttPacketType.Auth, from);
        reader.ExpectEnd("AUTH");
        return new MqttAuthPacket(code) { Properties = properties };
    }

    private static T Empty<T>(ReadOnlySpan<byte> body, T packet)
        where T : MqttPacket
    {
        if (!body.IsEmpty)
            MqttErrors.Malformed("MQTT-2.1.4", "A ping has no body");
        return packet;
    }
}
