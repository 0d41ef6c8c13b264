using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Facilities.Detection;

/// <summary>Writes saved state: little-endian, floating point by its bits, into a growing buffer of its own.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public int Length => _buffer.WrittenCount;

    public void Clear() => _buffer.ResetWrittenCount();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void UInt64(ulong value) => Int64(unchecked((long)value));

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Single(float value) => Int32(BitConverter.SingleToInt32Bits(value));

    public void Doubles(ReadOnlySpan<double> values)
    {
        foreach (var value in values) Double(value);
    }

    /// <summary>Overwrites a length or count that was written before it was known.</summary>
    public void PatchInt32(int at, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span[at..], value);

    public void PatchUInt16(int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span[at..], value);
}
