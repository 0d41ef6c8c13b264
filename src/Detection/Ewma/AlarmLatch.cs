namespace Facilities.Detection;

/// <summary>
/// Turns scores into an alarm. It goes on when the worsening exceeds the on threshold, or for a while after an alarm only above one and a
/// half times the score at which that one ended; it goes off when the departure falls below the off threshold or a quarter of its peak,
/// whichever is higher. Counts rows.
/// </summary>
internal struct AlarmLatch
{
    public bool On;
    public double Peak;
    private double _lastEndScore;
    private long _lastEndRow;
    private bool _hadAlarm;

    /// <summary>Threshold that the score must exceed at this row to go on.</summary>
    public readonly double Threshold(double on, long row) =>
        _hadAlarm ? on + (Math.Max(0, (1.5 * _lastEndScore) - on) * Math.Exp(-(row - _lastEndRow) / EwmaConstants.CoolDown)) : on;

    /// <summary>Takes a row's scores. True if the alarm went on or off.</summary>
    public bool Take(in EwmaScore scores, long row, double on, double off)
    {
        var (before, score) = (On, scores.Departure);
        if (!On && scores.Worsening > Threshold(on, row)) (On, Peak) = (true, score);
        if (On)
        {
            Peak = Math.Max(Peak, score);
            if (score < Math.Max(off, 0.25 * Peak)) (On, _lastEndScore, _lastEndRow, _hadAlarm) = (false, score, row, true);
        }

        return On != before;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Byte((byte)((On ? 1 : 0) | (_hadAlarm ? 2 : 0)));
        writer.Double(Peak);
        writer.Double(_lastEndScore);
        writer.Int64(_lastEndRow);
    }

    public void Load(ref StateReader reader)
    {
        var flags = reader.Byte();
        (On, _hadAlarm) = ((flags & 1) != 0, (flags & 2) != 0);
        Peak = reader.Double();
        _lastEndScore = reader.Double();
        _lastEndRow = reader.Int64();
    }
}
