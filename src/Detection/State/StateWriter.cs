using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Facilities.Detection;

/// <summary>
/// Writes saved state: little-endian, floating point by its bits, into a buffer of its own that grows. What is finished can be passed on piece by
/// piece, so that a city's state, tens of megabytes, never stands in memory as a whole.
/// </summary>
internal sealed class StateWriter
{
    private byte[] _buffer = new byte[4096];

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Takes bytes off the front.</summary>
    public void Drop(int count)
    {
        _buffer.AsSpan(count, Length - count).CopyTo(_buffer);
        Length -= count;
    }

    public void Byte(byte value) => Next(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(8), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(8), value);

    public void Doubles(ReadOnlySpan<double> values)
    {
        var target = Next(values.Length * sizeof(double));
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(target);
        else for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(target[(i * sizeof(double))..], values[i]);
    }

    public void Singles(ReadOnlySpan<float> values)
    {
        var target = Next(values.Length * sizeof(float));
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(target);
        else for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(target[(i * sizeof(float))..], values[i]);
    }

    /// <summary>Overwrites a length or count that was written before it was known.</summary>
    public void PatchInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(at), value);

    public void PatchUInt16(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(at), value);

    private Span<byte> Next(int count)
    {
        var at = Length;
        if (_buffer.Length - at < count) Array.Resize(ref _buffer, Math.Max(at + count, _buffer.Length * 2));
        Length = at + count;
        return _buffer.AsSpan(at, count);
    }
}
