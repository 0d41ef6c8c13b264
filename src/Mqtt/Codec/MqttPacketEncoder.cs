using System.Text;

namespace Facilities.Mqtt;

/// <summary>Encodes any packet of either version into a <see cref="MqttPacketBuffer"/>.</summary>
internal static class MqttPacketEncoder
{
    /// <summary>Appends one packet.</summary>
    /// <exception cref="ArgumentException">A string or binary is longer than 65,535 bytes.</exception>
    public static void Encode(MqttPacketBuffer to, MqttPacket packet, MqttProtocolVersion version)
    {
        var v5 = version == MqttProtocolVersion.V500;
        switch (packet)
        {
            case MqttPublishPacket p:
                MqttPublishEncoder.Write(to, Encoding.UTF8.GetBytes(p.Topic), p.Payload.Span, p.QoS, p.Retain, p.Duplicate,
                    p.PacketIdentifier, v5 ? MqttPropertyWriter.ToArray(p.Properties) : [], version);
                return;
            case MqttConnectPacket p:
                var start = Begin(to, MqttPacketType.Connect);
                Connect(to, p);
                to.EndBlock(start);
                return;
            default:
                start = Begin(to, TypeOf(packet));
                Body(to, packet, v5);
                to.EndBlock(start);
                return;
        }
    }

    private static MqttPacketType TypeOf(MqttPacket packet) => packet switch
    {
        MqttConnAckPacket => MqttPacketType.ConnAck,
        MqttAckPacket p => p.Type,
        MqttSubscribePacket => MqttPacketType.Subscribe,
        MqttSubAckPacket => MqttPacketType.SubAck,
        MqttUnsubscribePacket => MqttPacketType.Unsubscribe,
        MqttUnsubAckPacket => MqttPacketType.UnsubAck,
        MqttPingReqPacket => MqttPacketType.PingReq,
        MqttPingRespPacket => MqttPacketType.PingResp,
        MqttDisconnectPacket => MqttPacketType.Disconnect,
        _ => MqttPacketType.Auth,
    };

    private static int Begin(MqttPacketBuffer to, MqttPacketType type)
    {
        var flags = type is MqttPacketType.PubRel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe ? 2 : 0;
        to.WriteByte((byte)(((int)type << 4) | flags));
        return to.BeginBlock();
    }

    private static void Body(MqttPacketBuffer to, MqttPacket packet, bool v5)
    {
        switch (packet)
        {
            case MqttConnAckPacket p:
                to.WriteByte(p.SessionPresent ? (byte)1 : (byte)0);
                to.WriteByte(v5 ? (byte)p.ReasonCode : MqttReasonCodeTable.ToV311ConnectReturnCode(p.ReasonCode));
                Properties(to, p.Properties, v5);
                break;
            case MqttAckPacket p:
                to.WriteUInt16(p.PacketIdentifier);
                ReasonAndProperties(to, p.ReasonCode, p.Properties, v5);
                break;
            case MqttSubscribePacket p:
                to.WriteUInt16(p.PacketIdentifier);
                Properties(to, p.Properties, v5);
                foreach (var filter in p.Filters)
                    SubscribeEntry(to, filter, v5);
                break;
            case MqttSubAckPacket p:
                to.WriteUInt16(p.PacketIdentifier);
                Properties(to, p.Properties, v5);
                foreach (var code in p.ReasonCodes)
                    to.WriteByte(!v5 && code.IsError() ? (byte)0x80 : (byte)code);
                break;
            case MqttUnsubscribePacket p:
                to.WriteUInt16(p.PacketIdentifier);
                Properties(to, p.Properties, v5);
                foreach (var filter in p.Filters)
                    to.WriteString(filter);
                break;
            case MqttUnsubAckPacket p:
                to.WriteUInt16(p.PacketIdentifier);
                Properties(to, p.Properties, v5);
                if (v5)
                {
                    foreach (var code in p.ReasonCodes)
                        to.WriteByte((byte)code);
                }

                break;
            case MqttDisconnectPacket p:
                ReasonAndProperties(to, p.ReasonCode, p.Properties, v5);
                break;
            case MqttAuthPacket p:
                ReasonAndProperties(to, p.ReasonCode, p.Properties, v5);
                break;
        }
    }

    private static void Connect(MqttPacketBuffer to, MqttConnectPacket p)
    {
        var v5 = p.ProtocolVersion == MqttProtocolVersion.V500;
        to.WriteString("MQTT");
        to.WriteByte((byte)p.ProtocolVersion);
        var flags = p.CleanStart ? 0x02 : 0;
        if (p.Will is { } w)
            flags |= 0x04 | ((int)w.QoS << 3) | (w.Retain ? 0x20 : 0);
        if (p.Password is not null)
            flags |= 0x40;
        if (p.Username is not null)
            flags |= 0x80;
        to.WriteByte((byte)flags);
        to.WriteUInt16(p.KeepAliveSeconds);
        Properties(to, p.Properties, v5);
        to.WriteString(p.ClientId);
        if (p.Will is { } will)
        {
            if (v5)
                MqttPropertyWriter.WriteBlock(to, will.Properties);
            to.WriteString(will.Topic);
            to.WriteBinary(will.Payload.Span);
        }

        if (p.Username is not null)
            to.WriteString(p.Username);
        if (p.Password is { } password)
            to.WriteBinary(password.Span);
    }

    private static void SubscribeEntry(MqttPacketBuffer to, MqttTopicFilter filter, bool v5)
    {
        to.WriteString(filter.Filter);
        var options = (int)filter.QoS;
        if (v5)
            options |= (filter.NoLocal ? 4 : 0) | (filter.RetainAsPublished ? 8 : 0) | ((int)filter.RetainHandling << 4);
        to.WriteByte((byte)options);
    }

    private static void Properties(MqttPacketBuffer to, MqttProperties properties, bool v5)
    {
        if (v5)
            MqttPropertyWriter.WriteBlock(to, properties);
    }

    /// <summary>Both are left out from the end when they say nothing (§3.4.2.1, §3.14.2.1).</summary>
    private static void ReasonAndProperties(MqttPacketBuffer to, MqttReasonCode code, MqttProperties properties, bool v5)
    {
        if (!v5)
            return;
        var start = to.Length;
        to.WriteByte((byte)code);
        var block = to.Length;
        MqttPropertyWriter.WriteBlock(to, properties);
        if (to.Length > block + 1)
            return;
        to.Rewind(code == MqttReasonCode.Success ? start : block);
    }
}
