namespace Facilities.Mqtt;

/// <summary>
/// The client's unacknowledged publishes: packet identifiers 1 to size, handed out in turn so that an identifier rests as long
/// as possible before it is used again. Not thread-safe; the client locks.
/// </summary>
internal sealed class PublishWindow
{
    private readonly Entry[] _entries;
    private readonly ushort[] _free;
    private int _firstFree;
    private int _freeCount;

    public PublishWindow(int size)
    {
        _entries = new Entry[size + 1];
        _free = new ushort[size];
        for (var i = 0; i < size; i++)
            _free[i] = (ushort)(i + 1);
        _freeCount = size;
    }

    public int Size => _free.Length;

    public int InFlight => _free.Length - _freeCount;

    /// <summary>Takes an identifier; false when the window is full.</summary>
    public bool TryStart(MqttQualityOfService qos, long tag, PublishCompletion? completion, bool observed, out ushort packetIdentifier)
    {
        packetIdentifier = 0;
        if (_freeCount == 0)
            return false;
        packetIdentifier = _free[_firstFree];
        _firstFree = (_firstFree + 1) % _free.Length;
        _freeCount--;
        _entries[packetIdentifier] = new Entry(
            qos == MqttQualityOfService.ExactlyOnce ? MqttPacketType.PubRec : MqttPacketType.PubAck, tag, completion, observed);
        return true;
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
        _free[(_firstFree + _freeCount) % _free.Length] = packetIdentifier;
        _freeCount++;
        return entry;
    }

    /// <summary>Gives back everything that waits, for the end of the connection.</summary>
    public List<PublishCompletion> EndAll()
    {
        var waiting = new List<PublishCompletion>();
        for (ushort id = 1; id <= Size; id++)
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
