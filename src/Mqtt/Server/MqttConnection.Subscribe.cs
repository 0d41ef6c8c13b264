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
        var bytes = Subscription.PathOf(filter.Filter);
        if (!IsWithinTopicLimits(bytes))
            return MqttReasonCode.TopicFilterInvalid;
        // A share gives nobody a right to more than the filter behind it.
        if (!_server.Application.MaySubscribe(this, MqttTopic.WithoutShare(filter.Filter)))
            return MqttReasonCode.NotAuthorized;
        var isNew = session.Subscribed(filter.Filter) is null;
        if (isNew && session.SubscriptionCount >= _options.MaximumSubscriptionsPerSession)
            return MqttReasonCode.QuotaExceeded;
        var subscription = new Subscription(session, filter, identifier);
        // First the subscription, then what is retained: a message that comes in between may come twice, but not never.
        _server.Subscriptions.Add(subscription);
        session.Add(subscription);
        // Retained messages would reach each member of a group, so none does (§4.8.2).
        var sendsRetained = subscription.ShareName is null
            && (filter.RetainHandling == MqttRetainHandling.SendAtSubscribe || (isNew && filter.RetainHandling == MqttRetainHandling.SendAtSubscribeIfNew));
        if (sendsRetained)
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

    /// <summary>A session that goes on keeps only what its client may read by now.</summary>
    private void CheckSubscriptions()
    {
        foreach (var filter in _session!.Filters)
        {
            if (!_server.Application.MaySubscribe(this, MqttTopic.WithoutShare(filter)))
                RemoveSubscription(filter);
        }
    }

    private bool RemoveSubscription(string filter)
    {
        _session!.RemoveSubscription(filter);
        return _server.Subscriptions.Remove(_session, filter);
    }
}
