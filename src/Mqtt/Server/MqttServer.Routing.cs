namespace Facilities.Mqtt;

/// <summary>From a publish to the sessions that want it, and the retained messages.</summary>
public sealed partial class MqttServer
{
    /// <summary>Retains if asked and queues for every session that matches. Allocates only if somebody wants it.</summary>
    /// <param name="publisher">For no-local; null = the server or a will.</param>
    /// <param name="publish">A view.</param>
    /// <param name="matches">The caller's scratch.</param>
    /// <param name="audience">Whom it is for; null = for all.</param>
    internal void Route(MqttSession? publisher, in MqttPublish publish, SubscriptionMatches matches, string? audience = null)
    {
        RoutedMessage? message = null;
        if (publish.Retain)
        {
            message = RoutedMessage.From(in publish, NowUnixMs, audience);
            Retain(message);
        }

        matches.Clear(audience);
        Subscriptions.Match(publish.Topic.Span, publisher, matches);
        for (var i = 0; i < matches.Count; i++)
        {
            message ??= RoutedMessage.From(in publish, NowUnixMs, audience);
            var match = matches[i];
            var qos = match.QoS < publish.QoS ? match.QoS : publish.QoS;
            // RETAIN is cleared for subscriptions that exist already [MQTT-3.3.1-12].
            Deliver(match.Session, new Delivery(message, qos, publish.Retain && match.RetainAsPublished, match.SubscriptionIdentifiers, match.Shared));
        }
    }

    /// <summary>What a new subscription gets of the retained messages.</summary>
    internal void CollectRetained(Subscription subscription, ReadOnlySpan<byte> filter, List<Delivery> into)
    {
        if (_retained.Count == 0)
            return;
        var messages = new List<RoutedMessage>();
        _retained.Match(filter, subscription.Session.Audience, NowUnixMs, messages);
        uint[]? ids = subscription.Identifier == 0 ? null : [subscription.Identifier];
        foreach (var message in messages)
        {
            var qos = subscription.Filter.QoS < message.QoS ? subscription.Filter.QoS : message.QoS;
            into.Add(new Delivery(message, qos, Retain: true, ids));
        }
    }

    /// <summary>What an ended session had of shared subscriptions and didn't deliver goes to the other members.</summary>
    private void Redeliver(List<Delivery> left)
    {
        foreach (var delivery in left)
        {
            if (Subscriptions.NextOf(delivery.Shared!, delivery.Message.Audience) is { } next)
                Deliver(next.Session, delivery with { QoS = next.Filter.QoS < delivery.Message.QoS ? next.Filter.QoS : delivery.Message.QoS, Shared = next });
        }
    }

    private void Deliver(MqttSession session, in Delivery delivery)
    {
        switch (session.Enqueue(in delivery))
        {
            case EnqueueResult.DroppedFull:
                Metrics.Dropped(DropReason.QueueFull);
                break;
            case EnqueueResult.DroppedOffline:
                Metrics.Dropped(DropReason.Offline);
                break;
            case EnqueueResult.Overflow:
                Metrics.Dropped(DropReason.QueueFull);
                session.Connection?.Stop(MqttDisconnectReason.QueueOverflow, MqttReasonCode.QuotaExceeded, "The client reads too slowly");
                break;
        }
    }

    private void Retain(RoutedMessage message)
    {
        if (message.Payload.Length == 0)
        {
            Removed(_retained.Remove(message.Topic, message.Audience));
            return;
        }

        if (!_retained.TrySet(message, out var replaced))
        {
            Removed(_retained.RemoveExpired(NowUnixMs));
            if (!_retained.TrySet(message, out replaced))
            {
                Metrics.Dropped(DropReason.RetainedFull);
                Log.RetainedFull(Logger, _retained.Count);
                return;
            }
        }

        Removed(replaced);
        _retainedWriter.Stored(message, NowUnixMs);
    }

    private void Removed(IReadOnlyList<RoutedMessage> messages)
    {
        foreach (var message in messages)
            _retainedWriter.Removed(message);
    }
}
