using System.Buffers.Binary;

namespace Facilities.Detection;

/// <summary>FNV-1a, 64 bit, over UTF-16 bytes of texts and over eight bytes at a time of buffers: small, stable across runs and machines. It names definitions and finds damage; it is no defence.</summary>
internal static class ContentHash
{
    /// <summary>What hashing in pieces begins with.</summary>
    public const ulong Offset = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            hash = (hash ^ (byte)c) * Prime;
            hash = (hash ^ (byte)(c >> 8)) * Prime;
        }

        return hash;
    }

    public static ulong Of(ReadOnlySpan<byte> bytes) => Append(Offset, bytes);

    /// <summary>Hashes on; every piece but the last has a length that eight divides.</summary>
    public static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Prime;
            // A word's high bytes would only reach the hash's high bits.
            hash ^= hash >> 32;
        }

        foreach (var b in bytes) hash = (hash ^ b) * Prime;
        return hash;
    }
}
