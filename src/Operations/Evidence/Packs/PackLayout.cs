using System.Buffers.Binary;
using System.Text;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// The one way in which the bytes of a pack may lie: a ZIP (PKWARE APPNOTE 6.3) whose entries are stored as they are, without a clock, a system's name or a choice, so that
/// the same entries give the same bytes on every machine and a byte that was changed anywhere is seen by writing the headers again. Little-endian.
/// <code>
/// entry     PK 3 4 | 20 | 0x0800 (UTF-8) | 0 (stored) | 0 | 0x21 (1980-01-01) | crc-32 | size | size | name length | 0 | name | content
/// directory PK 1 2 | 20 | 20 | 0x0800 | 0 | 0 | 0x21 | crc-32 | size | size | name length | 0 | 0 | 0 | 0 | 0 | offset | name
/// end       PK 5 6 | 0 | 0 | entries | entries | size of directory | its offset | 0
/// </code>
/// </summary>
internal static class PackLayout
{
    public const int LocalLength = 30;
    public const int CentralLength = 46;
    public const int EndLength = 22;

    /// <summary>Longer than any name that a pack gives.</summary>
    public const int MaximumName = 200;

    public const uint LocalSignature = 0x04034B50;
    public const uint CentralSignature = 0x02014B50;
    public const uint EndSignature = 0x06054B50;

    /// <summary>Without ZIP64 sizes and offsets have 32 bits.</summary>
    public const long MaximumLength = uint.MaxValue;

    private const ushort Version = 20;
    private const ushort Utf8Names = 0x0800;
    private const ushort FirstDay = 0x21;

    public static byte[] Local(string name, uint crc, uint size)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var header = new byte[LocalLength + text.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, LocalSignature);
        Common(header.AsSpan(4), crc, size, text.Length);
        text.CopyTo(header, LocalLength);
        return header;
    }

    /// <summary>The directory and the end of the archive.</summary>
    public static byte[] Directory(IReadOnlyList<PackEntry> entries, uint offset)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries)
        {
            var text = Encoding.UTF8.GetBytes(entry.Name);
            var header = new byte[CentralLength + text.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(header, CentralSignature);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
            Common(header.AsSpan(6), entry.Crc, entry.Size, text.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), entry.Offset);
            text.CopyTo(header, CentralLength);
            bytes.Write(header);
        }

        Span<byte> end = stackalloc byte[EndLength];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, EndSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], checked((ushort)entries.Count));
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], checked((ushort)entries.Count));
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], checked((uint)bytes.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], offset);
        bytes.Write(end);
        return bytes.ToArray();
    }

    private static void Common(Span<byte> at, uint crc, uint size, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(at[8..], FirstDay);
        BinaryPrimitives.WriteUInt32LittleEndian(at[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(at[14..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(at[18..], size);
        BinaryPrimitives.WriteUInt16LittleEndian(at[22..], checked((ushort)nameLength));
    }
}
