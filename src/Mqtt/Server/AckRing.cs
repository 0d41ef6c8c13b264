namespace Facilities.Mqtt;

/// <summary>
/// Acknowledgements that wait for their publishes to be durable, in the order of arrival. The reader loop adds, the writer loop
/// drains; adding takes no lock unless the ring grows.
/// </summary>
internal sealed class AckRing
{
    private const int FirstCapacity = 16;

    private readonly Lock _gate = new();
    private Entry[] _entries = [];
    private long _head;
    private long _tail;

    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>Number of entries ever added; tells when a certain one has been drained.</summary>
    public long Added => Volatile.Read(ref _tail);

    /// <summary>Number of entries ever drained.</summary>
    public long Drained => Volatile.Read(ref _head);

    /// <summary>Reader loop only. The caller keeps <see cref="Count"/> within its limit.</summary>
    public void Add(MqttPacketType type, ushort packetIdentifier, MqttReasonCode code, long durableAt)
    {
        if (Count == _entries.Length)
            Grow();
        _entries[_tail & (_entries.Length - 1)] = new Entry(durableAt, packetIdentifier, type, code);
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>When the oldest may go out; false when there is none.</summary>
    public bool TryPeek(out long durableAt)
    {
        lock (_gate)
        {
            var any = _head != Volatile.Read(ref _tail);
            durableAt = any ? _entries[_head & (_entries.Length - 1)].DurableAt : 0;
            return any;
        }
    }

    /// <summary>
    /// Encodes every acknowledgement from the oldest on that is durable through <paramref name="through"/> and fits.
    /// </summary>
    /// <returns>Bytes written.</returns>
    public int Drain(long through, Span<byte> to, MqttProtocolVersion version)
    {
        lock (_gate)
        {
            var written = 0;
            var tail = Volatile.Read(ref _tail);
            while (_head != tail && to.Length - written >= MqttPublishEncoder.MaximumAckLength)
            {
                ref var entry = ref _entries[_head & (_entries.Length - 1)];
                if (entry.DurableAt > through)
                    break;
                written += MqttPublishEncoder.WriteAck(to[written..], entry.Type, entry.PacketIdentifier, entry.Code, version);
                Volatile.Write(ref _head, _head + 1);
            }

            return written;
        }
    }

    /// <summary>Forgets everything: the peer is gone.</summary>
    public void Clear()
    {
        lock (_gate)
            Volatile.Write(ref _head, Volatile.Read(ref _tail));
    }

    private void Grow()
    {
        lock (_gate)
        {
            var larger = new Entry[Math.Max(FirstCapacity, _entries.Length * 2)];
            for (var i = _head; i < _tail; i++)
                larger[i & (larger.Length - 1)] = _entries[i & (_entries.Length - 1)];
            _entries = larger;
        }
    }

    private readonly record struct Entry(long DurableAt, ushort PacketIdentifier, MqttPacketType Type, MqttReasonCode Code);
}
