namespace Facilities.Detection;

/// <summary>
/// Drift-aware EWMA, trained exactly in one pass without keeping rows.
/// <code>
///   z = (x − m)/s      e += λ(z − e)      Z_j = |e_j − b_j| / √(se_j² + q_j·h)      Z = max Z_j
/// </code>
/// m, s, se (spread of e) and q (drift variance per row, from the differences of block means) come from the training rows. They need
/// m and s, which are only known at the end; but e is linear in x: with A the same filter over y = x − x₀ and g the filter over ones,
/// e = (A − m_y·g)/s. So sums of A, A², g·A, g and g² suffice, and the filter simply runs on into the live part. Subtracting the first
/// value x₀ keeps the sums small where values are large against their spread (233 V ± 1 V).
/// </summary>
internal sealed class DriftAwareEwma
{
    // Per channel while training.
    private const int First = 0;
    private const int Mean = 1;
    private const int SquaredDistances = 2;
    private const int Filtered = 3;
    private const int SumA = 4;
    private const int SumAa = 5;
    private const int SumGa = 6;
    private const int Previous = 7;
    private const int SumSteps = 8;
    private const int BlockSum = 9;
    private const int BlockMean = 10;
    private const int SumBlockSteps = 11;

    // Per channel once trained, in the same place.
    private const int M = 0;
    private const int S = 1;
    private const int Se2 = 2;
    private const int Q = 3;
    private const int E = 4;
    private const int B = 5;
    private const int LastZ = 6;

    private const int Stride = 12;

    private readonly double[] _channels;
    private readonly double[] _floors;
    private readonly bool _track;
    private float[] _delayed = [];
    private double _g;
    private double _sumG;
    private double _sumGg;
    private long _trainedOn;

    public DriftAwareEwma(double[] floors, DriftMode drift)
    {
        _floors = floors;
        _channels = new double[floors.Length * Stride];
        _track = drift == DriftMode.Track;
    }

    /// <summary>Rows taken in, training and live.</summary>
    public long Rows { get; private set; }

    public bool Trained => _trainedOn > 0;

    /// <summary>Rows that it was trained on; 0 until then.</summary>
    public long TrainingRows => _trainedOn;

    /// <summary>Takes one training row.</summary>
    public void Learn(ReadOnlySpan<double> row)
    {
        var t = Rows++;
        _g += EwmaConstants.Lambda * (1 - _g);
        var settled = t >= EwmaConstants.Settled;
        if (settled)
        {
            _sumG += _g;
            _sumGg += _g * _g;
        }

        for (var j = 0; j < row.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            if (t == 0) c[First] = row[j];
            var y = row[j] - c[First];
            var distance = y - c[Mean];
            c[Mean] += distance / (t + 1);
            c[SquaredDistances] += distance * (y - c[Mean]);
            c[Filtered] += EwmaConstants.Lambda * (y - c[Filtered]);
            if (settled)
            {
                c[SumA] += c[Filtered];
                c[SumAa] += c[Filtered] * c[Filtered];
                c[SumGa] += _g * c[Filtered];
            }

            if (t > 0) c[SumSteps] += (y - c[Previous]) * (y - c[Previous]);
            c[Previous] = y;
            c[BlockSum] += y;
            if ((t + 1) % EwmaConstants.Block != 0) continue;
            var mean = c[BlockSum] / EwmaConstants.Block;
            if (t + 1 > EwmaConstants.Block) c[SumBlockSteps] += (mean - c[BlockMean]) * (mean - c[BlockMean]);
            c[BlockMean] = mean;
            c[BlockSum] = 0;
        }
    }

    /// <summary>Ends the training: from now on rows are scored.</summary>
    public void Finish()
    {
        var n = (double)Rows;
        var settled = Math.Max(1, n - EwmaConstants.Settled);
        var blocks = Math.Floor(n / EwmaConstants.Block);
        for (var j = 0; j < _floors.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            var mean = c[Mean];
            var s = Math.Max(Math.Sqrt(c[SquaredDistances] / n), _floors[j]);
            var average = (c[SumA] - (mean * _sumG)) / settled;
            var spread2 = Math.Max(0, ((c[SumAa] - (2 * mean * c[SumGa]) + (mean * mean * _sumGg)) / settled) - (average * average)) / (s * s);
            var se = Math.Max(Math.Sqrt(spread2), EwmaConstants.LeastSmoothed);
            var noise = c[SumSteps] / (2 * (n - 1)) / (s * s);
            var blockSteps = blocks < 2 ? 0 : c[SumBlockSteps] / (blocks - 1) / (s * s);
            var q = Math.Max(0, blockSteps - (2 * noise / EwmaConstants.Block)) / EwmaConstants.Block;
            var e = (c[Filtered] - (mean * _g)) / s;
            var m = c[First] + mean;
            c.Clear();
            (c[M], c[S], c[Se2], c[Q], c[E]) = (m, s, se * se, q, e);
        }

        _trainedOn = Rows;
        if (_track) _delayed = new float[_floors.Length * EwmaConstants.Delay];
    }

    /// <summary>Scores one row. The score is the largest channel's, in standard deviations.</summary>
    /// <returns>Score and the channel that leads.</returns>
    public (double Score, int Lead) Score(ReadOnlySpan<double> row)
    {
        var t = Rows++;
        var h = _track ? EwmaConstants.TrackHorizon : t - (_trainedOn / 2d);
        var largest = -1d;
        var lead = 0;
        for (var j = 0; j < row.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            var z = (row[j] - c[M]) / c[S];
            c[LastZ] = z;
            c[E] += EwmaConstants.Lambda * (z - c[E]);
            var away = c[E] - c[B];
            var squared = away * away / (c[Se2] + (c[Q] * h));
            if (squared > largest) (largest, lead) = (squared, j);
        }

        return (Math.Sqrt(largest), lead);
    }

    /// <summary>After <see cref="Score"/>: lets a tracked baseline follow if all is quiet. Without tracking it does nothing.</summary>
    public void Follow(bool quiet)
    {
        if (!_track) return;
        var live = Rows - _trainedOn - 1;
        var place = (int)(live % EwmaConstants.Delay);
        for (var j = 0; j < _floors.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            ref var delayed = ref _delayed[(j * EwmaConstants.Delay) + place];
            if (quiet && live >= EwmaConstants.Delay) c[B] += (delayed - c[B]) / EwmaConstants.Follow;
            delayed = (float)c[LastZ];
        }
    }

    /// <summary>A trained channel's share: score in σ, smoothed value and expected value in the channel's unit.</summary>
    public (double Score, double Value, double Expected) Channel(int j)
    {
        var c = _channels.AsSpan(j * Stride, Stride);
        var h = _track ? EwmaConstants.TrackHorizon : Rows - 1 - (_trainedOn / 2d);
        return (Math.Abs(c[E] - c[B]) / Math.Sqrt(c[Se2] + (c[Q] * h)), c[M] + (c[E] * c[S]), c[M] + (c[B] * c[S]));
    }

    /// <summary>What training found out about a channel.</summary>
    public (double Mean, double Deviation, double SmoothedDeviation, double DriftVariance) Baseline(int j)
    {
        var c = _channels.AsSpan(j * Stride, Stride);
        return (c[M], c[S], Math.Sqrt(c[Se2]), c[Q]);
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(Rows);
        writer.Int64(_trainedOn);
        writer.Double(_g);
        writer.Double(_sumG);
        writer.Double(_sumGg);
        writer.Doubles(_channels);
        writer.Singles(_delayed);
    }

    public void Load(ref StateReader reader)
    {
        Rows = reader.Int64();
        _trainedOn = reader.Int64();
        _g = reader.Double();
        _sumG = reader.Double();
        _sumGg = reader.Double();
        reader.Doubles(_channels);
        if (_track && Trained) _delayed = new float[_floors.Length * EwmaConstants.Delay];
        reader.Singles(_delayed);
    }
}
