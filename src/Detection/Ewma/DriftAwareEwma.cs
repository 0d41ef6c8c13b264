namespace Facilities.Detection;

/// <summary>
/// Drift-aware EWMA of several channels, trained in one pass (<see cref="EwmaTraining"/>).
/// <code>
///   z = (x − m)/s      e += λ(z − e)      Z_j = |e_j − b_j| / √(se_j² + q_j·h)
///   departure = max Z_j      worsening = max Z_j over channels that moved the way a fault moves them
/// </code>
/// m, s, se (spread of e) and q (drift variance per row) come from the training rows. b is 0, or follows slowly while all is quiet. A motor
/// that gets cooler or a bearing that gets quieter is a departure but worsens nothing: alarms start by worsening and last by departure.
/// </summary>
/// <remarks>Not thread-safe. Nothing is allocated per row.</remarks>
internal sealed class DriftAwareEwma : IDetector
{
    // Per channel once trained.
    private const int M = 0;
    private const int S = 1;
    private const int Se2 = 2;
    private const int Q = 3;
    private const int E = 4;
    private const int B = 5;
    private const int LastZ = 6;
    private const int Stride = 7;

    private readonly double[] _floors;
    private readonly Worse[] _worse;
    private readonly bool _track;
    private readonly long _trainingRows;
    private EwmaTraining? _training;
    private double[] _channels = [];
    // Row by row, so that a row touches one cache line and not one of each channel.
    private float[] _delayed = [];
    private long _from;

    /// <param name="floors">Smallest deviation to believe in, per channel, in its unit.</param>
    /// <param name="worse">Per channel, the way in which a fault moves it.</param>
    /// <param name="drift">Whether the baseline follows.</param>
    /// <param name="trainingRows">Rows after which it ends its training by itself.</param>
    public DriftAwareEwma(double[] floors, Worse[] worse, DriftMode drift, long trainingRows = long.MaxValue)
    {
        (_floors, _worse, _trainingRows) = (floors, worse, trainingRows);
        _track = drift == DriftMode.Track;
        _training = new EwmaTraining(floors.Length);
    }

    /// <summary>Rows taken in, training and live.</summary>
    public long Rows { get; private set; }

    public bool Trained => TrainingRows > 0;

    public int Channels => _floors.Length;

    /// <summary>Rows that it was trained on; 0 until then.</summary>
    public long TrainingRows { get; private set; }

    /// <summary>Takes one training row, of numbers only.</summary>
    public void Learn(ReadOnlySpan<double> row)
    {
        _training!.Learn(row);
        Rows = _training.Rows;
        if (Rows >= _trainingRows) Finish();
    }

    /// <summary>Ends the training: from now on rows are scored.</summary>
    public void Finish()
    {
        var baseline = _training!.Finish(_floors);
        (TrainingRows, _from) = (Rows, baseline.From);
        _training = null;
        Hold();
        for (var j = 0; j < _floors.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            (c[M], c[S], c[Se2], c[Q], c[E]) = baseline[j];
        }
    }

    double IDetector.Score(long atUnixMs, ReadOnlySpan<double> row) => Trained && IsWhole(row) ? Score(row).Departure : 0;

    void IDetector.Learn(ReadOnlySpan<double> row, bool usual)
    {
        if (!IsWhole(row)) return;
        if (Trained) Follow(usual);
        else Learn(row);
    }

    ChannelReason IDetector.Reason(int channel) => Channel(channel);

    /// <summary>Scores one row, of numbers only.</summary>
    public EwmaScore Score(ReadOnlySpan<double> row)
    {
        var h = Horizon(Rows++);
        double departure = -1, worsening = -1;
        int farthest = 0, lead = -1;
        for (var j = 0; j < row.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            var z = (row[j] - c[M]) / c[S];
            c[LastZ] = z;
            c[E] += EwmaConstants.Lambda * (z - c[E]);
            var away = c[E] - c[B];
            var squared = away * away / (c[Se2] + (c[Q] * h));
            if (squared > departure) (departure, farthest) = (squared, j);
            if (squared > worsening && Worsens(_worse[j], away)) (worsening, lead) = (squared, j);
        }

        return new EwmaScore(Math.Sqrt(departure), Math.Sqrt(Math.Max(0, worsening)), lead < 0 ? farthest : lead);
    }

    /// <summary>After <see cref="Score"/>: lets a tracked baseline follow if all is quiet. Without tracking it does nothing.</summary>
    public void Follow(bool quiet)
    {
        if (!_track) return;
        var live = Rows - TrainingRows - 1;
        var delayed = _delayed.AsSpan((int)(live % EwmaConstants.Delay) * _floors.Length, _floors.Length);
        var follows = quiet && live >= EwmaConstants.Delay;
        for (var j = 0; j < delayed.Length; j++)
        {
            var c = _channels.AsSpan(j * Stride, Stride);
            if (follows) c[B] += (delayed[j] - c[B]) / EwmaConstants.Follow;
            delayed[j] = (float)c[LastZ];
        }
    }

    /// <summary>A trained channel's share: score in σ, smoothed value and expected value in the channel's unit.</summary>
    public ChannelReason Channel(int j)
    {
        var c = _channels.AsSpan(j * Stride, Stride);
        return new ChannelReason(Math.Abs(c[E] - c[B]) / Math.Sqrt(c[Se2] + (c[Q] * Horizon(Rows - 1))), c[M] + (c[E] * c[S]), c[M] + (c[B] * c[S]));
    }

    /// <summary>What training found out about a channel.</summary>
    public (double Mean, double Deviation, double SmoothedDeviation, double DriftVariance) Baseline(int j)
    {
        var c = _channels.AsSpan(j * Stride, Stride);
        return (c[M], c[S], Math.Sqrt(c[Se2]), c[Q]);
    }

    public void Save(StateWriter writer)
    {
        writer.Byte((byte)(Trained ? 1 : 0));
        if (!Trained)
        {
            _training!.Save(writer);
            return;
        }

        writer.Int64(Rows);
        writer.Int64(TrainingRows);
        writer.Int64(_from);
        writer.Doubles(_channels);
        if (!_track) return;
        // Channel by channel, as it always was.
        Span<float> channel = stackalloc float[EwmaConstants.Delay];
        for (var j = 0; j < _floors.Length; j++)
        {
            for (var i = 0; i < channel.Length; i++) channel[i] = _delayed[(i * _floors.Length) + j];
            writer.Singles(channel);
        }
    }

    public void Load(ref StateReader reader)
    {
        if (reader.Byte() == 0)
        {
            _training!.Load(ref reader);
            Rows = _training.Rows;
            return;
        }

        _training = null;
        Rows = reader.Int64();
        TrainingRows = reader.Int64();
        _from = reader.Int64();
        Hold();
        reader.Doubles(_channels);
        if (!_track) return;
        Span<float> channel = stackalloc float[EwmaConstants.Delay];
        for (var j = 0; j < _floors.Length; j++)
        {
            reader.Singles(channel);
            for (var i = 0; i < channel.Length; i++) _delayed[(i * _floors.Length) + j] = channel[i];
        }
    }

    private static bool IsWhole(ReadOnlySpan<double> row)
    {
        foreach (var value in row)
        {
            if (!double.IsFinite(value)) return false;
        }

        return true;
    }

    private static bool Worsens(Worse worse, double away) => worse == Worse.Either || away > 0 == (worse == Worse.Higher);

    /// <summary>Rows over which drift may have added up: from the middle of the training, or as long as a tracked baseline needs to follow.</summary>
    private double Horizon(long row) => _track ? EwmaConstants.TrackHorizon : row - ((_from + TrainingRows) / 2d);

    private void Hold()
    {
        _channels = new double[_floors.Length * Stride];
        if (_track) _delayed = new float[_floors.Length * EwmaConstants.Delay];
    }
}
