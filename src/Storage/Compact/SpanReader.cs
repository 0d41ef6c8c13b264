using System.Buffers.Binary;

namespace Facilities.Storage.Compact;

/// <summary>Reads what <see cref="SpanWriter"/> wrote. Bytes that end early or make no sense are an <see cref="InvalidDataException"/>.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    public int Position { get; private set; }

    public readonly int Remaining => _source.Length - Position;

    public byte ReadByte()
    {
        if (Position >= _source.Length) throw EndsEarly();
        return _source[Position++];
    }

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    public ulong ReadVarint()
    {
        var at = Position;
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if ((uint)at >= (uint)_source.Length) throw EndsEarly();
            var b = _source[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b >= 0x80) continue;
            Position = at;
            return value;
        }

        throw new InvalidDataException("A varint is longer than ten bytes.");
    }

    public long ReadZigzag() => Zigzag.Decode(ReadVarint());

    /// <summary>A varint that counts things, at most <paramref name="limit"/>.</summary>
    public int ReadCount(int limit)
    {
        var value = ReadVarint();
        return value <= (ulong)limit ? (int)value : throw new InvalidDataException($"A count of {value} is over its limit of {limit}.");
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > Remaining) throw EndsEarly();
        var bytes = _source.Slice(Position, count);
        Position += count;
        return bytes;
    }

    public string ReadString() => System.Text.Encoding.UTF8.GetString(ReadBytes(ReadCount(Remaining)));

    private static InvalidDataException EndsEarly() => new("The bytes end early.");
}
