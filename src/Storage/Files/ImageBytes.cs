using System.Buffers.Binary;

namespace Facilities.Storage.Files;

/// <summary>
/// Recognises pictures by their bytes and takes out what cameras write into them (place, device, owner): JPEG application segments and comments,
/// PNG text and EXIF chunks. The picture itself is copied as it is.
/// </summary>
public static class ImageBytes
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";

    private const int PngHeaderLength = 8;

    /// <summary>The picture without its metadata; null when it is neither JPEG nor PNG, or broken.</summary>
    public static (string MediaType, byte[] Bytes)? Clean(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return CleanJpeg(bytes) is { } jpeg ? (Jpeg, jpeg) : null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return CleanPng(bytes) is { } png ? (Png, png) : null;
        return null;
    }

    // ITU T.81 B.1.1: marker FF xx (more FF may fill before xx), then for segments a length that counts itself. APP1…APP13, APP15 (FF E1…ED, EF) and COM
    // (FF FE) go, also between scans. After SOS (FF DA) comes data in which FF is followed only by 00 or RST (FF D0…D7). What follows EOI (FF D9) is no part
    // of the picture: previews and films of telephones, with metadata of their own.
    private static byte[]? CleanJpeg(ReadOnlySpan<byte> bytes)
    {
        var clean = new List<byte>(bytes.Length);
        clean.AddRange(bytes[..2]);
        for (var at = 2; at + 2 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF) return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
            {
                clean.AddRange([0xFF, 0xD9]);
                return [.. clean];
            }

            if (at + 4 > bytes.Length) return null;
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (end < at + 4 || end > bytes.Length) return null;
            if (marker == 0xDA)
            {
                while (end + 1 < bytes.Length && !(bytes[end] == 0xFF && bytes[end + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))) end++;
            }

            if (marker is not ((>= 0xE1 and <= 0xED) or 0xEF or 0xFE)) clean.AddRange(bytes[at..end]);
            at = end;
        }

        return null;
    }

    // PNG 1.2 §3.2: length, type, data, CRC. The fifth bit of the type's first letter marks what a picture can do without; of that only transparency stays.
    private static byte[]? CleanPng(ReadOnlySpan<byte> bytes)
    {
        var clean = new List<byte>(bytes.Length);
        clean.AddRange(bytes[..PngHeaderLength]);
        for (var at = PngHeaderLength; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) return null;
            var chunk = bytes.Slice(at, (int)length + 12);
            var type = chunk.Slice(4, 4);
            if ((type[0] & 0x20) == 0 || type.SequenceEqual("tRNS"u8)) clean.AddRange(chunk);
            if (type.SequenceEqual("IEND"u8)) return [.. clean];
            at += chunk.Length;
        }

        return null;
    }
}
