using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Facilities.Mqtt;

/// <summary>
/// A growing buffer that packets are encoded into, reused between sends. Lengths that are known only afterwards are reserved
/// in their longest or shortest form and fixed up. Not thread-safe; rents from the shared pool, so dispose it.
/// </summary>
internal sealed class MqttPacketBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>A buffer that grew beyond this is given back when cleared: one large packet shall not cost memory for ever.</summary>
    private const int KeptBytes = 256 * 1024;

    private byte[] _bytes = [];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytes)
            Dispose();
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    /// <summary>Takes back what was written after <paramref name="length"/>.</summary>
    public void Rewind(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteUInt16(ushort value)
    {
        Reserve(2);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(Length), value);
        Length += 2;
    }

    public void WriteUInt32(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(Length), value);
        Length += 4;
    }

    public void WriteVariableByteInteger(uint value)
    {
        Reserve(4);
        Length += MqttVariableByteInteger.Write(_bytes.AsSpan(Length), value);
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteUInt16(CheckedLength(value.Length));
        WriteBytes(value);
    }

    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public void WriteString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteUInt16(CheckedLength(length));
        Reserve(length);
        Length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(Length));
    }

    /// <summary>Begins a block that is preceded by its own length. Pass the result to <see cref="EndBlock"/>.</summary>
    public int BeginBlock()
    {
        Reserve(4);
        return Length;
    }

    /// <summary>Inserts the length of everything written since <paramref name="start"/> before it.</summary>
    public void EndBlock(int start)
    {
        var length = (uint)(Length - start);
        var size = MqttVariableByteInteger.SizeOf(length);
        Reserve(size);
        _bytes.AsSpan(start, (int)length).CopyTo(_bytes.AsSpan(start + size));
        MqttVariableByteInteger.Write(_bytes.AsSpan(start), length);
        Length += size;
    }

    private static ushort CheckedLength(int length)
        => length <= ushort.MaxValue ? (ushort)length : throw new ArgumentException($"{length} bytes don't fit into an MQTT string or binary of at most 65,535");

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(256, Math.Max(_bytes.Length * 2, Length + count)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
