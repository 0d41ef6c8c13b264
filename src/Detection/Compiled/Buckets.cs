namespace Facilities.Detection;

/// <summary>
/// A sliding window as twelve buckets in a source's cells: cell 0 holds the number of the newest bucket, then one cell per bucket,
/// the bucket of number n at place n mod 12. Constant memory, exact to a twelfth of the window.
/// </summary>
internal readonly struct Buckets(TimeSpan within)
{
    public const int Count = 12;

    private readonly long _widthMs = Math.Max(1, (long)within.TotalMilliseconds / Count);

    /// <summary>Empties the buckets that have left the window by then, and gives the place of the current one.</summary>
    /// <param name="newest">Cell with the newest bucket's number.</param>
    /// <param name="lanes">One or more lanes of twelve buckets each.</param>
    public int Advance(ref double newest, Span<double> lanes, long atMs, double empty)
    {
        var bucket = atMs / _widthMs;
        var last = (long)newest;
        if (bucket > last)
        {
            var passed = Math.Min(bucket - last, Count);
            for (var i = 0L; i < passed; i++)
            {
                for (var lane = (int)((bucket - i) % Count); lane < lanes.Length; lane += Count) lanes[lane] = empty;
            }

            newest = bucket;
            last = bucket;
        }

        return (int)(last % Count);
    }
}
