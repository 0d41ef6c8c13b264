using System.Buffers;

namespace Facilities.Mqtt;

/// <summary>The reader loop.</summary>
internal sealed partial class MqttConnection
{
    /// <summary>Answers waiting in the control buffer beyond which the peer must read before it is heard again.</summary>
    private const int ControlLimitBytes = 64 * 1024;

    private readonly WakeUpSignal _room = new();
    private long _lastReceived;
    private long _partialSince;
    private int _isReading;
    private byte[]? _gathered;
    private int _received;

    private async Task ReadLoopAsync()
    {
        var input = _transport.Transport.Input;
        try
        {
            while (!_isStopping)
            {
                Volatile.Write(ref _isReading, 1);
                var result = await input.ReadAsync().ConfigureAwait(false);
                Volatile.Write(ref _isReading, 0);
                var buffer = result.Buffer;
                if (result.IsCanceled || _isStopping)
                    return;
                if (!buffer.IsEmpty)
                    Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                while (!_isStopping && TryReadPacket(ref buffer, out var header, out var body))
                {
                    var handling = HandleAsync(header, body);
                    if (!handling.IsCompletedSuccessfully)
                    {
                        // Whatever is durable by now shall not wait for this one.
                        FinishBatch();
                        await handling.ConfigureAwait(false);
                    }

                    ReturnGathered();
                    if (AnswersAreFull)
                        await RoomAsync().ConfigureAwait(false);
                }

                FinishBatch();
                Volatile.Write(ref _partialSince, buffer.IsEmpty ? 0 : _partialSince != 0 && result.Buffer.Length == buffer.Length ? _partialSince : _lastReceived);
                var ended = result.IsCompleted;
                input.AdvanceTo(buffer.Start, buffer.End);
                if (ended)
                    return;
            }
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
            ReturnGathered();
            FinishBatch();
        }
    }

    /// <summary>3.1.1 has no receive maximum, so its peer is paused where one of 5.0 would break the protocol.</summary>
    private bool AnswersAreFull
        => (ProtocolVersion == MqttProtocolVersion.V311 && _acks.Count >= _options.ReceiveMaximum) || Volatile.Read(ref _controlBytes) > ControlLimitBytes;

    private int MaximumPacketSize => _accepted ? _options.MaximumPacketSizeBytes : Math.Min(_options.MaximumPacketSizeBytes, MaximumConnectSizeBytes);

    private bool TryReadPacket(ref ReadOnlySequence<byte> buffer, out MqttFixedHeader header, out ReadOnlyMemory<byte> body)
    {
        if (MqttFrameReader.TryRead(ref buffer, MaximumPacketSize, ProtocolVersion, out header, out body, out _gathered))
            return true;
        // What must come first is checked before anybody waits for the rest.
        if (!_accepted && header.FirstByte != 0 && header.Type != MqttPacketType.Connect)
            MqttErrors.Protocol("MQTT-3.1.0-1", "The first packet must be CONNECT");
        return false;
    }

    private void ReturnGathered()
    {
        if (_gathered is null)
            return;
        ArrayPool<byte>.Shared.Return(_gathered);
        _gathered = null;
    }

    private ValueTask HandleAsync(MqttFixedHeader header, ReadOnlyMemory<byte> body)
    {
        if (!_accepted)
            return ConnectAsync(header, body);
        switch (header.Type)
        {
            case MqttPacketType.Publish:
                return _allowance is null || _allowance.TryTake() ? PublishAsync(header.FirstByte, body) : HeldBackAsync(header.FirstByte, body);
            case MqttPacketType.PubAck:
            case MqttPacketType.PubRec:
            case MqttPacketType.PubComp:
                Acknowledged(header.Type, MqttAckView.Read(header.Type, body.Span, ProtocolVersion, MqttPeer.Client));
                return default;
            case MqttPacketType.PubRel:
                Released(MqttAckView.Read(header.Type, body.Span, ProtocolVersion, MqttPeer.Client));
                return default;
            case MqttPacketType.Connect:
                // Before it is looked into: what is wrong inside has codes that only CONNACK may carry.
                MqttErrors.Protocol("MQTT-3.1.0-2", "A second CONNECT");
                return default;
            default:
                HandleRare(MqttPacketDecoder.Decode(header.FirstByte, body.Span, ProtocolVersion, MqttPeer.Client));
                return default;
        }
    }

    private void HandleRare(MqttPacket packet)
    {
        switch (packet)
        {
            case MqttPingReqPacket:
                SendControl(new MqttPingRespPacket());
                break;
            case MqttSubscribePacket subscribe:
                Subscribe(subscribe);
                break;
            case MqttUnsubscribePacket unsubscribe:
                Unsubscribe(unsubscribe);
                break;
            case MqttDisconnectPacket disconnect:
                Disconnect(disconnect);
                break;
            case MqttAuthPacket:
                MqttErrors.Protocol("MQTT-4.12.0-6", "AUTH without an authentication method in CONNECT");
                break;
            default:
                MqttErrors.Protocol("MQTT-4.13", $"A client doesn't send {packet.GetType().Name}");
                break;
        }
    }

    private void Disconnect(MqttDisconnectPacket packet)
    {
        if (packet.Properties.SessionExpiryIntervalSeconds is { } seconds)
        {
            if (_session!.Expiry == TimeSpan.Zero && seconds > 0)
                MqttErrors.Protocol("MQTT-3.14.2.2.2", "DISCONNECT can't extend a session that was to end with the connection");
            _session.Expiry = _server.LimitExpiry(seconds);
        }

        Stop(packet.ReasonCode == MqttReasonCode.Success ? MqttDisconnectReason.Normal : MqttDisconnectReason.NormalWithWill);
    }

    /// <summary>Once per read, not per packet: counts, and sees that acknowledgements go out.</summary>
    private void FinishBatch()
    {
        if (_received > 0)
        {
            _server.Metrics.PublishesReceived(_received);
            _received = 0;
        }

        SampleAckLatency();
        ArmAcks();
    }

    /// <summary>Waits until the peer has taken enough answers to be heard again.</summary>
    private async ValueTask RoomAsync()
    {
        while (AnswersAreFull && !_isStopping)
        {
            FinishBatch();
            if (_writerEnded)
            {
                _acks.Clear();
                return;
            }

            await _room.WaitAsync().ConfigureAwait(false);
        }
    }
}
