using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Store;

/// <summary>
/// Lifts that report eight points every 30 s, a little off the clock: two drifting decimals, one noisy, a counter, a load, a state and two flags. Seeded.
/// Not thread-safe.
/// </summary>
internal sealed class BenchLoad(int lifts, int firstSource = 1)
{
    public const int Points = 8;

    private const int IntervalMs = 30_000;

    private readonly Random _random = new(1);
    private readonly double[] _temperature = new double[lifts];
    private readonly double[] _voltage = new double[lifts];
    private readonly double[] _trips = new double[lifts];
    private readonly ReadingBatch _batch = new();

    /// <summary>When the next round is taken.</summary>
    public long NowUnixMs { get; private set; } = 1_767_225_600_000;

    /// <summary>So many readings of each lift, in the order of their time. Valid until the next call.</summary>
    public ReadingBatch Next(int rounds)
    {
        _batch.Clear();
        Span<PointValue> values = stackalloc PointValue[Points];
        for (var round = 0; round < rounds; round++, NowUnixMs += IntervalMs)
        {
            for (var lift = 0; lift < lifts; lift++)
            {
                _temperature[lift] += _random.Next(-2, 3) * 0.1;
                _voltage[lift] += _random.Next(-1, 2) * 0.01;
                _trips[lift] += _random.Next(3);
                values[0] = new(1, Math.Round(35 + _temperature[lift], 1));
                values[1] = new(2, Math.Round(26.4 + _voltage[lift], 2));
                values[2] = new(3, Math.Round(11 + _random.NextDouble() * 3, 1));
                values[3] = new(4, _trips[lift]);
                values[4] = new(5, _random.Next(20) == 0 ? 1 : 0);
                values[5] = new(6, _random.Next(4) == 0 ? 1 : 0);
                values[6] = new(7, 1);
                values[7] = new(8, _random.Next(0, 80));
                var time = NowUnixMs + lift * 3 % 1000 + _random.Next(-40, 40);
                _batch.Add(new SourceId(firstSource + lift), time, time + _random.Next(5, 60), ReadingFlags.None, values);
            }
        }

        return _batch;
    }
}
