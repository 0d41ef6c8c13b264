using System.Buffers.Binary;
using System.Security.Cryptography;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// The detectors' memory on disk, replaced as a whole: written beside, synced, renamed, the folder synced, so that a crash at any moment
/// leaves the old or the new one. Little-endian:
/// <code>
///   0       4         8          16            24             32        64
///   | magic | version | position | late length | state length | SHA-256 | late deliveries … | state …
/// </code>
/// The digest covers what follows the header, then what stands between version and digest. A file that doesn't check out is treated as missing: the detectors learn anew.
/// </summary>
internal sealed class DetectorStateFile(string path)
{
    private const uint Magic = 0x5453_4446; // "FDST"
    private const uint Version = 3;

    internal const int HeaderLength = 64;
    internal const int DigestOffset = 32;

    /// <summary>What was saved last, or <c>null</c> when there is nothing, or nothing whole.</summary>
    public DetectorSnapshot? Read(out bool damaged)
    {
        damaged = false;
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        damaged = true;
        if (bytes.Length < HeaderLength) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) != Version) return null;
        var position = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8));
        var lateLength = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16));
        if (lateLength < 0 || lateLength > bytes.Length - HeaderLength) return null;
        var late = bytes.AsMemory(HeaderLength, (int)lateLength);
        var state = bytes.AsMemory(HeaderLength + (int)lateLength);
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24)) != state.Length) return null;
        if (!Digest(bytes.AsSpan(8, 24), bytes.AsSpan(HeaderLength)).AsSpan().SequenceEqual(bytes.AsSpan(DigestOffset, 32))) return null;
        damaged = false;
        return new DetectorSnapshot(new JournalPosition(position), late, state);
    }

    /// <summary>Begins to write the state of a position beside the previous one, which stays until the new one is committed.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">So did the file system.</exception>
    public DetectorStateWrite Begin(JournalPosition position, ReadOnlySpan<byte> late) => new(path, position, late);

    /// <summary>Everything of the header but the digest, and what of it the digest covers.</summary>
    internal static ReadOnlySpan<byte> WriteHeader(Span<byte> header, JournalPosition position, long lateLength, long stateLength)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], position.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], lateLength);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], stateLength);
        return header[8..DigestOffset];
    }

    private static byte[] Digest(ReadOnlySpan<byte> head, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content);
        hash.AppendData(head);
        return hash.GetHashAndReset();
    }
}
