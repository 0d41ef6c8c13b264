using System.Buffers;
using System.Buffers.Binary;

namespace Facilities.Mqtt;

/// <summary>Writes PUBLISH and its answers without allocation; the hot half of the encoder.</summary>
internal static class MqttPublishEncoder
{
    /// <summary>Bytes of the whole packet.</summary>
    public static int SizeOf(int topicLength, int payloadLength, MqttQualityOfService qos, int propertiesLength, MqttProtocolVersion version)
    {
        var remaining = RemainingLength(topicLength, payloadLength, qos, propertiesLength, version);
        return 1 + MqttVariableByteInteger.SizeOf((uint)remaining) + remaining;
    }

    /// <summary>Writes one PUBLISH. <paramref name="properties"/> are encoded already, without their length.</summary>
    public static void Write(
        IBufferWriter<byte> to,
        ReadOnlySpan<byte> topic,
        ReadOnlySpan<byte> payload,
        MqttQualityOfService qos,
        bool retain,
        bool duplicate,
        ushort packetIdentifier,
        ReadOnlySpan<byte> properties,
        MqttProtocolVersion version)
    {
        var remaining = RemainingLength(topic.Length, payload.Length, qos, properties.Length, version);
        var head = remaining - payload.Length + MqttFixedHeader.MaximumLength;
        var span = to.GetSpan(head);
        span[0] = (byte)(((int)MqttPacketType.Publish << 4) | (duplicate ? 8 : 0) | ((int)qos << 1) | (retain ? 1 : 0));
        var at = 1 + MqttVariableByteInteger.Write(span[1..], (uint)remaining);
        BinaryPrimitives.WriteUInt16BigEndian(span[at..], (ushort)topic.Length);
        topic.CopyTo(span[(at + 2)..]);
        at += 2 + topic.Length;
        if (qos != MqttQualityOfService.AtMostOnce)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span[at..], packetIdentifier);
            at += 2;
        }

        if (version == MqttProtocolVersion.V500)
        {
            at += MqttVariableByteInteger.Write(span[at..], (uint)properties.Length);
            properties.CopyTo(span[at..]);
            at += properties.Length;
        }

        to.Advance(at);
        to.Write(payload);
    }

    /// <summary>Most bytes <see cref="WriteAck"/> writes.</summary>
    public const int MaximumAckLength = 5;

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP without properties; a reason code of 0 is left out, as both versions allow.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteAck(Span<byte> to, MqttPacketType type, ushort packetIdentifier, MqttReasonCode code, MqttProtocolVersion version)
    {
        var withCode = version == MqttProtocolVersion.V500 && code != MqttReasonCode.Success;
        to[0] = (byte)(((int)type << 4) | (type == MqttPacketType.PubRel ? 2 : 0));
        to[1] = (byte)(withCode ? 3 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], packetIdentifier);
        if (!withCode)
            return 4;
        to[4] = (byte)code;
        return 5;
    }

    private static int RemainingLength(int topicLength, int payloadLength, MqttQualityOfService qos, int propertiesLength, MqttProtocolVersion version)
        => 2 + topicLength + (qos == MqttQualityOfService.AtMostOnce ? 0 : 2) + payloadLength
            + (version == MqttProtocolVersion.V500 ? MqttVariableByteInteger.SizeOf((uint)propertiesLength) + propertiesLength : 0);
}
