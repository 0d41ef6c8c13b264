namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>One signal with its windows and alarm rows. The first 15 % of the rows, at most 750, don't count.</summary>
internal sealed class NabRun
{
    private readonly List<(int First, int Last)> _rows = [];

    /// <param name="times">Per row, ms.</param>
    /// <param name="windows">First and last time of each window, in order; the first must be a row's.</param>
    /// <param name="alarms">Per row.</param>
    public NabRun(IReadOnlyList<long> times, IReadOnlyList<(long First, long Last)> windows, IReadOnlyList<bool> alarms)
    {
        Alarms = alarms;
        Probation = (int)Math.Min(Math.Floor(0.15 * times.Count), 750);
        foreach (var (first, last) in windows)
        {
            var (from, to) = (Row(times, first), Row(times, last));
            if (from >= 0 && to >= from) _rows.Add((from, to));
        }
    }

    public IReadOnlyList<bool> Alarms { get; }

    public int Probation { get; }

    /// <summary>First and last row of each window.</summary>
    public IReadOnlyList<(int First, int Last)> Windows => _rows;

    public int Found => Windows.Count(window => Rows().Any(row => row >= window.First && row <= window.Last));

    public int Counted => Rows().Count();

    public int False => Rows().Count(row => !Windows.Any(window => row >= window.First && row <= window.Last));

    /// <summary>Alarm rows that count.</summary>
    public IEnumerable<int> Rows()
    {
        for (var row = Probation; row < Alarms.Count; row++)
        {
            if (Alarms[row]) yield return row;
        }
    }

    private static int Row(IReadOnlyList<long> times, long time)
    {
        for (var row = 0; row < times.Count; row++)
        {
            if (times[row] == time) return row;
        }

        return -1;
    }
}
