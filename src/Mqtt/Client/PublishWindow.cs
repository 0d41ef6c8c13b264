namespace Facilities.Mqtt;

/// <summary>
/// The client's unacknowledged publishes: packet identifiers 1 to capacity, handed out in turn so that an identifier rests as long
/// as possible before it is used again. Not thread-safe; the client locks.
/// </summary>
internal sealed class PublishWindow
{
    private readonly Entry[] _entries;
    private readonly Queue<ushort> _free;

    /// <param name="size">Most in flight.</param>
    /// <param name="restored">Largest identifier that an earlier connection left in flight; 0 = none.</param>
    public PublishWindow(int size, ushort restored = 0)
    {
        Size = size;
        Capacity = Math.Max(size, restored);
        _entries = new Entry[Capacity + 1];
        _free = new Queue<ushort>(Capacity);
        for (var i = 1; i <= Capacity; i++)
            _free.Enqueue((ushort)i);
    }

    /// <summary>Most in flight.</summary>
    public int Size { get; }

    /// <summary>Largest identifier.</summary>
    public int Capacity { get; }

    public int InFlight => Capacity - _free.Count;

    /// <summary>Takes an identifier; false when the window is full.</summary>
    public bool TryStart(MqttQualityOfService qos, long tag, PublishCompletion? completion, bool observed, out ushort packetIdentifier)
    {
        packetIdentifier = 0;
        if (InFlight >= Size)
            return false;
        packetIdentifier = _free.Dequeue();
        _entries[packetIdentifier] = new Entry(
            qos == MqttQualityOfService.ExactlyOnce ? MqttPacketType.PubRec : MqttPacketType.PubAck, tag, completion, observed);
        return true;
    }

    /// <summary>Takes the identifier of a publish that an earlier connection left in flight; before anything is started.</summary>
    public void Restore(ushort packetIdentifier, bool isReleased, MqttQualityOfService qos)
    {
        for (var i = _free.Count; i > 0; i--)
        {
            if (_free.Dequeue() is var id && id != packetIdentifier)
                _free.Enqueue(id);
        }

        _entries[packetIdentifier] = new Entry(
            isReleased ? MqttPacketType.PubComp : qos == MqttQualityOfService.ExactlyOnce ? MqttPacketType.PubRec : MqttPacketType.PubAck, 0, null, false);
    }

    /// <summary>Is this answer the one that is awaited?</summary>
    public bool Awaits(ushort packetIdentifier, MqttPacketType answer)
        => packetIdentifier < _entries.Length && _entries[packetIdentifier].Awaited == answer;

    /// <summary>PUBREC came: PUBCOMP is awaited now.</summary>
    public void Received(ushort packetIdentifier)
        => _entries[packetIdentifier] = _entries[packetIdentifier] with { Awaited = MqttPacketType.PubComp };

    /// <summary>Gives an identifier back.</summary>
    public Entry End(ushort packetIdentifier)
    {
        var entry = _entries[packetIdentifier];
        _entries[packetIdentifier] = default;
        _free.Enqueue(packetIdentifier);
        return entry;
    }

    /// <summary>Gives back everything that waits, for the end of the connection.</summary>
    public List<PublishCompletion> EndAll()
    {
        var waiting = new List<PublishCompletion>();
        for (var id = (ushort)1; id <= Capacity; id++)
        {
            if (_entries[id].Awaited != 0 && End(id).Completion is { } completion)
                waiting.Add(completion);
        }

        return waiting;
    }

    /// <param name="Awaited">The answer that comes next; 0 = identifier free.</param>
    /// <param name="Tag">The caller's.</param>
    /// <param name="Completion">Of PublishAsync.</param>
    /// <param name="Observed">Posted: the observer is told.</param>
    public readonly record struct Entry(MqttPacketType Awaited, long Tag, PublishCompletion? Completion, bool Observed);
}
