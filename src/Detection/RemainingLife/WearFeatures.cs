namespace Facilities.Detection;

/// <summary>
/// What a run to failure says of its wear so far, of nothing later: its age in cycles, every sensor smoothed over 3, 8, 20 and 50 cycles, how the short
/// means depart from the long ones, and how the sensor departs from the run's own first 15 cycles. One run each; not thread-safe, O(1) memory.
/// </summary>
public sealed class WearFeatures
{
    private const int FirstCycles = 15;

    private static readonly double[] Shares = [.. new[] { 3d, 8, 20, 50 }.Select(cycles => 1 - Math.Exp(-1 / cycles))];

    private readonly int _sensors;
    private readonly double[][] _smoothed;
    private readonly double[] _weights = new double[Shares.Length];
    private readonly double[] _first;
    private readonly double[] _last;
    private int _cycles;

    /// <param name="sensors">Sensors of a cycle.</param>
    public WearFeatures(int sensors)
    {
        _sensors = sensors;
        _smoothed = [.. Shares.Select(_ => new double[sensors])];
        (_first, _last) = (new double[sensors], new double[sensors]);
    }

    /// <summary>Features of a cycle.</summary>
    public int Count => 1 + ((Shares.Length + 3) * _sensors);

    /// <summary>Takes the next cycle. A sensor without a finite value is taken to be as it was; before its first it counts as 0.</summary>
    /// <param name="sensors">Values of the cycle.</param>
    /// <returns>Features of the run up to this cycle.</returns>
    public double[] Take(ReadOnlySpan<double> sensors)
    {
        var features = new double[Count];
        _cycles++;
        features[0] = _cycles;
        for (var i = 0; i < Shares.Length; i++) _weights[i] += Shares[i] * (1 - _weights[i]);
        for (var j = 0; j < _sensors; j++)
        {
            if (double.IsFinite(sensors[j])) _last[j] = sensors[j];
            if (_cycles <= FirstCycles) _first[j] += (_last[j] - _first[j]) / _cycles;
            for (var i = 0; i < Shares.Length; i++) _smoothed[i][j] += Shares[i] * (_last[j] - _smoothed[i][j]);
            var at = 1 + ((Shares.Length + 3) * j);
            // Divided by the weight so far: a mean that began at 0 would rise by itself.
            for (var i = 0; i < Shares.Length; i++) features[at + i] = _smoothed[i][j] / _weights[i];
            features[at + 4] = features[at] - features[at + 2];
            features[at + 5] = features[at + 1] - features[at + 3];
            features[at + 6] = features[at + 1] - _first[j];
        }

        return features;
    }
}
