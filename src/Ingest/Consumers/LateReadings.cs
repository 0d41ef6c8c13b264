using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Remembers which sources delivered readings long after their event time, and how far back: live judgement may have gone over these
/// stretches with holes, so the hourly scan looks at them again. Bounded: it remembers at most <see cref="Capacity"/> sources. Thread-safe.
/// </summary>
internal sealed class LateReadings
{
    public const int Capacity = 20_000;

    /// <summary>Below this a delay is the network's, and live judgement has seen the reading in its order.</summary>
    public const long LateMs = 60_000;

    private readonly ConcurrentDictionary<int, long> _oldest = new();

    /// <summary>Costs one comparison for a reading that is in time.</summary>
    public void Note(SourceId source, long eventUnixMs, long receiveUnixMs)
    {
        if (receiveUnixMs - eventUnixMs < LateMs) return;
        if (_oldest.TryGetValue(source.Value, out var oldest))
        {
            if (eventUnixMs < oldest) _oldest.TryUpdate(source.Value, eventUnixMs, oldest);
        }
        else if (_oldest.Count < Capacity)
        {
            _oldest.TryAdd(source.Value, eventUnixMs);
        }
    }

    /// <summary>Takes everything noted so far: source → oldest late event time.</summary>
    public IReadOnlyDictionary<int, long> Take()
    {
        var taken = new Dictionary<int, long>();
        foreach (var source in _oldest.Keys)
        {
            if (_oldest.TryRemove(source, out var oldest)) taken[source] = oldest;
        }

        return taken;
    }
}
