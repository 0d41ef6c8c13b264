using System.Buffers.Binary;

namespace Facilities.Mqtt;

/// <summary>The parts of PUBACK, PUBREC, PUBREL and PUBCOMP that matter on the hot path (§3.4–3.7).</summary>
internal readonly record struct MqttAckView(ushort PacketIdentifier, MqttReasonCode ReasonCode)
{
    /// <summary>Checks a whole body, properties too; allocates nothing.</summary>
    /// <exception cref="MqttProtocolException">Malformed.</exception>
    public static MqttAckView Read(MqttPacketType type, ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        // The common form, in both versions: two bytes, reason code 0.
        if (body.Length == 2)
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(body);
            if (id != 0)
                return new MqttAckView(id, MqttReasonCode.Success);
        }

        var reader = new MqttBodyReader(body);
        var packetIdentifier = reader.ReadPacketIdentifier();
        var code = MqttReasonCode.Success;
        if (version == MqttProtocolVersion.V500)
        {
            if (!reader.AtEnd)
                code = MqttReasonCodeTable.Check(type, reader.ReadByte(), from);
            if (!reader.AtEnd)
                MqttPropertyBlock.ReadValidated(ref reader, type, from);
        }

        reader.ExpectEnd(type.ToString());
        return new MqttAckView(packetIdentifier, code);
    }
}
