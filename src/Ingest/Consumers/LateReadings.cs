using System.Buffers.Binary;
using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Remembers which sources delivered readings long after their event time, and how far back: live judgement may have gone over these
/// stretches with holes, so the hourly scan looks at them again. Saved with the detectors' state. Bounded: it remembers at most <see cref="Capacity"/> sources. Thread-safe.
/// </summary>
internal sealed class LateReadings
{
    public const int Capacity = 20_000;

    /// <summary>Below this a delay is the network's, and live judgement has seen the reading in its order.</summary>
    public const long LateMs = 60_000;

    private const int RowLength = 20;

    private readonly ConcurrentDictionary<int, Delivery> _late = new();

    /// <summary>Costs one comparison for a reading that is in time.</summary>
    public void Note(SourceId source, long eventUnixMs, long receiveUnixMs)
    {
        if (receiveUnixMs - eventUnixMs < LateMs) return;
        Add(source.Value, new Delivery(eventUnixMs, receiveUnixMs));
    }

    /// <summary>
    /// The sources whose last late reading came before an instant: what is still arriving waits, since a stretch that is judged half
    /// would be judged wrong. Source → its late delivery, which is remembered until <see cref="Forget"/>.
    /// </summary>
    public IReadOnlyDictionary<int, Delivery> QuietSince(long unixMs) =>
        _late.Where(pair => pair.Value.LastReceivedUnixMs <= unixMs).ToDictionary();

    /// <summary>It was looked at; if more of it has come meanwhile it is remembered on.</summary>
    public void Forget(int source, Delivery delivery) => _late.TryRemove(KeyValuePair.Create(source, delivery));

    /// <summary>Rows of <c>i32 source, i64 oldest event time, i64 last receive time</c>, little-endian, for <see cref="Load"/>.</summary>
    public byte[] Save()
    {
        var late = _late.ToArray();
        var rows = new byte[late.Length * RowLength];
        for (var i = 0; i < late.Length; i++)
        {
            var row = rows.AsSpan(i * RowLength, RowLength);
            BinaryPrimitives.WriteInt32LittleEndian(row, late[i].Key);
            BinaryPrimitives.WriteInt64LittleEndian(row[4..], late[i].Value.OldestEventUnixMs);
            BinaryPrimitives.WriteInt64LittleEndian(row[12..], late[i].Value.LastReceivedUnixMs);
        }

        return rows;
    }

    /// <summary>Adds what <see cref="Save"/> gave.</summary>
    public void Load(ReadOnlySpan<byte> rows)
    {
        for (; rows.Length >= RowLength; rows = rows[RowLength..])
        {
            var delivery = new Delivery(BinaryPrimitives.ReadInt64LittleEndian(rows[4..]), BinaryPrimitives.ReadInt64LittleEndian(rows[12..]));
            Add(BinaryPrimitives.ReadInt32LittleEndian(rows), delivery);
        }
    }

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
