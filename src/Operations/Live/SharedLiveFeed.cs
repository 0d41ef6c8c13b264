using Facilities.Storage.Relational.Signals;

namespace Facilities.Operations.Live;

/// <summary>
/// The feed of several processes on one PostgreSQL: what changes here is told to the pages here at once and to the other processes a few times a
/// second, and the other way round. New values cross only while somebody looks. Thread-safe.
/// </summary>
/// <remarks>
/// Both directions are hints. What could not be told or heard becomes <see cref="LiveTopic.Everything"/> once the database is back.
/// </remarks>
public sealed class SharedLiveFeed(ProcessSignals signals) : ILiveFeed
{
    /// <summary>Changes kept for the other processes between two sendings: more than a city's assets. Beyond that they read everything anew.</summary>
    public const int MaximumPending = 1_000_000;

    /// <summary>Pages redraw a few times a second at most.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a process with open pages says so, and how long that is believed.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    private static readonly long BelievedMs = (long)TimeSpan.FromSeconds(20).TotalMilliseconds;

    private readonly LiveFeed _local = new();
    private readonly Lock _lock = new();
    private HashSet<LiveChange> _pending = [];
    private long _watchedUntilMs;
    private long _saidAt;
    private bool _lost;

    public bool HasSubscribers => _local.HasSubscribers || IsWatchedElsewhere;

    private bool IsWatchedElsewhere => Environment.TickCount64 < Volatile.Read(ref _watchedUntilMs);

    public void Publish(LiveChange change)
    {
        _local.Publish(change);
        if (change.Topic == LiveTopic.Values && !IsWatchedElsewhere) return;
        lock (_lock)
        {
            if (_pending.Count < MaximumPending) _pending.Add(change);
            else _lost = true;
        }
    }

    public ILiveSubscription Subscribe(LiveInterest interest)
    {
        // The others are told with the next sending.
        if (!_local.HasSubscribers) Volatile.Write(ref _saidAt, 0);
        return _local.Subscribe(interest);
    }

    /// <summary>Carries changes across until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        signals.Heard += Hear;
        signals.Listening += ReadEverything;
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false)) await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process is ending; hints aren't worth waiting for.
        }
        finally
        {
            signals.Heard -= Hear;
            signals.Listening -= ReadEverything;
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        HashSet<LiveChange> taken;
        bool lost;
        lock (_lock)
        {
            (taken, lost) = (_pending, _lost);
            if (taken.Count > 0) _pending = [];
            _lost = false;
        }

        if (_local.HasSubscribers && (_saidAt == 0 || TimeProvider.System.GetElapsedTime(_saidAt) >= WatchInterval)
            && await signals.TrySendAsync(SignalChannel.Watching, [""], cancellationToken).ConfigureAwait(false))
        {
            _saidAt = TimeProvider.System.GetTimestamp();
        }

        if (!lost && taken.Count == 0) return;
        if (await signals.TrySendAsync(SignalChannel.Live, LiveWire.Write(lost ? [LiveChange.Everything] : taken), cancellationToken).ConfigureAwait(false)) return;
        lock (_lock) _lost = true;
    }

    private void Hear(ProcessSignal signal)
    {
        if (signal.Channel == SignalChannel.Watching) Volatile.Write(ref _watchedUntilMs, Environment.TickCount64 + BelievedMs);
        if (signal.Channel != SignalChannel.Live) return;
        foreach (var change in LiveWire.Read(signal.Body)) _local.Publish(change);
    }

    private void ReadEverything() => _local.Publish(LiveChange.Everything);
}
