namespace Facilities.Detection;

/// <summary>Recent mean against the own long mean. Cells: long mean, recent mean, samples, latch, and for steps the sample before (0: none).</summary>
internal sealed class BaselineNode(BaselineRatio baseline, int point, int per = -1, int @while = -1) : LeafNode(point)
{
    private const int Before = 4;

    private const double RecentSamples = 20;

    private readonly double _clear = baseline.Clear ?? (1 + baseline.Limit) / 2;
    private readonly double _overMs = baseline.Over.TotalMilliseconds;

    public override int Cells => baseline.Steps ? 5 : 4;

    public override double Limit => baseline.Limit;

    public override bool FedBy(int point) => point == Point;

    public override Truth Evaluate(Evaluation x)
    {
        if (!x.TryValue(Point, out _)) return Truth.Unknown;
        var own = Own(x.Source);
        return own[2] < baseline.WarmUpSamples ? Truth.Unknown : Of(own[3] != 0);
    }

    public override double Measure(Evaluation x)
    {
        var own = Own(x.Source);
        return Ratio(own);
    }

    /// <summary>In the point's own unit, as a person would measure it; a quotient of two points has none and stays a ratio.</summary>
    public override LeafReading Read(Evaluation x)
    {
        var own = Own(x.Source);
        return per >= 0 || Math.Abs(own[0]) <= 1e-9 ? base.Read(x) : new LeafReading(own[1], own[0], baseline.Limit * own[0]);
    }

    public override void Feed(SourceState source, in FeedSample sample)
    {
        var own = Own(source);
        if (!TryQuantity(source, sample, own, out var value)) return;
        own[2]++;
        own[1] += Math.Max(1 / own[2], 1 / RecentSamples) * (value - own[1]);
        var warm = own[2] >= baseline.WarmUpSamples;
        // While it deviates the long mean stands still: learning the fault would clear it.
        if (own[3] == 0)
        {
            var step = sample.LastEventMs > 0 ? (sample.EventMs - sample.LastEventMs) / _overMs : 0;
            // 1 − e^(−step); the series is exact to 2e-7 there and spares the exponential on nearly every sample.
            var share = step < 0.01 ? step * (1 - (0.5 * step)) : 1 - Math.Exp(-step);
            var weight = !warm ? 1 / own[2] : !baseline.Best ? Math.Max(1 / own[2], share) : IsBetter(own) ? share : 0;
            own[0] += weight * (value - own[0]);
        }

        if (!warm) return;
        var ratio = Ratio(own);
        var holds = own[3] != 0 ? StillHolds(baseline.Comparison, ratio, _clear) : Holds(baseline.Comparison, ratio, baseline.Limit);
        own[3] = holds ? 1 : 0;
    }

    /// <summary>What is averaged: the value, per another point, while a flag holds, or the step to it. The whole reading is known by now.</summary>
    private bool TryQuantity(SourceState source, in FeedSample sample, Span<double> own, out double value)
    {
        value = sample.Value;
        var counts = @while < 0 || source.Points[@while].Value == 1;
        if (counts && per >= 0)
        {
            ref readonly var divisor = ref source.Points[per];
            counts = divisor.Flags == PointFlags.Seen && divisor.BadCount == 0 && Math.Abs(divisor.Value) > 1e-9;
            if (counts) value /= divisor.Value;
        }

        if (!baseline.Steps) return counts;
        // Zero stands for none as well: an empty cell is zero, and nothing that flickers rests there.
        var before = own[Before];
        own[Before] = counts ? value : 0;
        value = Math.Abs(value - before);
        return counts && before != 0;
    }

    private bool IsBetter(Span<double> own) => baseline.Comparison is Comparison.Below or Comparison.AtMost ? own[1] > own[0] : own[1] < own[0];

    private static double Ratio(Span<double> own) => Math.Abs(own[0]) > 1e-9 ? own[1] / own[0] : 1;
}
