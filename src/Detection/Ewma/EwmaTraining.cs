namespace Facilities.Detection;

/// <summary>
/// Training rows of the drift-aware EWMA in one pass, as sums over groups of rows: at most <see cref="MostGroups"/> groups, which pair up
/// when there are more, so that memory stays the same however long the training is.
/// <code>
///   rows    |--50--|--50--|--50--|--50--| …            blocks, whose means show slow drift
///   groups  |---- 0 ----|---- 1 ----| …                sums; whole groups can be left out at the end
///                     ^ level jump: what lies before it is another way of running, and is left out
/// </code>
/// </summary>
/// <remarks>
/// The filter is linear: with A the filter over y = x − x₀ and g the filter over ones, e = (A − m_y·g)/s. So sums of A, A², g·A, g and g²
/// give the spread of e although m and s are only known at the end.
/// </remarks>
internal sealed class EwmaTraining
{
    private const int MostGroups = 16;

    // Per group and channel.
    private const int Sum = 0;
    private const int SumSquares = 1;
    private const int SumA = 2;
    private const int SumAa = 3;
    private const int SumGa = 4;
    private const int SumSteps = 5;
    private const int FirstStep = 6;
    private const int Lag = 7;
    private const int Cells = Lag + 3;

    // Per group.
    private const int RowsOf = 0;
    private const int SettledOf = 1;
    private const int SumG = 2;
    private const int SumGg = 3;
    private const int PairsOf = 4;
    private const int Counts = PairsOf + 3;

    // Per channel.
    private const int First = 0;
    private const int Filtered = 1;
    private const int Previous = 2;
    private const int BlockSum = 3;
    private const int Means = 4;
    private const int State = Means + 4;

    private readonly int _channels;
    // Grow with the groups that are open: a city whose assets all begin at once holds no sums of rows that are days away.
    private double[] _cells;
    private double[] _counts = new double[Counts];
    private readonly double[] _state;
    private double _g;
    private int _group;
    private int _blocksPerGroup = 1;

    public EwmaTraining(int channels)
    {
        _channels = channels;
        _cells = new double[channels * Cells];
        _state = new double[channels * State];
    }

    public long Rows { get; private set; }

    public void Learn(ReadOnlySpan<double> row)
    {
        var t = Rows++;
        Open(t);
        _g += EwmaConstants.Lambda * (1 - _g);
        var counts = _counts.AsSpan(_group * Counts, Counts);
        counts[RowsOf]++;
        var settled = t >= EwmaConstants.Settled;
        if (settled)
        {
            counts[SettledOf]++;
            counts[SumG] += _g;
            counts[SumGg] += _g * _g;
        }

        var opensGroup = t % ((long)_blocksPerGroup * EwmaConstants.Block) == 0;
        var endsBlock = (t + 1) % EwmaConstants.Block == 0;
        var block = (t + 1) / EwmaConstants.Block - 1;
        for (var j = 0; j < _channels; j++)
        {
            var c = _state.AsSpan(j * State, State);
            var sums = Of(_group, j);
            if (t == 0) c[First] = row[j];
            var y = row[j] - c[First];
            sums[Sum] += y;
            sums[SumSquares] += y * y;
            c[Filtered] += EwmaConstants.Lambda * (y - c[Filtered]);
            if (settled)
            {
                sums[SumA] += c[Filtered];
                sums[SumAa] += c[Filtered] * c[Filtered];
                sums[SumGa] += _g * c[Filtered];
            }

            if (t > 0)
            {
                var step = (y - c[Previous]) * (y - c[Previous]);
                sums[SumSteps] += step;
                if (opensGroup) sums[FirstStep] = step;
            }

            c[Previous] = y;
            c[BlockSum] += y;
            if (endsBlock) EndBlock(c, sums, block);
        }

        if (!endsBlock) return;
        for (var lag = 0; lag < EwmaConstants.Lags.Length; lag++) counts[PairsOf + lag] += block >= EwmaConstants.Lags[lag] ? 1 : 0;
    }

    /// <summary>What the rows say of each channel. Rows before the last level jump are left out.</summary>
    /// <param name="floors">Smallest deviation to believe in, per channel.</param>
    public EwmaBaseline Finish(double[] floors)
    {
        var from = LastLevel(floors);
        var baseline = new EwmaBaseline(_channels) { From = RowsBefore(from) };
        for (var j = 0; j < _channels; j++) Channel(j, from, floors[j], baseline);
        return baseline;
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(Rows);
        writer.Int32(_group);
        writer.Int32(_blocksPerGroup);
        writer.Double(_g);
        writer.Doubles(_state);
        writer.Doubles(_counts.AsSpan(0, (_group + 1) * Counts));
        writer.Doubles(_cells.AsSpan(0, (_group + 1) * _channels * Cells));
    }

    public void Load(ref StateReader reader)
    {
        Rows = reader.Int64();
        _group = reader.Int32();
        _blocksPerGroup = reader.Int32();
        if (_group is < 0 or >= MostGroups || _blocksPerGroup < 1) throw new DetectionStateException("A training has groups that can't be.");
        MakeRoom();
        _g = reader.Double();
        reader.Doubles(_state);
        reader.Doubles(_counts.AsSpan(0, (_group + 1) * Counts));
        reader.Doubles(_cells.AsSpan(0, (_group + 1) * _channels * Cells));
    }

    private static void EndBlock(Span<double> c, Span<double> sums, long block)
    {
        var mean = c[BlockSum] / EwmaConstants.Block;
        for (var lag = 0; lag < EwmaConstants.Lags.Length; lag++)
        {
            var back = EwmaConstants.Lags[lag];
            if (block < back) continue;
            var moved = mean - c[Means + (int)((block - back) % 4)];
            sums[Lag + lag] += moved * moved;
        }

        c[Means + (int)(block % 4)] = mean;
        c[BlockSum] = 0;
    }

    /// <summary>Finds the group of this row; pairs the groups up when all are full.</summary>
    private void Open(long row)
    {
        var group = row / ((long)_blocksPerGroup * EwmaConstants.Block);
        if (group == MostGroups)
        {
            for (var to = 0; to < MostGroups / 2; to++) Pair(2 * to, to);
            _counts.AsSpan(MostGroups / 2 * Counts).Clear();
            _cells.AsSpan(MostGroups / 2 * _channels * Cells).Clear();
            _blocksPerGroup *= 2;
            group /= 2;
        }

        _group = (int)group;
        MakeRoom();
    }

    /// <summary>For the open group, doubling.</summary>
    private void MakeRoom()
    {
        var room = _counts.Length / Counts;
        if (_group < room) return;
        while (room <= _group) room *= 2;
        Array.Resize(ref _counts, room * Counts);
        Array.Resize(ref _cells, room * _channels * Cells);
    }

    private void Pair(int from, int to)
    {
        var counts = _counts.AsSpan(to * Counts, Counts);
        for (var i = 0; i < Counts; i++) counts[i] = _counts[(from * Counts) + i] + _counts[((from + 1) * Counts) + i];
        for (var j = 0; j < _channels; j++)
        {
            var a = Of(from, j);
            var b = Of(from + 1, j);
            var sums = Of(to, j);
            for (var i = 0; i < Cells; i++) sums[i] = i == FirstStep ? a[i] : a[i] + b[i];
        }
    }

    private Span<double> Of(int group, int channel) => _cells.AsSpan(((group * _channels) + channel) * Cells, Cells);

    private long RowsBefore(int group) => (long)group * _blocksPerGroup * EwmaConstants.Block;

    /// <summary>First group after the last level jump of any channel; 0 if there is none, or too little is left after it.</summary>
    private int LastLevel(double[] floors)
    {
        var full = (int)(Rows / ((long)_blocksPerGroup * EwmaConstants.Block));
        if (full < 4) return 0;
        var last = 0;
        var moves = new double[full - 1];
        var noises = new double[full];
        for (var j = 0; j < _channels; j++)
        {
            for (var g = 0; g < full; g++)
            {
                noises[g] = Of(g, j)[SumSteps] / (2 * _counts[g * Counts]);
                if (g > 0) moves[g - 1] = Math.Abs((Of(g, j)[Sum] / _counts[g * Counts]) - (Of(g - 1, j)[Sum] / _counts[(g - 1) * Counts]));
            }

            var usual = Median(moves);
            var noise = Math.Max(Math.Sqrt(Median(noises)), floors[j]);
            for (var g = 1; g < full; g++)
            {
                if (moves[g - 1] > EwmaConstants.JumpOverMoves * usual && moves[g - 1] > EwmaConstants.JumpOverNoise * noise) last = Math.Max(last, g);
            }
        }

        return Rows - RowsBefore(last) >= EwmaConstants.LeastAfterJump * Rows ? last : 0;
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private void Channel(int j, int from, double floor, EwmaBaseline baseline)
    {
        var state = _state.AsSpan(j * State, State);
        double rows = 0, sum = 0, squares = 0, steps = 0;
        for (var g = from; g <= _group; g++)
        {
            var sums = Of(g, j);
            rows += _counts[g * Counts];
            sum += sums[Sum];
            squares += sums[SumSquares];
            steps += sums[SumSteps] - (g == from ? sums[FirstStep] : 0);
        }

        var mean = sum / rows;
        var s = Math.Max(Math.Sqrt(Math.Max(0, (squares / rows) - (mean * mean))), floor);
        var se = Math.Max(Math.Sqrt(Spread(j, from, mean)) / s, EwmaConstants.LeastSmoothed);
        var noise = rows > 1 ? steps / (2 * (rows - 1)) / (s * s) : 0;
        var e = (state[Filtered] - (mean * _g)) / s;
        baseline.Set(j, state[First] + mean, s, se * se, Drift(j, from, noise, s), e);
    }

    /// <summary>Variance of s·e over the settled rows. After a jump the filter needs a group to forget what was before.</summary>
    private double Spread(int j, int from, double mean)
    {
        double settled = 0, sumG = 0, sumGg = 0, sumA = 0, sumAa = 0, sumGa = 0;
        for (var g = from == 0 ? 0 : from + 1; g <= _group; g++)
        {
            var counts = _counts.AsSpan(g * Counts, Counts);
            var sums = Of(g, j);
            settled += counts[SettledOf];
            sumG += counts[SumG];
            sumGg += counts[SumGg];
            sumA += sums[SumA];
            sumAa += sums[SumAa];
            sumGa += sums[SumGa];
        }

        if (settled < 1) return 0;
        var average = (sumA - (mean * sumG)) / settled;
        return Math.Max(0, ((sumAa - (2 * mean * sumGa) + (mean * mean * sumGg)) / settled) - (average * average));
    }

    /// <summary>
    /// Drift variance per row, in σ²: what the means of blocks move beyond their noise over 1, 2 and 4 blocks, each per row, averaged as
    /// logarithms. Over one block alone a value that only wanders about its level looks like one that drifts away; over four it doesn't.
    /// </summary>
    private double Drift(int j, int from, double noise, double s)
    {
        double logs = 0;
        var lags = 0;
        for (var lag = 0; lag < EwmaConstants.Lags.Length; lag++)
        {
            var back = EwmaConstants.Lags[lag];
            var skip = from == 0 ? 0 : (back + _blocksPerGroup - 1) / _blocksPerGroup;
            double pairs = 0, moved = 0;
            for (var g = from + skip; g <= _group; g++)
            {
                pairs += _counts[(g * Counts) + PairsOf + lag];
                moved += Of(g, j)[Lag + lag];
            }

            if (pairs < 1) continue;
            var drift = Math.Max(0, (moved / pairs / (s * s)) - (2 * noise / EwmaConstants.Block)) / (back * EwmaConstants.Block);
            logs += Math.Log(drift + EwmaConstants.LeastDrift);
            lags++;
        }

        return lags == 0 ? 0 : Math.Exp(logs / lags);
    }
}
