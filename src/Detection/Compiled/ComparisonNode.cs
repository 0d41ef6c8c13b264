namespace Facilities.Detection;

/// <summary>A point against a limit. Cells: latch (0/1), samples in a row beyond the limit.</summary>
internal sealed class ComparisonNode(PointComparison comparison, int point, int minus) : LeafNode(point)
{
    private readonly double _clear = comparison.Clear ?? comparison.Limit;
    private readonly bool _latched = comparison.Clear is not null || comparison.Samples > 1;

    public override int Cells => _latched ? 2 : 0;

    public override double Limit => comparison.Comparison is Comparison.Is or Comparison.IsNot ? double.NaN : comparison.Limit;

    public override bool FedBy(int point) => comparison.Samples > 1 && point == Point;

    public override Truth Evaluate(Evaluation x)
    {
        if (!x.TryValue(Point, out var value, comparison.EvenInDoubt)) return Truth.Unknown;
        if (minus >= 0)
        {
            if (!x.TryValue(minus, out var other)) return Truth.Unknown;
            value -= other;
        }

        if (comparison.Absolute) value = Math.Abs(value);
        if (!_latched) return Of(Holds(comparison.Comparison, value, comparison.Limit));
        if (comparison.Samples > 1) return Of(Own(x.Source)[0] != 0);
        return Of(Latch(Own(x.Source), value));
    }

    public override double Measure(Evaluation x)
    {
        var value = x.Source.Points[Point].Value;
        if (minus >= 0) value -= x.Source.Points[minus].Value;
        return comparison.Absolute ? Math.Abs(value) : value;
    }

    public override void Feed(SourceState source, in FeedSample sample)
    {
        var value = sample.Value;
        if (minus >= 0) value -= source.Points[minus].Value;
        if (comparison.Absolute) value = Math.Abs(value);
        Latch(Own(source), value);
    }

    private bool Latch(Span<double> own, double value)
    {
        if (own[0] != 0)
        {
            if (StillHolds(comparison.Comparison, value, _clear)) return true;
            own.Clear();
            return false;
        }

        own[1] = Holds(comparison.Comparison, value, comparison.Limit) ? own[1] + 1 : 0;
        own[0] = own[1] >= comparison.Samples ? 1 : 0;
        return own[0] != 0;
    }
}
