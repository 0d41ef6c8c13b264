using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Journal;

/// <summary>
/// Finds the next readable record after damage by trying every byte: a plausible header first (one offset in a thousand of random bytes
/// looks like one), then its checksum. Slow by nature and only used on damage; 64 MiB of noise take seconds.
/// </summary>
internal static class RecordSearch
{
    private const int WindowLength = 1 << 20;

    /// <summary>File offset of the first whole record at or after <paramref name="from"/> and before <paramref name="end"/>, or -1.</summary>
    public static long FindNext(SafeFileHandle file, long from, long end, uint salt)
    {
        var window = ArrayPool<byte>.Shared.Rent(WindowLength);
        var record = ArrayPool<byte>.Shared.Rent(RecordFormat.LargestRecord);
        try
        {
            while (end - from >= RecordFormat.HeaderLength)
            {
                var length = ReadFully(file, window.AsSpan(0, (int)Math.Min(WindowLength, end - from)), from);
                if (length < RecordFormat.HeaderLength) return -1;
                for (var i = 0; i <= length - RecordFormat.HeaderLength; i++)
                {
                    if (IsRecord(file, window.AsSpan(i, length - i), from + i, end, salt, record)) return from + i;
                }

                from += length - RecordFormat.HeaderLength + 1;
            }

            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <summary>Reads until the destination is full or the file ends; returns how much it got.</summary>
    public static int ReadFully(SafeFileHandle file, Span<byte> destination, long fileOffset)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(file, destination[total..], fileOffset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    private static bool IsRecord(
        SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, long end, uint salt, byte[] buffer)
    {
        // The cheapest test first: three in four offsets of text fail it.
        if ((RecordKind)bytes[3] is < RecordKind.Reading or > RecordKind.Presence) return false;
        var length = RecordFormat.HeaderLength + (long)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) & 0xFF_FFFF);
        if (length > RecordFormat.LargestRecord || offset + length > end) return false;
        var read = RecordFormat.TryRead(bytes, salt, out _, out _);
        if (read != RecordRead.NeedMore) return read == RecordRead.Whole;
        var whole = ReadFully(file, buffer.AsSpan(0, (int)length), offset);
        return RecordFormat.TryRead(buffer.AsSpan(0, whole), salt, out _, out _) == RecordRead.Whole;
    }
}
