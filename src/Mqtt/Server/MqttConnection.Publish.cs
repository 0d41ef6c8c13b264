using System.Runtime.CompilerServices;

namespace Facilities.Mqtt;

/// <summary>PUBLISH from the client and the QoS 1 and 2 exchanges (MQTT 5 §4.3). No allocation for a message that isn't routed.</summary>
internal sealed partial class MqttConnection
{
    private readonly AckRing _acks = new();
    private SubscriptionMatches? _matches;
    private TopicAliases? _aliases;

    private ValueTask PublishAsync(byte firstByte, ReadOnlyMemory<byte> body, bool isOverRate = false)
    {
        var view = MqttPublishView.Read(firstByte, body.Span, ProtocolVersion, MqttPeer.Client);
        var publish = view.On(body);
        if (view.HasProperties && MqttPublishView.TopicAliasIn(view.Properties(body.Span)) is var alias and not 0)
            publish = publish with { Topic = (_aliases ??= new TopicAliases(_options.TopicAliasMaximum)).Resolve(alias, publish.Topic) };
        if (!IsWithinTopicLimits(publish.Topic.Span))
            MqttErrors.Throw(MqttReasonCode.TopicNameInvalid, "MQTT-4.7.3-3", "The topic is longer or deeper than this server takes");
        _received++;
        if (publish.QoS != MqttQualityOfService.AtMostOnce)
        {
            // 3.1.1 has no receive maximum: its reader waits for room instead.
            if (ProtocolVersion == MqttProtocolVersion.V500 && _acks.Count >= _options.ReceiveMaximum)
                MqttErrors.Throw(MqttReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-9", "More publishes in flight than the receive maximum");
            if (publish.QoS == MqttQualityOfService.ExactlyOnce && !TakesExactlyOnce(publish))
                return default;
        }

        if (isOverRate)
        {
            Decided(MqttPublishDecision.Reject(MqttReasonCode.QuotaExceeded), in publish);
            return default;
        }

        var deciding = _server.Application.PublishAsync(this, in publish, _stopping.Token);
        if (!deciding.IsCompletedSuccessfully)
            return DecideLaterAsync(deciding, publish);
        Decided(deciding.Result, in publish);
        return default;
    }

    /// <summary>
    /// The credential publishes faster than it may. Nothing more is read until it is this one's turn; when that has gone on for too long without a rest,
    /// publishes are refused instead, still no faster than one a pause: 3.1.1 and QoS 0 have no answer that could say so, their connection ends.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HeldBackAsync(byte firstByte, ReadOnlyMemory<byte> body)
    {
        _server.Metrics.PublishHeldBack();
        while (true)
        {
            await Task.Delay(_allowance!.Pause, _time, _stopping.Token).ConfigureAwait(false);
            if (_allowance.HeldFor > _options.PublishPatience)
                break;
            if (_allowance.TryTake())
            {
                await PublishAsync(firstByte, body).ConfigureAwait(false);
                return;
            }
        }

        if (ProtocolVersion == MqttProtocolVersion.V500 && MqttPublishView.QoSOf(firstByte) != MqttQualityOfService.AtMostOnce)
        {
            await PublishAsync(firstByte, body, isOverRate: true).ConfigureAwait(false);
            return;
        }

        _received++;
        _server.Metrics.PublishRefused(MqttReasonCode.MessageRateTooHigh);
        Stop(MqttDisconnectReason.RateExceeded, MqttReasonCode.MessageRateTooHigh, "Publishes come faster than this credential may send them");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DecideLaterAsync(ValueTask<MqttPublishDecision> deciding, MqttPublish publish)
    {
        var decision = await deciding.ConfigureAwait(false);
        Decided(decision, in publish);
    }

    /// <summary>A second delivery of a QoS 2 publish is answered, not published [MQTT-4.3.3-10].</summary>
    private bool TakesExactlyOnce(in MqttPublish publish)
    {
        if (_session!.HasReceived(publish.PacketIdentifier))
        {
            _acks.Add(MqttPacketType.PubRec, publish.PacketIdentifier, MqttReasonCode.Success, 0);
            return false;
        }

        if (_session.ReceivedCount >= _options.ReceiveMaximum && ProtocolVersion == MqttProtocolVersion.V500)
            MqttErrors.Throw(MqttReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-9", "More publishes in flight than the receive maximum");
        return true;
    }

    private void Decided(MqttPublishDecision decision, in MqttPublish publish)
    {
        if (decision.ReasonCode.IsError())
            _server.Metrics.PublishRefused(decision.ReasonCode);
        else if (decision.Route)
            _server.Route(_session, in publish, _matches ??= new SubscriptionMatches(), decision.Audience);
        if (publish.QoS == MqttQualityOfService.AtMostOnce)
            return;
        if (publish.QoS == MqttQualityOfService.AtLeastOnce)
        {
            _acks.Add(MqttPacketType.PubAck, publish.PacketIdentifier, decision.ReasonCode, decision.DurableAt);
            return;
        }

        // A refusal ends the exchange in MQTT 5; 3.1.1 can't hear it and goes on to PUBREL.
        if (ProtocolVersion == MqttProtocolVersion.V311 || !decision.ReasonCode.IsError())
            _session!.Receive(publish.PacketIdentifier);
        _acks.Add(MqttPacketType.PubRec, publish.PacketIdentifier, decision.ReasonCode, decision.DurableAt);
    }

    private void Released(MqttAckView release)
    {
        var known = _session!.Release(release.PacketIdentifier);
        SendAck(MqttPacketType.PubComp, release.PacketIdentifier, known ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound);
    }

    private void Acknowledged(MqttPacketType type, MqttAckView answer)
    {
        var known = _session!.Acknowledge(type, answer.PacketIdentifier, answer.ReasonCode);
        if (type == MqttPacketType.PubRec && !answer.ReasonCode.IsError())
            SendAck(MqttPacketType.PubRel, answer.PacketIdentifier, known ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound);
    }
}
