namespace Facilities.Detection;

/// <summary>
/// A quantile of all values so far, from five markers: no value is kept. Jain and Chlamtac, "The P² algorithm for dynamic calculation of
/// quantiles and histograms without storing observations", Communications of the ACM 28 (1985).
/// </summary>
/// <remarks>Not thread-safe. Nothing is allocated per value.</remarks>
internal sealed class P2Quantile
{
    private readonly double _share;
    private readonly double[] _heights = new double[5];
    private readonly double[] _places = [0, 1, 2, 3, 4];
    private readonly double[] _wanted;

    /// <param name="share">Which quantile, 0 to 1.</param>
    public P2Quantile(double share)
    {
        _share = share;
        _wanted = [0, 2 * share, 4 * share, 2 + (2 * share), 4];
    }

    /// <summary>Values taken in.</summary>
    public long Count { get; private set; }

    /// <summary>The estimate; before the fifth value the largest so far, 0 before the first.</summary>
    public double Value => Count >= 5 ? _heights[2] : Count == 0 ? 0 : Largest();

    public void Add(double value)
    {
        if (Count < 5)
        {
            Insert(value);
            return;
        }

        Count++;
        for (var i = Cell(value) + 1; i < 5; i++) _places[i]++;
        _wanted[1] += _share / 2;
        _wanted[2] += _share;
        _wanted[3] += (1 + _share) / 2;
        _wanted[4]++;
        for (var i = 1; i < 4; i++) Move(i);
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(Count);
        writer.Doubles(_heights);
        writer.Doubles(_places);
        writer.Doubles(_wanted);
    }

    public void Load(ref StateReader reader)
    {
        Count = reader.Int64();
        reader.Doubles(_heights);
        reader.Doubles(_places);
        reader.Doubles(_wanted);
    }

    private double Largest()
    {
        var largest = _heights[0];
        for (var i = 1; i < Count; i++) largest = Math.Max(largest, _heights[i]);
        return largest;
    }

    private void Insert(double value)
    {
        var at = (int)Count++;
        for (; at > 0 && _heights[at - 1] > value; at--) _heights[at] = _heights[at - 1];
        _heights[at] = value;
    }

    private int Cell(double value)
    {
        if (value < _heights[0])
        {
            _heights[0] = value;
            return 0;
        }

        for (var i = 1; i < 4; i++)
        {
            if (value < _heights[i]) return i - 1;
        }

        _heights[4] = Math.Max(_heights[4], value);
        return 3;
    }

    private void Move(int i)
    {
        var behind = _wanted[i] - _places[i];
        if (!(behind >= 1 && _places[i + 1] - _places[i] > 1) && !(behind <= -1 && _places[i - 1] - _places[i] < -1)) return;
        var step = behind > 0 ? 1 : -1;
        var (before, here, after) = (_places[i - 1], _places[i], _places[i + 1]);
        var parabolic = _heights[i] + (step / (after - before)
            * (((here - before + step) * (_heights[i + 1] - _heights[i]) / (after - here)) + ((after - here - step) * (_heights[i] - _heights[i - 1]) / (here - before))));
        _heights[i] = _heights[i - 1] < parabolic && parabolic < _heights[i + 1]
            ? parabolic
            : _heights[i] + (step * (_heights[i + step] - _heights[i]) / (_places[i + step] - here));
        _places[i] += step;
    }
}
