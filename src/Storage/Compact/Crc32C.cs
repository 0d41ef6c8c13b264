using System.Buffers.Binary;
using System.Numerics;

namespace Facilities.Storage.Compact;

/// <summary>CRC-32C (Castagnoli), with the processor's own instruction where it has one: about 8 bytes in 3 cycles.</summary>
internal static class Crc32C
{
    /// <summary>Checksum of the bytes, as RFC 3720 appendix B.4 counts it.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    /// <summary>Takes the bytes into a running, uninverted checksum.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
