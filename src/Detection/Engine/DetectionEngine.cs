using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>
/// Judges readings: rules, staleness, sensor quality and learned baselines, per source. One per process, used by one thread;
/// only <see cref="Freshness"/> may be used from others. Knows no database and no clock of its own: "now" is the greatest
/// receive time seen, moved on by <see cref="Tick"/>, so the same readings always give the same findings.
/// </summary>
/// <remarks>
/// Two clocks are kept apart. Conditions, durations and rows live in event time (the device's clock) and move only when a reading
/// comes: a stretch of time counts for a duration only if readings lie at both its ends and its inputs stayed fresh in between, so
/// nothing becomes true through a gap. Silence lives in receive time and is the only thing <see cref="Tick"/> can find.
/// </remarks>
public sealed partial class DetectionEngine
{
    private readonly ConcurrentDictionary<int, SourceState> _sources = new();
    private readonly Stack<int> _freeSlots = new();
    private readonly List<SourceState?> _slots = [];
    private readonly DueQueue _due = new();
    private readonly Evaluation _evaluation;
    private readonly long _lateAfterMs;
    private readonly long _latePauseMs;
    private readonly long _longestLateMs;
    private long _listenFromMs;

    public DetectionEngine(DetectionOptions? options = null)
    {
        Options = options ?? new DetectionOptions();
        _evaluation = new Evaluation { SiteOffsetMs = (long)Options.SiteUtcOffset.TotalMilliseconds };
        _lateAfterMs = (long)Options.LateAfter.TotalMilliseconds;
        _latePauseMs = (long)Options.LateBatchPause.TotalMilliseconds;
        _longestLateMs = (long)Options.LongestLateBatch.TotalMilliseconds;
        Freshness = new FreshnessView(_sources);
    }

    public DetectionOptions Options { get; }

    /// <summary>What every source last said; safe to read from other threads.</summary>
    public IFreshnessView Freshness { get; }

    /// <summary>Site clock as far as the engine knows it, Unix milliseconds.</summary>
    public long NowUnixMs { get; private set; }

    /// <summary>Sources watched.</summary>
    public int Count => _sources.Count;

    /// <summary>Watches a source, or gives a watched one a new profile: what did not change between the two keeps its state
    /// (point values, rules and vectors with equal definitions), what changed starts afresh.</summary>
    public void Add(SourceId source, DetectionProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _sources.TryGetValue(source.Value, out var old);
        if (old is not null && ReferenceEquals(old.Profile, profile)) return;
        var state = new SourceState(source, profile, old?.Slot ?? TakeSlot());
        if (old is not null) CopyState(old, state);
        _slots[state.Slot] = state;
        _sources[source.Value] = state;
        Rearm(state);
    }

    /// <summary>Forgets a source and its state. False if it was not watched.</summary>
    public bool Remove(SourceId source)
    {
        if (!_sources.TryRemove(source.Value, out var state)) return false;
        _due.Set(state.Slot, long.MaxValue);
        _slots[state.Slot] = null;
        _freeSlots.Push(state.Slot);
        return true;
    }

    public bool Contains(SourceId source) => _sources.ContainsKey(source.Value);

    /// <summary>Moves the clock on and judges what only silence can tell. Costs nothing for assets with nothing due.</summary>
    public void Tick(long nowUnixMs, IFindingSink sink) => Advance(nowUnixMs, sink);

    /// <summary>Silence counts only from here: time in which nobody listened (before the service started) proves nothing.
    /// The host calls it after it has replayed its journal and before the first <see cref="Tick"/>.</summary>
    public void ListenFrom(long nowUnixMs)
    {
        _listenFromMs = Math.Max(_listenFromMs, nowUnixMs);
        foreach (var state in _sources.Values) Rearm(state);
    }

    /// <summary>Holds a rule back (work permit) or lets it go again; what stands when it is let go is raised then.
    /// Not part of the saved state: the host sets it again after a start. False if the source or rule is unknown.</summary>
    public bool Suppress(SourceId source, string ruleKey, bool suppressed, IFindingSink sink)
    {
        if (!_sources.TryGetValue(source.Value, out var state)) return false;
        var index = Array.FindIndex(state.Compiled.Rules, r => r.Definition.Key == ruleKey);
        if (index < 0) return false;
        var bit = 1ul << index;
        state.Suppressed = suppressed ? state.Suppressed | bit : state.Suppressed & ~bit;
        if (!suppressed && state.LateSince == 0) AnnounceRule(state, index, sink);
        return true;
    }

    /// <summary>Lets a learned baseline start over; its alarm, if on, is cleared. False if the source or vector is unknown.</summary>
    public bool Retrain(SourceId source, string vectorKey, IFindingSink sink)
    {
        if (!_sources.TryGetValue(source.Value, out var state)) return false;
        var index = Array.FindIndex(state.Compiled.Vectors, v => v.Definition.Key == vectorKey);
        if (index < 0) return false;
        if (state.Vectors[index].Open) ClearVector(state, index, state.LastEventMs, sink);
        state.BeginWrite();
        state.Vectors[index].Restart();
        state.EndWrite();
        return true;
    }

    private int TakeSlot()
    {
        if (_freeSlots.TryPop(out var free)) return free;
        _slots.Add(null);
        return _slots.Count - 1;
    }
}
