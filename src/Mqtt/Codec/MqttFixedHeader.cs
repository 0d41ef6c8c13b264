namespace Facilities.Mqtt;

/// <summary>
/// The fixed header of a packet (MQTT 5 §2.1):
/// <code>
///   byte 0      7..4 type | 3..0 flags
///   byte 1..4   remaining length, variable byte integer
/// </code>
/// </summary>
/// <param name="FirstByte">Type and flags.</param>
/// <param name="Length">Bytes of the header itself, 2–5.</param>
/// <param name="RemainingLength">Bytes after it.</param>
internal readonly record struct MqttFixedHeader(byte FirstByte, int Length, int RemainingLength)
{
    /// <summary>Longest fixed header.</summary>
    public const int MaximumLength = 5;

    public MqttPacketType Type => (MqttPacketType)(FirstByte >> 4);

    /// <summary>Bytes of the whole packet.</summary>
    public int TotalLength => Length + RemainingLength;

    /// <summary>
    /// Reads a header from the beginning of <paramref name="bytes"/>. What can be refused is refused here, before anybody waits
    /// for a body: wrong flags, forbidden types, a declared length over the limit.
    /// </summary>
    /// <returns>False: more bytes are needed, nothing is decided.</returns>
    /// <exception cref="MqttProtocolException">Malformed, or larger than <paramref name="maximumPacketSize"/>.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int maximumPacketSize, MqttProtocolVersion version, out MqttFixedHeader header)
    {
        header = default;
        if (bytes.IsEmpty)
            return false;
        var first = bytes[0];
        CheckFirstByte(first, version);
        var value = 0;
        for (var i = 1; i <= 4; i++)
        {
            if (i >= bytes.Length)
                return false;
            int b = bytes[i];
            value |= (b & 0x7F) << (7 * (i - 1));
            if ((b & 0x80) != 0)
                continue;
            if (b == 0 && i > 1)
                MqttErrors.Malformed("MQTT-1.5.5-1", "Remaining length isn't in its shortest form");
            header = new MqttFixedHeader(first, i + 1, value);
            if (header.TotalLength > maximumPacketSize)
                MqttErrors.Throw(MqttReasonCode.PacketTooLarge, "MQTT-3.1.2-24", $"A packet of {header.TotalLength} bytes is over the limit of {maximumPacketSize}");
            return true;
        }

        MqttErrors.Malformed("MQTT-1.5.5-1", "Remaining length has more than four bytes");
        return false;
    }

    private static void CheckFirstByte(byte first, MqttProtocolVersion version)
    {
        var flags = first & 0x0F;
        switch (first >> 4)
        {
            case 0:
                MqttErrors.Malformed("MQTT-2.1.2", "Packet type 0 is forbidden");
                break;
            case (int)MqttPacketType.Publish:
                if ((flags & 0x06) == 0x06)
                    MqttErrors.Malformed("MQTT-3.3.1-4", "QoS 3 doesn't exist");
                if ((flags & 0x0E) == 0x08)
                    MqttErrors.Malformed("MQTT-3.3.1-2", "DUP is set on a QoS 0 PUBLISH");
                break;
            case (int)MqttPacketType.PubRel:
                if (flags != 2)
                    MqttErrors.Malformed("MQTT-3.6.1-1", "Flags of PUBREL must be 0010");
                break;
            case (int)MqttPacketType.Subscribe:
                if (flags != 2)
                    MqttErrors.Malformed("MQTT-3.8.1-1", "Flags of SUBSCRIBE must be 0010");
                break;
            case (int)MqttPacketType.Unsubscribe:
                if (flags != 2)
                    MqttErrors.Malformed("MQTT-3.10.1-1", "Flags of UNSUBSCRIBE must be 0010");
                break;
            case (int)MqttPacketType.Auth when version == MqttProtocolVersion.V311:
                MqttErrors.Malformed("3.1.1 MQTT-2.2.1", "Packet type 15 is forbidden in 3.1.1");
                break;
            default:
                if (flags != 0)
                    MqttErrors.Malformed("MQTT-2.1.3-1", "Reserved flags must be 0");
                break;
        }
    }
}
