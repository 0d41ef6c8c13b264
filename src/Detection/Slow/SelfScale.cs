namespace Facilities.Detection;

/// <summary>Divides a distance by what distances usually come to: the 99 % quantile of all before it, but never less than a floor.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SelfScale
{
    private const int LeastCount = 100;
    private const double Floor = 3;

    private readonly P2Quantile _usual = new(0.99);

    /// <summary>Takes a distance in; 1 and more is unusual. 0 until enough were seen.</summary>
    public double Take(double distance)
    {
        var scaled = _usual.Count >= LeastCount ? distance / Math.Max(_usual.Value, Floor) : 0;
        _usual.Add(distance);
        return scaled;
    }

    public void Save(StateWriter writer) => _usual.Save(writer);

    public void Load(ref StateReader reader) => _usual.Load(ref reader);
}
