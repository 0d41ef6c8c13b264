using System.Collections.Concurrent;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// Lets the first occurrence of a complaint through and then one per minute, so that a device with one wrong key at ten messages a second
/// fills no table. Bounded: when it holds too many complaints it forgets them all and starts anew. Thread-safe; a repeat allocates nothing.
/// </summary>
internal sealed class NoticeLimiter(TimeProvider clock, TimeSpan interval, int capacity)
{
    private readonly ConcurrentDictionary<byte[], long> _last = new(Utf8KeyComparer.Instance);

    /// <summary>True: note it. False: the same was noted less than the interval ago.</summary>
    /// <param name="scope">Who complains, e.g. the source's id; part of the key.</param>
    public bool Admit(int scope, ReadOnlySpan<byte> what)
    {
        Span<byte> key = stackalloc byte[sizeof(int) + 252];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(key, scope);
        // Longer names are cut: two that agree in their first 252 bytes share their minute.
        var taken = Math.Min(what.Length, key.Length - sizeof(int));
        what[..taken].CopyTo(key[sizeof(int)..]);
        return Admit(key[..(sizeof(int) + taken)]);
    }

    private bool Admit(ReadOnlySpan<byte> key)
    {
        var now = clock.GetTimestamp();
        var lookup = _last.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(key, out var last))
        {
            if (clock.GetElapsedTime(last, now) < interval) return false;
        }
        else if (_last.Count >= capacity)
        {
            _last.Clear();
        }

        lookup[key] = now;
        return true;
    }
}
