namespace Facilities.Detection;

/// <summary>A pump against its learned curve. Cells: samples, means of x and y, spread of x, common spread, recent ratio, latch.</summary>
internal sealed class PumpCurveNode(PumpCurve curve, int discharge, int inlet, int speed, int flow) : LeafNode(discharge)
{
    private const int Samples = 0;
    private const int MeanX = 1;
    private const int MeanY = 2;
    private const int SpreadX = 3;
    private const int SpreadXy = 4;
    private const int Ratio = 5;
    private const int Latch = 6;

    private const double RatedHz = 50;

    /// <summary>Below it a working point says nothing: the pump starts, stops or stands.</summary>
    private const double LeastHz = 15;

    private const double RecentSamples = 20;

    private readonly double _clear = curve.Clear ?? (1 + curve.Limit) / 2;
    private readonly double _overMs = curve.Over.TotalMilliseconds;

    public override int Cells => 7;

    public override double Limit => curve.Limit;

    public override bool FedBy(int point) => point == flow;

    public override Truth Evaluate(Evaluation x)
    {
        if (!x.TryValue(Point, out _)) return Truth.Unknown;
        var own = Own(x.Source);
        return own[Samples] < curve.WarmUpSamples ? Truth.Unknown : Of(own[Latch] != 0);
    }

    public override double Measure(Evaluation x) => Own(x.Source)[Ratio];

    public override void Feed(SourceState source, in FeedSample sample)
    {
        if (!IsKnown(source, Point, sample.EventMs) || !IsKnown(source, inlet, sample.EventMs) || !IsKnown(source, speed, sample.EventMs)) return;
        var share = source.Points[speed].Value / RatedHz;
        if (share < LeastHz / RatedHz || sample.Value <= 0) return;
        var x = sample.Value * sample.Value / (share * share);
        var y = (source.Points[Point].Value - source.Points[inlet].Value) / (share * share);
        var own = Own(source);
        own[Samples]++;
        var warm = own[Samples] >= curve.WarmUpSamples;
        if (warm) Judge(own, x, y);
        // While it deviates the curve stands still: learning the wear would clear it.
        if (own[Latch] == 0) Learn(own, x, y, warm, sample);
    }

    private void Judge(Span<double> own, double x, double y)
    {
        var slope = own[SpreadX] > 0 ? own[SpreadXy] / own[SpreadX] : 0;
        var expected = own[MeanY] + slope * (x - own[MeanX]);
        if (expected <= 0) return;
        own[Ratio] = own[Ratio] == 0 ? 1 : own[Ratio] + (y / expected - own[Ratio]) / RecentSamples;
        var holds = own[Latch] != 0 ? StillHolds(curve.Comparison, own[Ratio], _clear) : Holds(curve.Comparison, own[Ratio], curve.Limit);
        own[Latch] = holds ? 1 : 0;
    }

    private void Learn(Span<double> own, double x, double y, bool warm, in FeedSample sample)
    {
        var passed = sample.LastEventMs > 0 ? 1 - Math.Exp(-(sample.EventMs - sample.LastEventMs) / _overMs) : 0;
        var share = warm ? Math.Max(1 / own[Samples], passed) : 1 / own[Samples];
        var (dx, dy) = (x - own[MeanX], y - own[MeanY]);
        own[MeanX] += share * dx;
        own[MeanY] += share * dy;
        own[SpreadX] = (1 - share) * (own[SpreadX] + share * dx * dx);
        own[SpreadXy] = (1 - share) * (own[SpreadXy] + share * dx * dy);
    }

    private static bool IsKnown(SourceState source, int point, long atMs)
    {
        ref readonly var state = ref source.Points[point];
        var stale = source.Compiled.Points[point].StaleMs;
        return state.Flags == PointFlags.Seen && state.BadCount == 0 && (stale == 0 || atMs - state.EventMs <= stale);
    }
}
