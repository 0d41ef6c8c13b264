namespace Facilities.Mqtt;

/// <summary>
/// What belongs to a client identifier rather than to a connection (MQTT 5 §4.1): subscriptions, messages waiting for it,
/// messages sent and not acknowledged, and QoS 2 identifiers received. Lives until its expiry. Thread-safe.
/// </summary>
/// <remarks>
/// Bounded by <see cref="MqttServerOptions.MaximumQueuedMessages"/> and bytes; retained messages of a new subscription wait in a
/// backlog of references that isn't counted as queue but is limited by the number of retained messages.
/// </remarks>
/// <param name="clientId">The key.</param>
/// <param name="options">Limits.</param>
/// <param name="username">Whose it is; nobody else may take it over.</param>
/// <param name="budget">Shared by all sessions; null = none (tests).</param>
/// <param name="changed">Told when a session that is kept has something to store; null = nobody stores it.</param>
internal sealed partial class MqttSession(
    string clientId, MqttServerOptions options, string? username = null, QueueBudget? budget = null, Action<MqttSession>? changed = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _queue = new();
    private readonly Queue<Delivery> _backlog = new();
    private readonly Queue<Outgoing> _resend = new();
    private readonly Dictionary<ushort, InFlight> _inFlight = [];
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>Read without the lock by the reader loop, which alone changes it.</summary>
    private readonly HashSet<ushort> _received = [];
    private int _queuedBytes;
    private int _inFlightLimit = options.MaximumInFlight;
    private ushort _lastIdentifier;
    private long _sent;
    private long _sequence;
    private MqttConnection? _connection;
    private bool _ended;
    private string? _audience;

    public string ClientId { get; } = clientId;

    public string? Username { get; } = username;

    /// <summary>How long it outlives its connection.</summary>
    public TimeSpan Expiry
    {
        get;
        set
        {
            field = value;
            HeaderChanged();
        }
    }

    /// <summary>When it ends, as a timestamp of the server's clock; only while detached.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>A will that waits for its delay; only while detached.</summary>
    public PendingWill? Will { get; set; }

    /// <summary><see cref="ExpiresAt"/> as a date; null while connected.</summary>
    public long? EndsAtUnixMs { get; set; }

    /// <summary>As its last connection's.</summary>
    public string? Audience
    {
        get => Volatile.Read(ref _audience);
        private set => Volatile.Write(ref _audience, value);
    }

    public MqttConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>Whether a message for an audience (null = for all) is for this session too.</summary>
    public bool IsAmong(string? audience) => audience is null || Audience is not { } own || own == audience;

    /// <summary>The subscription of a filter; null = none.</summary>
    public Subscription? Subscribed(string filter)
    {
        lock (_gate)
            return _subscriptions.GetValueOrDefault(filter);
    }

    /// <summary>Number of subscriptions.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_gate)
                return _subscriptions.Count;
        }
    }

    /// <summary>The filters now.</summary>
    public string[] Filters
    {
        get
        {
            lock (_gate)
                return [.. _subscriptions.Keys];
        }
    }

    public void Add(Subscription subscription)
    {
        lock (_gate)
            _subscriptions[subscription.Filter.Filter] = subscription;
        HeaderChanged();
    }

    public void RemoveSubscription(string filter)
    {
        lock (_gate)
            _subscriptions.Remove(filter);
        HeaderChanged();
    }

    /// <summary>Number of QoS 2 publishes received and not yet released.</summary>
    public int ReceivedCount => _received.Count;

    /// <summary>Was this QoS 2 identifier received and not yet released?</summary>
    public bool HasReceived(ushort packetIdentifier) => _received.Contains(packetIdentifier);

    public void Receive(ushort packetIdentifier)
    {
        lock (_gate)
            _received.Add(packetIdentifier);
        HeaderChanged();
    }

    /// <returns>False: it isn't known.</returns>
    public bool Release(ushort packetIdentifier)
    {
        bool known;
        lock (_gate)
            known = _received.Remove(packetIdentifier);
        HeaderChanged();
        return known;
    }

    /// <summary>Gives the session a connection and queues what must be sent again, in the original order [MQTT-4.4.0-1].</summary>
    public void Attach(MqttConnection connection, int inFlightLimit)
    {
        lock (_gate)
        {
            _connection = connection;
            Audience = connection.Audience;
            _inFlightLimit = inFlightLimit;
            EndsAtUnixMs = null;
            _resend.Clear();
            foreach (var (id, sent) in _inFlight.OrderBy(s => s.Value.Order))
                _resend.Enqueue(new Outgoing(sent.Delivery, id, Duplicate: true, Release: sent.Awaits == MqttPacketType.PubComp));
        }

        HeaderChanged();
    }

    public void Detach()
    {
        lock (_gate)
            _connection = null;
    }

    /// <summary>
    /// Ends it: nothing more is taken. What came by shared subscriptions and wasn't delivered is given back for the other members; QoS 2 that
    /// was sent never goes to another [MQTT-4.8.2-5].
    /// </summary>
    public List<Delivery> End()
    {
        lock (_gate)
        {
            _ended = true;
            budget?.Add(-_queuedBytes);
            _queuedBytes = 0;
            var left = _inFlight.Values.Where(s => s.Delivery.QoS == MqttQualityOfService.AtLeastOnce).OrderBy(s => s.Order).Select(s => s.Delivery)
                .Concat(_queue).Where(d => d.Shared is not null).ToList();
            _queue.Clear();
            _backlog.Clear();
            _resend.Clear();
            _inFlight.Clear();
            return left;
        }
    }

    /// <summary>Queues a message. A connected QoS 1 reader that is too slow is cut off; everything else that doesn't fit is dropped.</summary>
    public EnqueueResult Enqueue(in Delivery delivery)
    {
        MqttConnection? connection;
        lock (_gate)
        {
            connection = _connection;
            if (_ended || (connection is null && delivery.QoS == MqttQualityOfService.AtMostOnce))
                return EnqueueResult.DroppedOffline;
            if (connection is null && budget is { HasRoom: false })
                return EnqueueResult.DroppedFull;
            if (_queue.Count >= options.MaximumQueuedMessages || _queuedBytes + delivery.Message.SizeBytes > options.MaximumQueuedBytes)
                return connection is null || delivery.QoS == MqttQualityOfService.AtMostOnce ? EnqueueResult.DroppedFull : EnqueueResult.Overflow;
            _queue.Enqueue(delivery with { Sequence = ++_sequence });
            _queuedBytes += delivery.Message.SizeBytes;
            budget?.Add(delivery.Message.SizeBytes);
        }

        MessagesChanged();
        connection?.DeliveriesDue();
        return EnqueueResult.Queued;
    }

    /// <summary>Queues retained messages for a new subscription; false when the backlog would be larger than all there are.</summary>
    public bool TryEnqueueRetained(IReadOnlyList<Delivery> deliveries)
    {
        lock (_gate)
        {
            if (_backlog.Count + deliveries.Count > options.MaximumRetainedMessages)
                return false;
            foreach (var delivery in deliveries)
                _backlog.Enqueue(delivery with { Sequence = ++_sequence });
        }

        MessagesChanged();
        return true;
    }

    /// <summary>Takes the next packet to send. QoS 1 and 2 wait for a free place in flight, and hold up what is behind them.</summary>
    public bool TryTake(out Outgoing outgoing)
    {
        lock (_gate)
        {
            if (_resend.TryDequeue(out outgoing))
                return true;
            var queue = _backlog.Count > 0 ? _backlog : _queue;
            if (!queue.TryPeek(out var delivery))
                return false;
            ushort id = 0;
            if (delivery.QoS != MqttQualityOfService.AtMostOnce)
            {
                if (_inFlight.Count >= _inFlightLimit)
                    return false;
                id = NextIdentifier();
                var awaits = delivery.QoS == MqttQualityOfService.AtLeastOnce ? MqttPacketType.PubAck : MqttPacketType.PubRec;
                _inFlight.Add(id, new InFlight(delivery, awaits, _sent++));
            }

            queue.Dequeue();
            if (ReferenceEquals(queue, _queue))
            {
                _queuedBytes -= delivery.Message.SizeBytes;
                budget?.Add(-delivery.Message.SizeBytes);
            }

            outgoing = new Outgoing(delivery, id, Duplicate: false, Release: false);
        }

        MessagesChanged();
        return true;
    }

    /// <summary>PUBACK, PUBREC or PUBCOMP from the client. False: nothing like it is in flight.</summary>
    public bool Acknowledge(MqttPacketType type, ushort packetIdentifier, MqttReasonCode code)
    {
        lock (_gate)
        {
            if (!_inFlight.TryGetValue(packetIdentifier, out var sent))
                return false;
            // A PUBREC may come twice: the answer, PUBREL, is the same.
            if (sent.Awaits != type && !(type == MqttPacketType.PubRec && sent.Awaits == MqttPacketType.PubComp))
                return false;
            if (type == MqttPacketType.PubRec && !code.IsError())
                _inFlight[packetIdentifier] = sent with { Awaits = MqttPacketType.PubComp };
            else
                _inFlight.Remove(packetIdentifier);
        }

        MessagesChanged();
        Connection?.DeliveriesDue();
        return true;
    }

    /// <summary>A message that was taken can't be sent (expired, too large): its place in flight is free again.</summary>
    public void Abandon(ushort packetIdentifier)
    {
        lock (_gate)
            _inFlight.Remove(packetIdentifier);
        MessagesChanged();
    }

    private ushort NextIdentifier()
    {
        do
            _lastIdentifier = _lastIdentifier == ushort.MaxValue ? (ushort)1 : (ushort)(_lastIdentifier + 1);
        while (_inFlight.ContainsKey(_lastIdentifier));
        return _lastIdentifier;
    }

    /// <param name="Delivery">What was sent.</param>
    /// <param name="Awaits">The answer that comes next.</param>
    /// <param name="Order">Grows with each publish, for sending again in order.</param>
    private readonly record struct InFlight(Delivery Delivery, MqttPacketType Awaits, long Order);

    /// <param name="Delivery">What to send.</param>
    /// <param name="PacketIdentifier">0 for QoS 0.</param>
    /// <param name="Duplicate">Sent before on another connection.</param>
    /// <param name="Release">Send PUBREL instead: the client has the message already.</param>
    public readonly record struct Outgoing(Delivery Delivery, ushort PacketIdentifier, bool Duplicate, bool Release);

    /// <param name="Publish">The will, with its own memory.</param>
    /// <param name="Context">Whose it is.</param>
    /// <param name="DueAt">Timestamp of the server's clock.</param>
    public sealed record PendingWill(MqttPublish Publish, IMqttSessionContext Context, long DueAt);
}
