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
/// The digest covers everything after the version but itself. A file that doesn't check out is treated as missing: the detectors learn anew.
/// </summary>
internal sealed class DetectorStateFile(string path)
{
    private const uint Magic = 0x5453_4446; // "FDST"
    private const uint Version = 2;
    private const int HeaderLength = 64;
    private const int DigestOffset = 32;

    private readonly string _folder = Path.GetDirectoryName(path)!;

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
        if (!Digest(bytes.AsSpan(8, 24), late.Span, state.Span).AsSpan().SequenceEqual(bytes.AsSpan(DigestOffset, 32))) return null;
        damaged = false;
        return new DetectorSnapshot(new JournalPosition(position), late, state);
    }

    /// <exception cref="IOException">The disk refused; the previous state is still there.</exception>
    public void Write(JournalPosition position, ReadOnlySpan<byte> late, ReadOnlySpan<byte> state)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], position.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], late.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], state.Length);
        Digest(header.Slice(8, 24), late, state).CopyTo(header[DigestOffset..]);

        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(header);
            file.Write(late);
            file.Write(state);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Sync(_folder);
    }

    private static byte[] Digest(ReadOnlySpan<byte> head, ReadOnlySpan<byte> late, ReadOnlySpan<byte> state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(late);
        hash.AppendData(state);
        return hash.GetHashAndReset();
    }
}
