using System.Text;

namespace Facilities.Mqtt;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (MQTT 5 §3.8.4, §3.10.4).</summary>
internal sealed partial class MqttConnection
{
    private void Subscribe(MqttSubscribePacket packet)
    {
        var codes = new MqttReasonCode[packet.Filters.Count];
        var retained = new List<Delivery>();
        var identifier = packet.Properties.SubscriptionIdentifiers is [var id, ..] ? id : 0;
        for (var i = 0; i < codes.Length; i++)
            codes[i] = Subscribe(packet.Filters[i], identifier, retained);
        SendControl(new MqttSubAckPacket(packet.PacketIdentifier, codes));
        DeliveriesDue();
    }

    private MqttReasonCode Subscribe(MqttTopicFilter filter, uint identifier, List<Delivery> retained)
    {
        var session = _session!;
        var bytes = Encoding.UTF8.GetBytes(filter.Filter);
        if (MqttTopic.IsShared(bytes))
            return MqttReasonCode.SharedSubscriptionsNotSupported;
        if (!IsWithinTopicLimits(bytes))
            return MqttReasonCode.TopicFilterInvalid;
        if (!_server.Application.MaySubscribe(this, filter.Filter))
            return MqttReasonCode.NotAuthorized;
        var isNew = !session.Subscriptions.ContainsKey(filter.Filter);
        if (isNew && session.Subscriptions.Count >= _options.MaximumSubscriptionsPerSession)
            return MqttReasonCode.QuotaExceeded;
        var subscription = new Subscription(session, filter, identifier);
        // First the subscription, then what is retained: a message that comes in between may come twice, but not never.
        _server.Subscriptions.Add(subscription);
        session.Subscriptions[filter.Filter] = subscription;
        if (filter.RetainHandling == MqttRetainHandling.SendAtSubscribe || (isNew && filter.RetainHandling == MqttRetainHandling.SendAtSubscribeIfNew))
        {
            retained.Clear();
            _server.CollectRetained(subscription, bytes, retained);
            if (!session.TryEnqueueRetained(retained))
            {
                RemoveSubscription(filter.Filter);
                return MqttReasonCode.QuotaExceeded;
            }
        }

        return (MqttReasonCode)filter.QoS;
    }

    private void Unsubscribe(MqttUnsubscribePacket packet)
    {
        var codes = new MqttReasonCode[packet.Filters.Count];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = RemoveSubscription(packet.Filters[i]) ? MqttReasonCode.Success : MqttReasonCode.NoSubscriptionExisted;
        SendControl(new MqttUnsubAckPacket(packet.PacketIdentifier, codes));
    }

    private bool RemoveSubscription(string filter)
    {
        _session!.Subscriptions.Remove(filter);
        return _server.Subscriptions.Remove(_session, filter);
    }
}
