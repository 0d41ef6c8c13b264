namespace Facilities.Simulator.Assets;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): small, the same on every platform and version, which a repeatable run needs and
/// <see cref="System.Random"/> doesn't promise. A stream per purpose keeps one process's draws from shifting another's.
/// </summary>
internal sealed class SeededRandom(ulong state)
{
    private ulong _state = state;
    private double _spare = double.NaN;

    /// <summary>The stream of an asset's seed for one purpose.</summary>
    public static SeededRandom For(int seed, string purpose)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var letter in purpose) hash = (hash ^ letter) * 1099511628211UL;
        return new SeededRandom(hash ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL));
    }

    public ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + (high - low) * NextUnit();

    /// <summary>Uniform in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(NextUnit() * count);

    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>Exponential with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - NextUnit());

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextUnit()));
        var angle = 2 * Math.PI * NextUnit();
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }
}
