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

    private readonly ConcurrentDictionary<int, Delivery> _late = new();

    /// <summary>Costs one comparison for a reading that is in time.</summary>
    public void Note(SourceId source, long eventUnixMs, long receiveUnixMs)
    {
        if (receiveUnixMs - eventUnixMs < LateMs) return;
        Add(source.Value, new Delivery(eventUnixMs, receiveUnixMs));
    }

    /// <summary>
    /// Takes the sources whose last late reading came before an instant: what is still arriving waits, since a stretch that is judged half
    /// would be judged wrong. Source → its late delivery.
    /// </summary>
    public IReadOnlyDictionary<int, Delivery> TakeQuietSince(long unixMs)
    {
        var taken = new Dictionary<int, Delivery>();
        foreach (var (source, delivery) in _late)
        {
            if (delivery.LastReceivedUnixMs <= unixMs && _late.TryRemove(KeyValuePair.Create(source, delivery))) taken[source] = delivery;
        }

        return taken;
    }

    /// <summary>Gives back what couldn't be looked at, for the next time.</summary>
    public void GiveBack(int source, Delivery delivery) => Add(source, delivery);

    private void Add(int source, Delivery delivery)
    {
        if (_late.Count >= Capacity && !_late.ContainsKey(source)) return;
        _late.AddOrUpdate(source, static (_, added) => added, static (_, known, added) => known.With(added), delivery);
    }

    /// <summary>Event time of the oldest late reading, receive time of the last one.</summary>
    public readonly record struct Delivery(long OldestEventUnixMs, long LastReceivedUnixMs)
    {
        internal Delivery With(Delivery other) =>
            new(Math.Min(OldestEventUnixMs, other.OldestEventUnixMs), Math.Max(LastReceivedUnixMs, other.LastReceivedUnixMs));
    }
}
