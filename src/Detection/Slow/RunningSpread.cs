namespace Facilities.Detection;

/// <summary>Mean and variance that forget: all values count alike until there are as many as the memory, then older ones fade.</summary>
/// <remarks>A mutable struct: keep it in a field. Not thread-safe.</remarks>
/// <param name="memory">Values that it remembers.</param>
internal struct RunningSpread(double memory)
{
    public long Count { get; private set; }

    public double Mean { get; private set; }

    private double _variance;

    public readonly double Deviation => Math.Sqrt(_variance);

    public void Add(double value)
    {
        var share = Math.Max(1.0 / ++Count, 1 / memory);
        var distance = value - Mean;
        Mean += share * distance;
        _variance = (1 - share) * (_variance + (share * distance * distance));
    }

    /// <summary>Distance from the mean in deviations, of which a thousandth of the mean is the least.</summary>
    public readonly double Distance(double value) => Math.Abs(value - Mean) / Math.Max(Deviation, 1e-9 + (0.001 * Math.Abs(Mean)));

    public readonly void Save(StateWriter writer)
    {
        writer.Int64(Count);
        writer.Double(Mean);
        writer.Double(_variance);
    }

    public void Load(ref StateReader reader)
    {
        Count = reader.Int64();
        Mean = reader.Double();
        _variance = reader.Double();
    }
}
