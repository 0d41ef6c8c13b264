namespace Facilities.Detection;

/// <summary>A condition on one point; it may remember things per source in a few cells and be fed with every sample.</summary>
internal abstract class LeafNode(int point) : Node
{
    public int Point { get; } = point;

    private int _first;
    private int _count;

    /// <summary>Number of cells.</summary>
    public virtual int Cells => 0;

    /// <summary>Value that a cell has before the first sample.</summary>
    public virtual double EmptyCell => 0;

    /// <summary>Points whose samples it wants to see.</summary>
    public virtual bool FedBy(int point) => false;

    /// <summary>Its truth may change merely because time passes.</summary>
    public virtual bool TimeDependent => false;

    /// <summary>Limit in the unit of <see cref="Measure"/>; NaN where "how far beyond" makes no sense (states, flags).</summary>
    public virtual double Limit => double.NaN;

    /// <summary>The quantity that is compared: the value itself, a count, a ratio.</summary>
    public virtual double Measure(Evaluation x) => x.Source.Points[Point].Value;

    /// <summary>What a finding shows: the quantity, what the asset itself usually has of it, and the limit, all in one unit.</summary>
    public virtual LeafReading Read(Evaluation x) => new(Measure(x), null, Limit);

    /// <summary>Takes in a sample after it was stored.</summary>
    public virtual void Feed(SourceState source, in FeedSample sample)
    {
    }

    /// <summary>The point never reported and nothing is assumed: this asset does not have it.</summary>
    public bool IsAbsent(SourceState source) =>
        (source.Points[Point].Flags & PointFlags.Seen) == 0 && double.IsNaN(source.Compiled.Points[Point].Assumed);

    /// <summary>Gives it its cells in <see cref="SourceState.Cells"/>, from this one on.</summary>
    public void Place(int first) => (_first, _count) = (first, Cells);

    protected Span<double> Own(SourceState source) => source.Cells.AsSpan(_first, _count);

    protected static bool Holds(Comparison comparison, double value, double limit) => comparison switch
    {
        Comparison.Above => value > limit,
        Comparison.AtLeast => value >= limit,
        Comparison.Below => value < limit,
        Comparison.AtMost => value <= limit,
        Comparison.Is => value == limit,
        _ => value != limit,
    };

    /// <summary>With hysteresis: still true while the value has not passed the clear value.</summary>
    protected static bool StillHolds(Comparison comparison, double value, double clear) => comparison switch
    {
        Comparison.Above or Comparison.AtLeast => value > clear,
        Comparison.Below or Comparison.AtMost => value < clear,
        _ => Holds(comparison, value, clear),
    };

    protected static Truth Of(bool value) => value ? Truth.True : Truth.False;
}
