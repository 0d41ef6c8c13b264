namespace Facilities.Mqtt;

/// <summary>
/// What belongs to a client identifier rather than to a connection (MQTT 5 §4.1): subscriptions, messages waiting for it,
/// messages sent and not acknowledged, and QoS 2 identifiers received. Lives in memory until its expiry. Thread-safe.
/// </summary>
/// <remarks>
/// Bounded by <see cref="MqttServerOptions.MaximumQueuedMessages"/> and bytes; retained messages of a new subscription wait in a
/// backlog of references that isn't counted as queue but is limited by the number of retained messages.
/// </remarks>
internal sealed class MqttSession(string clientId, MqttServerOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _queue = new();
    private readonly Queue<Delivery> _backlog = new();
    private readonly Queue<Outgoing> _resend = new();
    private readonly Dictionary<ushort, InFlight> _inFlight = [];
    private int _queuedBytes;
    private int _inFlightLimit = options.MaximumInFlight;
    private ushort _lastIdentifier;
    private long _sent;
    private MqttConnection? _connection;

    public string ClientId { get; } = clientId;

    /// <summary>By filter. Only the reader loop of the connection changes it, or the server when there is none.</summary>
    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>QoS 2 publishes received and not yet released; only the reader loop touches it.</summary>
    public HashSet<ushort> ReceivedExactlyOnce { get; } = [];

    /// <summary>How long it outlives its connection.</summary>
    public TimeSpan Expiry { get; set; }

    /// <summary>When it ends, as a timestamp of the server's clock; only while detached.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>A will that waits for its delay; only while detached.</summary>
    public PendingWill? Will { get; set; }

    public MqttConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>Gives the session a connection and queues what must be sent again, in the original order [MQTT-4.4.0-1].</summary>
    public void Attach(MqttConnection connection, int inFlightLimit)
    {
        lock (_gate)
        {
            _connection = connection;
            _inFlightLimit = inFlightLimit;
            _resend.Clear();
            foreach (var (id, sent) in _inFlight.OrderBy(s => s.Value.Order))
                _resend.Enqueue(new Outgoing(sent.Delivery, id, Duplicate: true, Release: sent.Awaits == MqttPacketType.PubComp));
        }
    }

    public void Detach()
    {
        lock (_gate)
            _connection = null;
    }

    /// <summary>Queues a message. A connected QoS 1 reader that is too slow is cut off; everything else that doesn't fit is dropped.</summary>
    public EnqueueResult Enqueue(in Delivery delivery)
    {
        MqttConnection? connection;
        lock (_gate)
        {
            connection = _connection;
            if (connection is null && delivery.QoS == MqttQualityOfService.AtMostOnce)
                return EnqueueResult.DroppedOffline;
            if (_queue.Count >= options.MaximumQueuedMessages || _queuedBytes + delivery.Message.SizeBytes > options.MaximumQueuedBytes)
                return connection is null || delivery.QoS == MqttQualityOfService.AtMostOnce ? EnqueueResult.DroppedFull : EnqueueResult.Overflow;
            _queue.Enqueue(delivery);
            _queuedBytes += delivery.Message.SizeBytes;
        }

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
                _backlog.Enqueue(delivery);
        }

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
                _queuedBytes -= delivery.Message.SizeBytes;
            outgoing = new Outgoing(delivery, id, Duplicate: false, Release: false);
            return true;
        }
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
            {
                _inFlight[packetIdentifier] = sent with { Awaits = MqttPacketType.PubComp };
                return true;
            }

            _inFlight.Remove(packetIdentifier);
        }

        Connection?.DeliveriesDue();
        return true;
    }

    /// <summary>A message that was taken can't be sent (expired, too large): its place in flight is free again.</summary>
    public void Abandon(ushort packetIdentifier)
    {
        lock (_gate)
            _inFlight.Remove(packetIdentifier);
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
