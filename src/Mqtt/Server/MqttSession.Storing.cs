namespace Facilities.Mqtt;

/// <summary>What of a session is on disk, and what has changed since.</summary>
internal sealed partial class MqttSession
{
    /// <summary>Stored messages by number: their packet identifier, negative once released.</summary>
    private readonly Dictionary<long, int> _stored = [];
    private long _settledThrough;
    private bool _isStored;
    private int _headerChanged;
    private int _changed;

    /// <summary>It outlives its connection, so it is stored.</summary>
    public bool IsKept => changed is not null && Expiry > TimeSpan.Zero;

    /// <summary>Nothing more is taken or stored.</summary>
    public bool IsEnded => Volatile.Read(ref _ended);

    /// <summary>Something of it may be on disk.</summary>
    public bool WasStored
    {
        get
        {
            lock (_gate)
                return _isStored || IsKept;
        }
    }

    /// <summary>
    /// What is to be stored now, taken as stored; null = nothing. Called by one thread at a time.
    /// </summary>
    /// <param name="everything">Also what came since the last look.</param>
    /// <param name="young">There are messages that wait for the next look.</param>
    public MqttSessionChange? TakeChange(bool everything, out bool young)
    {
        Volatile.Write(ref _changed, 0);
        var header = Interlocked.Exchange(ref _headerChanged, 0) != 0;
        lock (_gate)
        {
            young = false;
            if (!IsKept || _ended)
                return null;
            var put = new List<MqttStoredMessage>();
            var done = new HashSet<long>(_stored.Keys);
            foreach (var (id, sent) in _inFlight)
                Look(sent.Delivery, id, sent.Awaits == MqttPacketType.PubComp, everything, put, done, ref young);
            foreach (var delivery in _backlog.Concat(_queue))
                Look(delivery, 0, released: false, everything, put, done, ref young);
            foreach (var number in done)
                _stored.Remove(number);
            _settledThrough = _sequence;
            var first = !_isStored;
            if (!first && !header && put.Count == 0 && done.Count == 0)
                return null;
            _isStored = true;
            return new MqttSessionChange(ClientId)
            {
                Clears = first,
                Session = first || header ? Header() : null,
                Messages = put,
                Done = [.. done],
            };
        }
    }

    /// <summary>Storing failed: the next change is the whole session.</summary>
    public void ForgetStored()
    {
        lock (_gate)
        {
            _stored.Clear();
            _isStored = false;
        }
    }

    /// <summary>Fills a new session with what was stored of it.</summary>
    /// <param name="stored">As loaded.</param>
    /// <param name="unreadable">Told about a message that can't be read; it is left out.</param>
    public void Restore(MqttStoredSession stored, Action<Exception> unreadable)
    {
        Expiry = TimeSpan.FromSeconds(stored.ExpirySeconds);
        lock (_gate)
        {
            EndsAtUnixMs = stored.EndsAtUnixMs;
            Audience = stored.Audience;
            foreach (var id in stored.ReceivedExactlyOnce)
                _received.Add(id);
            foreach (var subscription in stored.Subscriptions)
                _subscriptions[subscription.Filter.Filter] = new Subscription(this, subscription.Filter, subscription.Identifier);
            foreach (var message in stored.Messages)
            {
                try
                {
                    Restore(message);
                }
                catch (MqttProtocolException e)
                {
                    unreadable(e);
                }
            }

            _settledThrough = _sequence;
            _isStored = true;
            _headerChanged = 0;
        }
    }

    private void Restore(MqttStoredMessage message)
    {
        var delivery = StoredDelivery.Decode(message);
        _sequence = Math.Max(_sequence, message.Sequence);
        _stored[message.Sequence] = StateOf(message.PacketIdentifier, message.IsReleased);
        if (message.PacketIdentifier == 0)
        {
            _queue.Enqueue(delivery);
            _queuedBytes += delivery.Message.SizeBytes;
            budget?.Add(delivery.Message.SizeBytes);
            return;
        }

        var awaits = message.IsReleased ? MqttPacketType.PubComp
            : delivery.QoS == MqttQualityOfService.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec;
        _inFlight[message.PacketIdentifier] = new InFlight(delivery, awaits, _sent++);
        _lastIdentifier = message.PacketIdentifier;
    }

    private void Look(in Delivery delivery, ushort id, bool released, bool everything, List<MqttStoredMessage> put, HashSet<long> done, ref bool young)
    {
        if (delivery.QoS == MqttQualityOfService.AtMostOnce)
            return;
        done.Remove(delivery.Sequence);
        var state = StateOf(id, released);
        if (_stored.TryGetValue(delivery.Sequence, out var known) && known == state)
            return;
        if (!everything && delivery.Sequence > _settledThrough)
        {
            young = true;
            return;
        }

        _stored[delivery.Sequence] = state;
        put.Add(StoredDelivery.Encode(in delivery, id, released));
    }

    private MqttStoredSession Header() => new(
        ClientId, Username, (long)Expiry.TotalSeconds, EndsAtUnixMs,
        [.. _subscriptions.Values.Select(s => new MqttStoredSubscription(s.Filter, s.Identifier))], [.. _received])
    { Audience = Audience };

    private static int StateOf(ushort id, bool released) => released ? -id : id;

    /// <summary>Something else than its messages has changed.</summary>
    public void HeaderChanged()
    {
        Volatile.Write(ref _headerChanged, 1);
        MessagesChanged();
    }

    /// <summary>Cheap when nobody keeps it, or when it is known already.</summary>
    private void MessagesChanged()
    {
        if (IsKept && Volatile.Read(ref _changed) == 0 && Interlocked.Exchange(ref _changed, 1) == 0)
            changed!(this);
    }
}
