namespace Facilities.Dashboard.Circuits;

/// <summary>Open pages (Blazor circuits) and managed memory at one moment.</summary>
/// <param name="Open">Open pages, <paramref name="Waiting"/> included.</param>
/// <param name="Waiting">Those whose browser is away and may come back.</param>
/// <param name="Opened">Since the start.</param>
/// <param name="Closed">Since the start, <paramref name="Evicted"/> included.</param>
/// <param name="Evicted">Given up, because the browser didn't come back.</param>
/// <param name="HeapBytes">Live objects of the whole process, as the last garbage collection left them.</param>
/// <param name="HeapBytesWithout">The same when no page was open last.</param>
internal sealed record CircuitCounts(int Open, int Waiting, long Opened, long Closed, long Evicted, long HeapBytes, long HeapBytesWithout)
{
    /// <summary>What the heap gained since no page was open, for each open page: an upper bound, because whatever else grew since counts too. 0 without open pages.</summary>
    public long BytesPerCircuit => Open == 0 ? 0 : Math.Max(0, HeapBytes - HeapBytesWithout) / Open;
}
