using System.Buffers.Binary;

namespace Facilities.Storage.Compact;

/// <summary>
/// Writes little-endian numbers and varints into memory that the caller has made large enough; running over the end is a bug and throws.
/// A varint holds seven bits a byte, least significant first, the top bit saying that more follow; signed numbers are zigzagged first
/// (0, -1, 1, -2 … become 0, 1, 2, 3 …), as Protocol Buffers do.
/// </summary>
internal ref struct SpanWriter(Span<byte> destination)
{
    public const int LongestVarint = 10;

    private readonly Span<byte> _destination = destination;

    public int Position { get; private set; }

    public readonly Span<byte> Written => _destination[..Position];

    public void WriteByte(byte value) => _destination[Position++] = value;

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_destination[Position..], value);
        Position += 4;
    }

    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[Position..], value);
        Position += 8;
    }

    public void WriteVarint(ulong value)
    {
        var at = Position;
        while (value >= 0x80)
        {
            _destination[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[at++] = (byte)value;
        Position = at;
    }

    public void WriteZigzag(long value) => WriteVarint(Zigzag.Encode(value));

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Position..]);
        Position += bytes.Length;
    }

    /// <summary>Length as varint, then the UTF-8 bytes.</summary>
    public void WriteString(string text)
    {
        WriteVarint((ulong)System.Text.Encoding.UTF8.GetByteCount(text));
        Position += System.Text.Encoding.UTF8.GetBytes(text, _destination[Position..]);
    }
}
