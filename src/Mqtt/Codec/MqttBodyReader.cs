using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Facilities.Mqtt;

/// <summary>
/// Reads the fields of a complete packet body (MQTT 5 §1.5). Running out of bytes is malformed, not "need more": the whole
/// body is here.
/// </summary>
internal ref struct MqttBodyReader(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>Bytes consumed.</summary>
    public int Position { get; private set; }

    public readonly int Remaining => _body.Length - Position;

    public readonly bool AtEnd => Position == _body.Length;

    public byte ReadByte()
    {
        if (Remaining < 1)
            Short();
        return _body[Position++];
    }

    public ushort ReadUInt16()
    {
        if (Remaining < 2)
            Short();
        var value = BinaryPrimitives.ReadUInt16BigEndian(_body[Position..]);
        Position += 2;
        return value;
    }

    public uint ReadUInt32()
    {
        if (Remaining < 4)
            Short();
        var value = BinaryPrimitives.ReadUInt32BigEndian(_body[Position..]);
        Position += 4;
        return value;
    }

    /// <summary>A packet identifier, which is never 0.</summary>
    public ushort ReadPacketIdentifier()
    {
        var id = ReadUInt16();
        if (id == 0)
            MqttErrors.Protocol("MQTT-2.2.1-3", "Packet identifier 0");
        return id;
    }

    /// <summary>§1.5.5: 1–4 bytes, least significant group first, shortest form.</summary>
    public uint ReadVariableByteInteger()
    {
        uint value = 0;
        for (var i = 0; i < 4; i++)
        {
            uint b = ReadByte();
            value |= (b & 0x7F) << (7 * i);
            if ((b & 0x80) != 0)
                continue;
            if (b == 0 && i > 0)
                MqttErrors.Malformed("MQTT-1.5.5-1", "A variable byte integer isn't in its shortest form");
            return value;
        }

        MqttErrors.Malformed("MQTT-1.5.5-1", "A variable byte integer has more than four bytes");
        return 0;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (Remaining < count)
            Short();
        var bytes = _body.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>§1.5.6: two bytes of length, then the bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary() => ReadBytes(ReadUInt16());

    /// <summary>§1.5.4: binary that is well-formed UTF-8 without U+0000.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        var bytes = ReadBinary();
        // Rejects surrogates and overlong forms too.
        if (!Utf8.IsValid(bytes))
            MqttErrors.Malformed("MQTT-1.5.4-1", "A string isn't well-formed UTF-8");
        if (bytes.Contains((byte)0))
            MqttErrors.Malformed("MQTT-1.5.4-2", "A string contains U+0000");
        return bytes;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadUtf8());

    public readonly void ExpectEnd(string packet)
    {
        if (!AtEnd)
            MqttErrors.Malformed("MQTT-2.1.4", $"{Remaining} bytes are left over at the end of {packet}");
    }

    private static void Short() => MqttErrors.Malformed("MQTT-2.1.4", "The packet ends inside a field");
}
