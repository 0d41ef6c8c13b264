namespace Facilities.Storage.TimeSeries;

/// <summary>Some readings of one source in memory, one after the other in <see cref="Compact.ReadingCodec"/> form; a head is a chain of these. Guarded by its owner's lock.</summary>
internal sealed class HeadPart(int size)
{
    public byte[] Bytes { get; } = new byte[size];

    public int Length { get; set; }

    public int Count { get; set; }

    public HeadPart? Next { get; set; }
}
