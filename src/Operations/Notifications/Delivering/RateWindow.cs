namespace Facilities.Operations.Notifications.Delivering;

/// <summary>
/// What was sent to one receiver within its span, against its limit. A part is kept free for P1; when the rest is used up, what waits is merged into one.
/// Unlike a bucket that fills steadily this never lets through more than the limit in any span, which is how the robots count. Not thread-safe.
/// </summary>
internal sealed class RateWindow(int limit, int reserved, TimeSpan span)
{
    private readonly Queue<long> _sent = [];

    private long _closedUntil;

    /// <summary>How many messages may go now.</summary>
    /// <param name="urgent">P1 may use what is kept free.</param>
    /// <param name="now">A timestamp of <see cref="TimeProvider.System"/>.</param>
    public int Free(bool urgent, long now)
    {
        Forget(now);
        if (now < _closedUntil) return 0;
        return Math.Max(0, limit - (urgent ? 0 : reserved) - _sent.Count);
    }

    /// <summary>Notes that a message goes, whatever becomes of it: receivers count tries.</summary>
    public void Take(long now) => _sent.Enqueue(now);

    /// <summary>The receiver said that it was too much.</summary>
    public void Close(TimeSpan pause, long now) => _closedUntil = Math.Max(_closedUntil, now + Ticks(pause));

    /// <summary>How long until at least one message may go.</summary>
    public TimeSpan Wait(bool urgent, long now)
    {
        if (Free(urgent, now) > 0) return TimeSpan.Zero;
        var closed = _closedUntil > now ? Elapsed(now, _closedUntil) : TimeSpan.Zero;
        var over = _sent.Count - (limit - (urgent ? 0 : reserved));
        if (over < 0) return closed;
        var freed = Elapsed(now, _sent.ElementAt(over) + Ticks(span));
        return closed > freed ? closed : freed;
    }

    private void Forget(long now)
    {
        while (_sent.TryPeek(out var oldest) && oldest + Ticks(span) <= now) _sent.Dequeue();
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);

    private static TimeSpan Elapsed(long from, long to) => TimeProvider.System.GetElapsedTime(from, to);
}
