using System.Numerics;

namespace Facilities.Simulator.Load;

/// <summary>
/// Microseconds in log-linear buckets: 64 steps to each power of two, so that a percentile is off by less than 1.6 %. Fixed size, no
/// allocation. One writer; <see cref="Add(LatencyHistogram)"/> merges when the writers have finished.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[Steps * 40];

    public long Count { get; private set; }

    public long MaximumMicros { get; private set; }

    public void Record(long micros)
    {
        micros = Math.Max(0, micros);
        _counts[Index(micros)]++;
        Count++;
        if (micros > MaximumMicros) MaximumMicros = micros;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        MaximumMicros = Math.Max(MaximumMicros, other.MaximumMicros);
    }

    /// <param name="share">0 to 1.</param>
    /// <returns>Microseconds; 0 when nothing was recorded.</returns>
    public long Percentile(double share)
    {
        if (Count == 0) return 0;
        var wanted = Math.Min(Count - 1, (long)(Count * share));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen > wanted) return Math.Min(Value(i), MaximumMicros);
        }
        return MaximumMicros;
    }

    private static int Index(long micros)
    {
        if (micros < Steps) return (int)micros;
        var exponent = 63 - BitOperations.LeadingZeroCount((ulong)micros);
        return Math.Min(Steps * 40 - 1, (exponent - StepBits + 1) * Steps + (int)((micros >> (exponent - StepBits)) & (Steps - 1)));
    }

    private static long Value(int index)
    {
        if (index < Steps) return index;
        var exponent = index / Steps + StepBits - 1;
        return (Steps + (index & (Steps - 1))) * (1L << (exponent - StepBits));
    }
}
