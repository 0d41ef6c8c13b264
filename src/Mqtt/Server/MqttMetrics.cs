using System.Diagnostics.Metrics;

namespace Facilities.Mqtt;

/// <summary>
/// Meter <c>Facilities.Mqtt</c>. Opened = connects + refused + those that haven't sent CONNECT yet. Received = acknowledged or QoS 0, plus refused; a routed message is sent or dropped with a
/// reason, per subscriber. No client or topic is ever a tag.
/// </summary>
internal sealed class MqttMetrics
{
    public const string MeterName = "Facilities.Mqtt";

    private readonly Meter _meter;
    private readonly Counter<long> _connects;
    private readonly ReasonCounts _connectsRefused;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _disconnects;
    private readonly Counter<long> _received;
    private readonly ReasonCounts _refused;
    private readonly Counter<long> _heldBack;
    private readonly Counter<long> _sent;
    private readonly ReasonCounts _dropped;
    private readonly Counter<long> _bytesSent;
    private readonly Histogram<double> _acknowledgement;
    private readonly long[] _openByTransport = new long[Enum.GetValues<MqttTransport>().Length];
    private long _openedCount;
    private long _connectCount;
    private long _receivedCount;
    private long _heldBackCount;
    private long _sentCount;

    public MqttMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(MeterName);
        _connects = _meter.CreateCounter<long>("facilities.mqtt.connects", "{connection}", "Accepted CONNECTs");
        _opened = _meter.CreateCounter<long>("facilities.mqtt.opened", "{connection}", "Connections that came");
        _connectsRefused = new ReasonCounts(_meter.CreateCounter<long>("facilities.mqtt.connects.refused", "{connection}", "Connections that came to nothing, by reason"));
        _disconnects = _meter.CreateCounter<long>("facilities.mqtt.disconnects", "{connection}", "Ended connections by reason");
        _received = _meter.CreateCounter<long>("facilities.mqtt.publishes.received", "{message}", "PUBLISH packets from clients");
        _refused = new ReasonCounts(_meter.CreateCounter<long>("facilities.mqtt.publishes.refused", "{message}", "PUBLISH packets that were refused, by reason code"));
        _heldBack = _meter.CreateCounter<long>("facilities.mqtt.publishes.held_back", "{message}", "PUBLISH packets that waited because their credential published faster than allowed");
        _sent = _meter.CreateCounter<long>("facilities.mqtt.publishes.sent", "{message}", "PUBLISH and PUBREL packets to subscribers");
        _dropped = new ReasonCounts(_meter.CreateCounter<long>("facilities.mqtt.publishes.dropped", "{message}", "Messages that didn't reach a subscriber or the retained messages, by reason"));
        _bytesSent = _meter.CreateCounter<long>("facilities.mqtt.sent", "By", "Bytes written to clients");
        _acknowledgement = _meter.CreateHistogram<double>("facilities.mqtt.acknowledgement.duration", "s", "From read to PUBACK written, sampled once per read");
    }

    public void Observe(MqttServer server)
    {
        _meter.CreateObservableUpDownCounter("facilities.mqtt.connections", () => server.ConnectedCount, "{connection}", "Connected clients");
        _meter.CreateObservableUpDownCounter("facilities.mqtt.sessions", () => server.SessionCount, "{session}", "Sessions, connected or not");
        _meter.CreateObservableUpDownCounter("facilities.mqtt.subscriptions", () => server.SubscriptionCount, "{subscription}", "Subscriptions");
        _meter.CreateObservableUpDownCounter("facilities.mqtt.retained", () => server.RetainedCount, "{message}", "Retained messages");
    }

    /// <summary>A connection came; whatever becomes of it is counted once as connected or refused.</summary>
    public void Opened()
    {
        Interlocked.Increment(ref _openedCount);
        _opened.Add(1);
    }

    /// <summary>Its bytes are read now.</summary>
    public void Entered(MqttTransport transport) => Interlocked.Increment(ref _openByTransport[(int)transport]);

    public void Left(MqttTransport transport) => Interlocked.Decrement(ref _openByTransport[(int)transport]);

    public void Connected()
    {
        Interlocked.Increment(ref _connectCount);
        _connects.Add(1);
    }

    public void ConnectRefused(ConnectRefusal why) => ConnectRefused(why.ToString());

    /// <param name="reason">Name of a <see cref="ConnectRefusal"/> or of the reason code that was sent or would have been.</param>
    public void ConnectRefused(string reason) => _connectsRefused.Add(reason);

    public long Refusals(ConnectRefusal why) => _connectsRefused.Read(why.ToString());

    public void Disconnected(MqttDisconnectReason why) => _disconnects.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));

    public void PublishesReceived(int count)
    {
        Interlocked.Add(ref _receivedCount, count);
        _received.Add(count);
    }

    public void PublishRefused(MqttReasonCode code) => _refused.Add(code.ToString());

    public void PublishHeldBack()
    {
        Interlocked.Increment(ref _heldBackCount);
        _heldBack.Add(1);
    }

    public void PublishesSent(int count)
    {
        Interlocked.Add(ref _sentCount, count);
        _sent.Add(count);
    }

    public void Dropped(DropReason reason) => _dropped.Add(reason.ToString());

    public void BytesSent(int bytes) => _bytesSent.Add(bytes);

    public void Acknowledged(TimeSpan after) => _acknowledgement.Record(after.TotalSeconds);

    /// <summary>What was counted since the start.</summary>
    /// <param name="open">Connections that the gate let in and that are still there.</param>
    public MqttStatistics Read(MqttServerOptions limits, int open) => new()
    {
        Open = open,
        IsFull = open >= limits.MaximumConnections,
        OpenByTransport = Enum.GetValues<MqttTransport>().ToDictionary(transport => transport.ToString(), transport => Interlocked.Read(ref _openByTransport[(int)transport])),
        Opened = Interlocked.Read(ref _openedCount),
        Accepted = Interlocked.Read(ref _connectCount),
        Refused = _connectsRefused.Read(),
        Received = Interlocked.Read(ref _receivedCount),
        PublishesRefused = _refused.Read(),
        PublishesHeldBack = Interlocked.Read(ref _heldBackCount),
        Sent = Interlocked.Read(ref _sentCount),
        Dropped = _dropped.Read(),
        MaximumConnections = limits.MaximumConnections,
        MaximumConnectionsPerAddress = limits.MaximumConnectionsPerAddress,
    };
}
