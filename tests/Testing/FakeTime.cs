namespace Facilities.Testing;

/// <summary>
/// A clock that stands still until a test moves it. <see cref="Advance"/> fires timers in the order of their due times, each with the clock standing at its due
/// time, so that a periodic timer fires as often as it would have. Callbacks run on the thread that advances. Thread-safe.
/// </summary>
public sealed class FakeTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private long _created;

    public FakeTime(DateTimeOffset? start = null) => _now = (start ?? new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public DateTimeOffset Now => GetUtcNow();

    public long NowUnixMs => Now.ToUnixTimeMilliseconds();

    /// <summary>Timers that would still fire; a test may wait until the code under test waits on one.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void AdvanceTo(DateTimeOffset instant) => Advance(instant - Now);

    /// <exception cref="ArgumentOutOfRangeException">Time doesn't run backwards.</exception>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_gate) target = _now + span;
        while (true)
        {
            FakeTimer? due;
            lock (_gate)
            {
                due = _timers.Where(timer => timer.DueAt <= target).OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Order).FirstOrDefault();
                if (due is null)
                {
                    if (target > _now) _now = target;
                    return;
                }

                if (due.DueAt > _now) _now = due.DueAt;
                due.Reschedule(_now);
            }

            due.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_gate)
        {
            var timer = new FakeTimer(this, callback, state, _created++);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class FakeTimer(FakeTime owner, TimerCallback callback, object? state, long order) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        public DateTimeOffset DueAt { get; private set; }

        public long Order { get; } = order;

        public void Fire() => callback(state);

        public void Reschedule(DateTimeOffset now)
        {
            if (_period > TimeSpan.Zero) DueAt = now + _period;
            else owner._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = false;
            lock (owner._gate)
            {
                if (_disposed) return false;
                owner._timers.Remove(this);
                _period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = owner._now + dueTime;
                    fireNow = dueTime == TimeSpan.Zero;
                    if (!fireNow || _period > TimeSpan.Zero) owner._timers.Add(this);
                    if (fireNow && _period > TimeSpan.Zero) DueAt = owner._now + _period;
                }
            }

            // As the system's timers: a due time of zero doesn't wait for the clock to move, and never runs inside the caller's lock.
            if (fireNow) ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                _disposed = true;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
