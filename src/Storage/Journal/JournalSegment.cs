using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Facilities.Storage.Compact;

namespace Facilities.Storage.Journal;

/// <summary>
/// One file of the journal, named by the position of its first record: <c>00000000000000000000.journal</c>. Its header, little-endian:
/// <code>
///   0          8       16     20        28       32
///   | FMJRNL01 | start | salt | created | CRC32C | records …
/// </code>
/// </summary>
internal sealed class JournalSegment(string path, long start, uint salt, long end, long createdUnixMs)
{
    public const int HeaderLength = 32;
    public const string Extension = ".journal";

    private long _end = end;

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Position of the first record.</summary>
    public long Start { get; } = start;

    public uint Salt { get; } = salt;

    /// <summary>System clock when the file was made; every record in it is younger.</summary>
    public long CreatedUnixMs { get; } = createdUnixMs;

    /// <summary>Position after the last durable record. Written by the writer thread, read by cursors.</summary>
    public long End
    {
        get => Volatile.Read(ref _end);
        set => Volatile.Write(ref _end, value);
    }

    public long ToFileOffset(long position) => position - Start + HeaderLength;

    public static string PathFor(string folder, long start) =>
        System.IO.Path.Combine(folder, start.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    public static uint NewSalt() => BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));

    public static byte[] Header(long start, uint salt, long createdUnixMs)
    {
        var header = new byte[HeaderLength];
        "FMJRNL01"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), start);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), salt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(20), createdUnixMs);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), Crc32C.Compute(header.AsSpan(0, 28)));
        return header;
    }

    /// <summary>False when the bytes are no header, whatever is wrong with them.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out uint salt, out long createdUnixMs)
    {
        salt = 0;
        createdUnixMs = 0;
        if (header.Length < HeaderLength || !header.StartsWith("FMJRNL01"u8)) return false;
        if (Crc32C.Compute(header[..28]) != BinaryPrimitives.ReadUInt32LittleEndian(header[28..])) return false;
        createdUnixMs = BinaryPrimitives.ReadInt64LittleEndian(header[20..]);
        salt = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        return true;
    }
}
