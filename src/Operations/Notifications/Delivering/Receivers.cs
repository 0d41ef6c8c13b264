using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>
/// What is remembered of receivers between their turns: what they were sent, and how often that failed in a row. Every reporter is a receiver of its own, so those
/// who were sent nothing for a day are forgotten. Thread-safe.
/// </summary>
internal sealed class Receivers
{
    /// <summary>Longer than any limit's span and any pause between tries: nothing that is forgotten still counts.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Target, ChannelKind Kind), Receiver> _known = [];

    private long _sweptAt;

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _known.Count;
        }
    }

    /// <summary>The receiver's window, to be locked while it is used.</summary>
    /// <param name="target">Who.</param>
    /// <param name="kind">By which way.</param>
    /// <param name="now">A timestamp of <see cref="TimeProvider.System"/>.</param>
    public RateWindow Window(string target, ChannelKind kind, long now)
    {
        lock (_gate) return Get(target, kind, now).Window;
    }

    /// <summary>Counts a failed try; returns how many there were in a row.</summary>
    public int Fail(string target, ChannelKind kind, long now)
    {
        lock (_gate) return ++Get(target, kind, now).Failures;
    }

    /// <summary>Notes that a try arrived; returns how many had failed before.</summary>
    public int Succeed(string target, ChannelKind kind, long now)
    {
        lock (_gate)
        {
            var receiver = Get(target, kind, now);
            var failed = receiver.Failures;
            receiver.Failures = 0;
            return failed;
        }
    }

    private Receiver Get(string target, ChannelKind kind, long now)
    {
        if (TimeProvider.System.GetElapsedTime(_sweptAt, now) >= BetweenSweeps)
        {
            _sweptAt = now;
            foreach (var (key, old) in _known)
            {
                if (TimeProvider.System.GetElapsedTime(old.UsedAt, now) >= Kept) _known.Remove(key);
            }
        }

        if (!_known.TryGetValue((target, kind), out var receiver)) _known.Add((target, kind), receiver = new Receiver(ChannelLimits.Window(kind)));
        receiver.UsedAt = now;
        return receiver;
    }

    private sealed class Receiver(RateWindow window)
    {
        public RateWindow Window { get; } = window;

        public int Failures { get; set; }

        public long UsedAt { get; set; }
    }
}
