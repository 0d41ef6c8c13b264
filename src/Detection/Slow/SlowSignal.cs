namespace Facilities.Detection;

/// <summary>
/// One slow signal, a value every few minutes: four ways of being unusual, each scaled by what is usual for this very signal, and their
/// fourth-power mean.
/// <code>
///   level     mean of the last 9 values against its history of about 4,000
///   spread    logarithm of the deviation of the last 36 values against its history
///   season    mean of the last 9 values against the same five minutes of earlier days
///   extreme   excess over everything seen, in deviations
///   score     ⁴√(level⁴ + spread⁴ + season⁴ + extreme⁴)
/// </code>
/// Histories end before the window that is judged, so a fault isn't compared with itself. Kept are exponential moments, P² quantiles and the
/// two windows, no other values.
/// </summary>
/// <remarks>About 2.6 KiB, of which 2 KiB are the day. Not thread-safe. Nothing is allocated per value.</remarks>
public sealed class SlowSignal : IDetector
{
    /// <summary>Score from which a signal is unusual.</summary>
    public const double Unusual = 1.3;

    private const int LevelWindow = 9;
    private const int SpreadWindow = 36;
    private const double Memory = 4000;
    private const int LeastHistory = 60;
    private const int LeastExtreme = 30;
    private const int Slots = 288;
    private const int LeastDays = 3;
    private const int LeastSeason = 100;
    private const double DayShare = 0.3;
    private const double SeasonFade = 0.9995;
    private const long DayMs = 86_400_000;

    private readonly double[] _values = new double[SpreadWindow];
    private readonly double[] _means = new double[LevelWindow];
    private readonly double[] _spreads = new double[SpreadWindow];
    private readonly float[] _day = new float[Slots];
    private readonly byte[] _days = new byte[Slots];
    private readonly ushort[] _lastDays = new ushort[Slots];
    private RunningSpread _level = new(Memory);
    private RunningSpread _spread = new(Memory);
    private RunningSpread _all = new(double.PositiveInfinity);
    private readonly SelfScale _levelScale = new();
    private readonly SelfScale _spreadScale = new();
    private readonly SelfScale _seasonScale = new();
    private double _smallest = double.PositiveInfinity;
    private double _largest = double.NegativeInfinity;
    private double _seasonSquares;
    private double _seasonWeight;
    private long _seasonCount;
    private long _lastMs;
    private long _count;
    private double _lastScore;

    /// <summary>Takes the next value and says how unusual it is: below <see cref="Unusual"/> all is well. A value that is no number is left out and gives 0.</summary>
    /// <param name="atUnixMs">When it was measured, ms since 1970 in the signal's local time; not before the last.</param>
    /// <param name="value">In the signal's unit.</param>
    public double Score(long atUnixMs, double value)
    {
        if (!double.IsFinite(value)) return 0;
        var row = _count++;
        _values[row % SpreadWindow] = value;
        var mean = Mean(row, LevelWindow);
        var level = Level(row, mean);
        var spread = Spread(row);
        var season = Season(atUnixMs, row, mean);
        var extreme = row >= LeastExtreme ? Math.Max(Math.Max(value - _largest, _smallest - value), 0) / Math.Max(_all.Deviation, 1e-9) : 0;
        _all.Add(value);
        (_smallest, _largest, _lastMs) = (Math.Min(_smallest, value), Math.Max(_largest, value), atUnixMs);
        return _lastScore = Math.Sqrt(Math.Sqrt(Fourth(level) + Fourth(spread) + Fourth(season) + Fourth(extreme)));
    }

    int IDetector.Channels => 1;

    bool IDetector.Trained => _count >= LeastExtreme;

    double IDetector.Score(long atUnixMs, ReadOnlySpan<double> row) => Score(atUnixMs, row[0]);

    /// <summary>Nothing: its histories end before the window that is judged, and take in what passed out of it.</summary>
    void IDetector.Learn(ReadOnlySpan<double> row, bool usual)
    {
    }

    ChannelReason IDetector.Reason(int channel) => new(_lastScore, Mean(_count - 1, LevelWindow), _level.Mean);

    void IDetector.Save(StateWriter writer) => Save(writer);

    void IDetector.Load(ref StateReader reader) => Load(ref reader);

    internal void Save(StateWriter writer)
    {
        writer.Int64(_count);
        writer.Int64(_lastMs);
        writer.Int64(_seasonCount);
        writer.Doubles([_smallest, _largest, _seasonSquares, _seasonWeight, _lastScore]);
        writer.Doubles(_values);
        writer.Doubles(_means);
        writer.Doubles(_spreads);
        writer.Singles(_day);
        foreach (var days in _days) writer.Byte(days);
        foreach (var day in _lastDays) writer.UInt16(day);
        _level.Save(writer);
        _spread.Save(writer);
        _all.Save(writer);
        _levelScale.Save(writer);
        _spreadScale.Save(writer);
        _seasonScale.Save(writer);
    }

    internal void Load(ref StateReader reader)
    {
        _count = reader.Int64();
        _lastMs = reader.Int64();
        _seasonCount = reader.Int64();
        _smallest = reader.Double();
        _largest = reader.Double();
        _seasonSquares = reader.Double();
        _seasonWeight = reader.Double();
        _lastScore = reader.Double();
        reader.Doubles(_values);
        reader.Doubles(_means);
        reader.Doubles(_spreads);
        reader.Singles(_day);
        for (var i = 0; i < _days.Length; i++) _days[i] = reader.Byte();
        for (var i = 0; i < _lastDays.Length; i++) _lastDays[i] = reader.UInt16();
        _level.Load(ref reader);
        _spread.Load(ref reader);
        _all.Load(ref reader);
        _levelScale.Load(ref reader);
        _spreadScale.Load(ref reader);
        _seasonScale.Load(ref reader);
    }

    private static double Fourth(double value) => value * value * value * value;

    private double Mean(long row, int window)
    {
        var n = (int)Math.Min(row + 1, window);
        var sum = 0d;
        for (var i = 0; i < n; i++) sum += _values[(row - i) % SpreadWindow];
        return sum / n;
    }

    private double Level(long row, double mean)
    {
        if (row >= LevelWindow) _level.Add(_means[row % LevelWindow]);
        _means[row % LevelWindow] = mean;
        return _level.Count >= LeastHistory ? _levelScale.Take(_level.Distance(mean)) : 0;
    }

    private double Spread(long row)
    {
        var known = _all.Count >= LeastHistory;
        var now = known ? Math.Log(Deviation(row) + 1e-6 + (0.02 * _all.Deviation)) : double.NaN;
        ref var before = ref _spreads[row % SpreadWindow];
        if (row >= SpreadWindow && !double.IsNaN(before)) _spread.Add(before);
        before = now;
        return known && _spread.Count >= LeastHistory ? _spreadScale.Take(_spread.Distance(now)) : 0;
    }

    private double Deviation(long row)
    {
        var n = (int)Math.Min(row + 1, SpreadWindow);
        var mean = Mean(row, SpreadWindow);
        var sum = 0d;
        for (var i = 0; i < n; i++) sum += (_values[i] - mean) * (_values[i] - mean);
        return Math.Sqrt(sum / n);
    }

    private double Season(long atUnixMs, long row, double mean)
    {
        var slot = (int)((((atUnixMs % DayMs) + DayMs) % DayMs) * Slots / DayMs);
        var score = 0d;
        if (_days[slot] >= LeastDays)
        {
            var off = mean - _day[slot];
            if (_seasonCount > LeastSeason) score = _seasonScale.Take(Math.Abs(off) / Math.Max(Math.Sqrt(_seasonSquares / _seasonWeight), 1e-9 + (0.001 * Math.Abs(_day[slot]))));
            _seasonSquares = (_seasonSquares * SeasonFade) + (off * off);
            _seasonWeight = (_seasonWeight * SeasonFade) + 1;
            _seasonCount++;
        }

        // Several values of one day may share a slot; together they count as one day.
        var step = row == 0 ? 300_000 : Math.Max(1000, atUnixMs - _lastMs);
        var share = 1 - Math.Pow(1 - DayShare, 1 / Math.Max(1, (double)DayMs / Slots / step));
        _day[slot] += (float)(Math.Max(share, 1.0 / (_days[slot] + 1)) * (mean - _day[slot]));
        var day = (ushort)(atUnixMs / DayMs);
        if (_days[slot] < byte.MaxValue && (_days[slot] == 0 || day != _lastDays[slot])) (_days[slot], _lastDays[slot]) = ((byte)(_days[slot] + 1), day);
        return score;
    }
}
