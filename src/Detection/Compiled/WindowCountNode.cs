namespace Facilities.Detection;

/// <summary>Increase or changes within a window, alone or per another counter's increase. Cells: newest bucket, 12 counts, 12 divisors.</summary>
internal sealed class WindowCountNode(WindowCount count, int point, int per, int unmoved) : LeafNode(point)
{
    private readonly Buckets _buckets = new(count.Within);

    public override int Cells => 1 + (per >= 0 ? 2 * Buckets.Count : Buckets.Count);

    public override double Limit => count.Limit;

    public override bool TimeDependent => true;

    public override bool FedBy(int point) => point == Point || point == per;

    public override Truth Evaluate(Evaluation x)
    {
        // The count is known as long as the asset lives: it was built from what really arrived.
        var alive = x.Source.LastLifeMs + x.Source.Compiled.SilentMs;
        if ((x.Source.Points[Point].Flags & PointFlags.Seen) == 0 || x.At > alive) return Truth.Unknown;
        if (alive < x.ValidUntil) x.ValidUntil = alive;
        var (counted, divisor) = Sums(x.Source, x.At);
        if (counted < count.Minimum) return Truth.False;
        return Of(Holds(count.Comparison, counted / divisor, count.Limit));
    }

    public override double Measure(Evaluation x)
    {
        var (counted, divisor) = Sums(x.Source, x.At);
        return counted / divisor;
    }

    public override void Feed(SourceState source, in FeedSample sample)
    {
        var amount = Amount(source, sample);
        if (amount <= 0) return;
        var own = Own(source);
        var place = _buckets.Advance(ref own[0], own[1..], sample.EventMs, 0);
        own[1 + place + (sample.Point == Point ? 0 : Buckets.Count)] += amount;
    }

    private double Amount(SourceState source, in FeedSample sample)
    {
        var counted = sample.Point == Point;
        if (counted && count.Sum) return sample.Value;
        if (double.IsNaN(sample.Old)) return 0;
        if (!counted || !count.Changes) return sample.Value - sample.Old;
        if (sample.Value == sample.Old || (count.To is { } to && sample.Value != to)) return 0;
        return unmoved < 0 || source.Points[unmoved].ChangedMs < sample.LastChangedMs ? 1 : 0;
    }

    private (double Counted, double Divisor) Sums(SourceState source, long at)
    {
        var own = Own(source);
        _buckets.Advance(ref own[0], own[1..], at, 0);
        var counted = 0d;
        var divisor = 0d;
        for (var i = 1; i <= Buckets.Count; i++)
        {
            counted += own[i];
            if (per >= 0) divisor += own[i + Buckets.Count];
        }

        return (counted, Math.Max(1, divisor));
    }
}
