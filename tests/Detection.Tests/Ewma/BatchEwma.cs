namespace Facilities.Detection.Tests.Ewma;

/// <summary>The drift-aware EWMA as the formula has it: all training rows at hand, several passes, no level jump. The streaming one must agree.</summary>
internal sealed class BatchEwma
{
    private readonly double[] _m;
    private readonly double[] _s;
    private readonly double[] _se;
    private readonly double[] _q;
    private readonly double[] _e;
    private readonly int _n;
    private int _t;

    public BatchEwma(IReadOnlyList<double[]> training)
    {
        var lambda = 1 - Math.Exp(-1 / 8.0);
        var channels = training[0].Length;
        _n = _t = training.Count;
        (_m, _s, _se, _q, _e) = (new double[channels], new double[channels], new double[channels], new double[channels], new double[channels]);
        for (var j = 0; j < channels; j++)
        {
            var x = training.Select(r => r[j]).ToArray();
            _m[j] = x.Average();
            _s[j] = Math.Max(1e-9, Math.Sqrt(x.Average(v => (v - _m[j]) * (v - _m[j]))));
            var z = x.Select(v => (v - _m[j]) / _s[j]).ToArray();
            var smoothed = new List<double>();
            foreach (var v in z) smoothed.Add(_e[j] += lambda * (v - _e[j]));
            var settled = smoothed.Skip(32).ToArray();
            var mean = settled.Average();
            _se[j] = Math.Max(Math.Sqrt(settled.Average(v => (v - mean) * (v - mean))), 0.9 * Math.Sqrt(1 / 16.0));
            var w = Enumerable.Range(1, _n - 1).Average(i => (z[i] - z[i - 1]) * (z[i] - z[i - 1]) / 2);
            var blocks = Enumerable.Range(0, _n / 50).Select(i => z[(i * 50)..((i * 50) + 50)].Average()).ToArray();
            var drifts = new[] { 1, 2, 4 }.Select(lag =>
            {
                var moved = Enumerable.Range(lag, blocks.Length - lag).Average(i => (blocks[i] - blocks[i - lag]) * (blocks[i] - blocks[i - lag]));
                return Math.Max(0, moved - (2 * w / 50)) / (50 * lag);
            });
            _q[j] = Math.Exp(drifts.Average(drift => Math.Log(drift + 1e-9)));
        }
    }

    public (double Mean, double Deviation, double SmoothedDeviation, double DriftVariance) Baseline(int j) => (_m[j], _s[j], _se[j], _q[j]);

    public (double Score, int Lead) Score(double[] row)
    {
        var h = _t++ - (_n / 2.0);
        var scores = new double[row.Length];
        for (var j = 0; j < row.Length; j++)
        {
            _e[j] += (1 - Math.Exp(-1 / 8.0)) * (((row[j] - _m[j]) / _s[j]) - _e[j]);
            scores[j] = Math.Abs(_e[j]) / Math.Sqrt((_se[j] * _se[j]) + (_q[j] * h));
        }

        return (scores.Max(), Array.IndexOf(scores, scores.Max()));
    }
}
