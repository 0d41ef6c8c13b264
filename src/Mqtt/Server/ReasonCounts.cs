using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Facilities.Mqtt;

/// <summary>A counter by reason that can also be read here. Reasons are names of enums, so there are few. Thread-safe.</summary>
internal sealed class ReasonCounts(Counter<long> counter)
{
    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    public void Add(string reason)
    {
        Interlocked.Increment(ref _counts.GetOrAdd(reason, static _ => new Count()).Value);
        if (counter.Enabled)
            counter.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public long Read(string reason) => _counts.TryGetValue(reason, out var count) ? Volatile.Read(ref count.Value) : 0;

    public IReadOnlyDictionary<string, long> Read() => _counts.ToDictionary(pair => pair.Key, pair => Volatile.Read(ref pair.Value.Value), StringComparer.Ordinal);

    private sealed class Count
    {
        public long Value;
    }
}
