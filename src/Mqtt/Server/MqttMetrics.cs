using System.Diagnostics.Metrics;

namespace Facilities.Mqtt;

/// <summary>
/// Meter <c>Facilities.Mqtt</c>. Received = acknowledged or QoS 0, plus refused; a routed message is sent or dropped with a
/// reason, per subscriber. No client or topic is ever a tag.
/// </summary>
internal sealed class MqttMetrics
{
    public const string MeterName = "Facilities.Mqtt";

    private readonly Meter _meter;
    private readonly Counter<long> _connects;
    private readonly Counter<long> _connectsRefused;
    private readonly Counter<long> _disconnects;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _bytesSent;
    private readonly Histogram<double> _acknowledgement;

    public MqttMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(MeterName);
        _connects = _meter.CreateCounter<long>("facilities.mqtt.connects", "{connection}", "Accepted CONNECTs");
        _connectsRefused = _meter.CreateCounter<long>("facilities.mqtt.connects.refused", "{connection}", "Refused CONNECTs by reason code");
        _disconnects = _meter.CreateCounter<long>("facilities.mqtt.disconnects", "{connection}", "Ended connections by reason");
        _received = _meter.CreateCounter<long>("facilities.mqtt.publishes.received", "{message}", "PUBLISH packets from clients");
        _refused = _meter.CreateCounter<long>("facilities.mqtt.publishes.refused", "{message}", "PUBLISH packets the application refused, by reason code");
        _sent = _meter.CreateCounter<long>("facilities.mqtt.publishes.sent", "{message}", "PUBLISH and PUBREL packets to subscribers");
        _dropped = _meter.CreateCounter<long>("facilities.mqtt.publishes.dropped", "{message}", "Messages that didn't reach a subscriber or the retained messages, by reason");
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

    public void Connected() => _connects.Add(1);

    public void ConnectRefused(MqttReasonCode code) => _connectsRefused.Add(1, new KeyValuePair<string, object?>("reason", code.ToString()));

    public void Disconnected(MqttDisconnectReason why) => _disconnects.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));

    public void PublishesReceived(int count) => _received.Add(count);

    public void PublishRefused(MqttReasonCode code)
    {
        if (_refused.Enabled)
            _refused.Add(1, new KeyValuePair<string, object?>("reason", code.ToString()));
    }

    public void PublishesSent(int count) => _sent.Add(count);

    public void Dropped(DropReason reason)
    {
        if (_dropped.Enabled)
            _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    public void BytesSent(int bytes) => _bytesSent.Add(bytes);

    public void Acknowledged(TimeSpan after) => _acknowledgement.Record(after.TotalSeconds);
}
