namespace Facilities.Detection;

/// <summary>
/// Whether values that repeat themselves can still be believed. Whatever is measured flickers: by noise, by load, by the last digit. How long a point may repeat a value to the bit
/// is learned from itself; a run longer than ever says more than chance, the longer the less. Nothing is doubted by what a standing machine shows: zeros prove neither, and a
/// point that usually rests long has learned so.
/// <code>
///   lively   measured, not zero now, moved at least 200 times, longest known run below 127 samples
///   still    lively, and its run is longer than the longest known one by more than one sample
///
///   one sensor   must move (frozenAfter), run longer than twice the longest known one           that point is doubted
///   the source   two or more, and most of the lively points, are still at once                  every measured value that repeats itself is doubted
///   all of it    every lively point is still, and no flag, state or counter has changed since   everything is doubted
/// </code>
/// What is doubted begins no rule. One that began before the value stood still goes on: the value moved there itself, and what has come to rest may flicker no more.
/// A run of k equal samples has the chance p^k; of n samples the longest run has k of about ln n / ln(1/p), so twice as long a one comes by chance once in n² samples.
/// </summary>
internal static class Standstill
{
    /// <summary>Fewer changes show no habit.</summary>
    private const int KnownMoves = 200;

    /// <summary>What usually rests so long proves nothing by resting; also half of what the run's byte can count.</summary>
    private const int LongRest = 127;

    /// <summary>A repeated report (a resent message, a reconnection) is no run.</summary>
    private const int Grace = 1;

    /// <summary>Points beyond the mask are believed.</summary>
    private const int MostPoints = 64;

    private const int LeastStill = 2;

    /// <summary>Takes note that a value changed after <see cref="PointState.SameCount"/> repetitions. A longer rest than ever is learned by halves: what it meant is not certain.</summary>
    public static void TakeMove(ref PointState point)
    {
        if (point.Moves < byte.MaxValue) point.Moves++;
        if (point.SameCount <= point.LongestSame || point.Value == 0 || point.Trouble == SensorTrouble.Frozen) return;
        point.LongestSame = (byte)Math.Min(point.SameCount, (2 * point.LongestSame) + 3);
    }

    /// <summary>Worth a look with <see cref="Doubted"/>: the point repeats itself longer than it is known to.</summary>
    public static bool IsStill(in PointState point) => point.SameCount > point.LongestSame + Grace && IsLively(point);

    /// <summary>The points that are not believed, bit by index. Of the points' states alone, so that a restart changes nothing.</summary>
    public static ulong Doubted(SourceState source)
    {
        var compiled = source.Compiled.Points;
        var count = Math.Min(compiled.Length, MostPoints);
        var (lively, still, doubted, repeated) = (0, 0, 0ul, 0ul);
        var (stoodFrom, switchedAt) = (0L, 0L);
        for (var i = 0; i < count; i++)
        {
            ref readonly var point = ref source.Points[i];
            ref readonly var definition = ref compiled[i];
            if (!definition.Measured)
            {
                switchedAt = Math.Max(switchedAt, point.ChangedMs);
                continue;
            }

            if (point.SameCount > 0) repeated |= 1ul << i;
            if (point.Trouble == SensorTrouble.Frozen) doubted |= 1ul << i;
            if (!IsLively(point)) continue;
            lively++;
            if (point.SameCount <= point.LongestSame + Grace) continue;
            still++;
            stoodFrom = Math.Max(stoodFrom, point.ChangedMs);
            if (definition.FrozenMs > 0 && point.SameCount > (2 * point.LongestSame) + 3) doubted |= 1ul << i;
        }

        if (still < LeastStill || 2 * still <= lively) return doubted;
        return still == lively && switchedAt > 0 && switchedAt <= stoodFrom ? ulong.MaxValue : doubted | repeated;
    }

    private static bool IsLively(in PointState point) => point.Moves >= KnownMoves && point.LongestSame < LongRest && point.Value != 0;
}
