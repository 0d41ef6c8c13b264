namespace Facilities.Detection;

/// <summary>Turns scores of a <see cref="SlowSignal"/> into single alarms: one, and then none for 200 values unless it gets three times as bad.</summary>
public struct SlowSignalAlarm
{
    private const long Quiet = 200;
    private const double MuchWorse = 3;

    private long _row;
    private long _quietUntil;
    private double _last;

    /// <summary>Takes a score. True if somebody should be told now.</summary>
    public bool Take(double score)
    {
        var row = ++_row;
        var needed = row <= _quietUntil ? Math.Max(SlowSignal.Unusual, MuchWorse * _last) : SlowSignal.Unusual;
        if (!(score >= needed)) return false;
        (_last, _quietUntil) = (score, row + Quiet);
        return true;
    }
}
