using System.Buffers.Binary;
using Facilities.Storage.Compact;

namespace Facilities.Storage.Journal;

/// <summary>
/// The frame around every record (docs/formats/journal.md), little-endian:
/// <code>
///   0        3      4        8
///   | length | kind | CRC32C | payload …
/// </code>
/// Length counts the payload. The CRC covers length, kind and payload and starts from the segment's random salt, so bytes that a device
/// chose (a kept payload) can't pose as a record when the reader searches for the next readable one after damage.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderLength = 8;

    /// <summary>Part of the format: a reader takes a longer length for damage. A reading of 1,000 points needs about 12 KiB.</summary>
    public const int LargestPayload = 1 << 20;
    public const int LargestRecord = HeaderLength + LargestPayload;

    /// <summary>Writes the header in front of the payload that already stands at <see cref="HeaderLength"/>.</summary>
    public static void WriteHeader(Span<byte> record, RecordKind kind, uint salt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(record.Length - HeaderLength) | (uint)kind << 24);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(record, salt));
    }

    /// <summary>
    /// Looks at the record at the start of <paramref name="bytes"/>. <see cref="RecordRead.NeedMore"/> says that the record, if it is one,
    /// goes on beyond them; nothing is consumed then.
    /// </summary>
    public static RecordRead TryRead(ReadOnlySpan<byte> bytes, uint salt, out RecordKind kind, out int length)
    {
        kind = default;
        length = 0;
        if (bytes.Length < HeaderLength) return RecordRead.NeedMore;
        var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        kind = (RecordKind)(word >> 24);
        var payload = (int)(word & 0xFF_FFFF);
        if (kind is < RecordKind.Reading or > RecordKind.Presence || payload > LargestPayload) return RecordRead.Damaged;
        length = HeaderLength + payload;
        if (bytes.Length < length) return RecordRead.NeedMore;
        return Checksum(bytes[..length], salt) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? RecordRead.Whole : RecordRead.Damaged;
    }

    private static uint Checksum(ReadOnlySpan<byte> record, uint salt) =>
        Crc32C.Append(Crc32C.Append(salt, record[..4]), record[HeaderLength..]);
}
