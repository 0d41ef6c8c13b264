namespace Facilities.Detection;

/// <summary>Distance of a value from the window's highest (fall) or lowest (rise). Cells: newest bucket, 12 extremes (NaN: empty).</summary>
internal sealed class WindowMoveNode(WindowMove move, int point) : LeafNode(point)
{
    private readonly Buckets _buckets = new(move.Within);

    public override int Cells => 1 + Buckets.Count;

    public override double EmptyCell => double.NaN;

    public override double Limit => move.Limit;

    public override bool TimeDependent => true;

    public override bool FedBy(int point) => point == Point;

    public override Truth Evaluate(Evaluation x) =>
        x.TryValue(Point, out _) ? Of(Measure(x) > move.Limit) : Truth.Unknown;

    public override double Measure(Evaluation x)
    {
        var own = Own(x.Source);
        Advance(own, x.At);
        var value = x.Source.Points[Point].Value;
        var extreme = value;
        foreach (var bucket in own[1..])
        {
            if (move.Rise ? bucket < extreme : bucket > extreme) extreme = bucket;
        }

        return Math.Abs(value - extreme);
    }

    public override void Feed(SourceState source, in FeedSample sample)
    {
        var own = Own(source);
        ref var bucket = ref own[1 + Advance(own, sample.EventMs)];
        var value = sample.Value;
        if (double.IsNaN(bucket) || (move.Rise ? value < bucket : value > bucket)) bucket = value;
    }

    private int Advance(Span<double> own, long at)
    {
        if (double.IsNaN(own[0])) own[0] = 0;
        return _buckets.Advance(ref own[0], own[1..], at, double.NaN);
    }
}
