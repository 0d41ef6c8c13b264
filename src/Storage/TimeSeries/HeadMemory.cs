namespace Facilities.Storage.TimeSeries;

/// <summary>
/// The parts that heads are made of. Given back they are used again and not left to the collector: a head lives for minutes, so every one of them
/// would become old garbage, and memory would be twice what is held. Thread-safe.
/// </summary>
/// <param name="mostIdleBytes">Parts given back beyond this are let go.</param>
internal sealed class HeadMemory(long mostIdleBytes)
{
    /// <summary>A head's first part: most assets of a city hold a handful of readings between two checkpoints.</summary>
    private const int First = 256;

    /// <summary>Any further part: some 25 readings of eight points, so that little of it stays empty.</summary>
    private const int Further = 1024;

    private readonly Lock _gate = new();
    private readonly Stack<HeadPart> _first = new();
    private readonly Stack<HeadPart> _further = new();
    private long _idle;

    /// <summary>An empty part with room for at least so many bytes.</summary>
    public HeadPart Rent(int least, bool isFirst)
    {
        var size = isFirst && least <= First ? First : Further;
        if (least > size) return new HeadPart(least);
        lock (_gate)
        {
            if (!(size == First ? _first : _further).TryPop(out var part)) return new HeadPart(size);
            _idle -= size;
            return part;
        }
    }

    /// <summary>Takes a chain of parts back. Returns their bytes.</summary>
    public long Return(HeadPart? chain)
    {
        var bytes = 0L;
        lock (_gate)
        {
            for (var next = chain; next is { } part;)
            {
                next = part.Next;
                (part.Length, part.Count, part.Next) = (0, 0, null);
                bytes += part.Bytes.Length;
                // Parts of another size were made for one large reading.
                if (part.Bytes.Length is not (First or Further) || _idle + part.Bytes.Length > mostIdleBytes) continue;
                (part.Bytes.Length == First ? _first : _further).Push(part);
                _idle += part.Bytes.Length;
            }
        }

        return bytes;
    }
}
