using System.Buffers;

namespace Facilities.Mqtt;

/// <summary>Receiving: one loop that reads, decodes and answers.</summary>
public sealed partial class MqttClient
{
    private const int SmallestReadBuffer = 4 * 1024;
    private const int UsualReadBuffer = 64 * 1024;

    private readonly HashSet<ushort> _receivedExactlyOnce;
    private TopicAliases? _aliases;

    private async Task ReceiveLoopAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallestReadBuffer);
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await _stream!.ReadAsync(buffer.AsMemory(filled), _stop.Token).ConfigureAwait(false);
                if (read == 0)
                    throw new MqttConnectionException("The server closed the connection");
                Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                filled += read;
                var consumed = 0;
                while (MqttFixedHeader.TryRead(buffer.AsSpan(consumed, filled - consumed), _options.MaximumPacketSizeBytes, _options.ProtocolVersion, out var header)
                    && filled - consumed >= header.TotalLength)
                {
                    var body = buffer.AsMemory(consumed + header.Length, header.RemainingLength);
                    var handling = HandleAsync(header, body);
                    if (!handling.IsCompletedSuccessfully)
                        await handling.ConfigureAwait(false);
                    consumed += header.TotalLength;
                }

                ReleaseRoom();
                buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
                filled -= consumed;
                buffer = FitBuffer(buffer, filled);
            }
        }
        catch (MqttProtocolException e)
        {
            await RefuseServerAsync(e).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            End(ConnectionLost(e));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Doubles a full buffer; its size is bounded by the largest packet, checked before.</summary>
    private static byte[] FitBuffer(byte[] buffer, int filled)
    {
        if (filled < buffer.Length && (filled > 0 || buffer.Length <= UsualReadBuffer))
            return buffer;
        var other = ArrayPool<byte>.Shared.Rent(filled < buffer.Length ? UsualReadBuffer : buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(other);
        ArrayPool<byte>.Shared.Return(buffer);
        return other;
    }

    private ValueTask HandleAsync(MqttFixedHeader header, ReadOnlyMemory<byte> body)
    {
        if (!_connAck.Task.IsCompleted && header.Type is not (MqttPacketType.ConnAck or MqttPacketType.Auth))
            MqttErrors.Protocol("MQTT-3.2.0-1", "The server sent something before CONNACK");
        switch (header.Type)
        {
            case MqttPacketType.PubAck:
            case MqttPacketType.PubRec:
            case MqttPacketType.PubComp:
                Answered(header.Type, MqttAckView.Read(header.Type, body.Span, _options.ProtocolVersion, MqttPeer.Server));
                return default;
            case MqttPacketType.Publish:
                return ReceiveAsync(header.FirstByte, body);
            case MqttPacketType.PubRel:
                var release = MqttAckView.Read(header.Type, body.Span, _options.ProtocolVersion, MqttPeer.Server);
                var known = _receivedExactlyOnce.Remove(release.PacketIdentifier);
                Answer(MqttPacketType.PubComp, release.PacketIdentifier, known ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound);
                return default;
            default:
                HandleRare(MqttPacketDecoder.Decode(header.FirstByte, body.Span, _options.ProtocolVersion, MqttPeer.Server));
                return default;
        }
    }

    private void HandleRare(MqttPacket packet)
    {
        switch (packet)
        {
            case MqttConnAckPacket connAck:
                if (!_connAck.TrySetResult(connAck))
                    MqttErrors.Protocol("MQTT-3.2.0-2", "A second CONNACK");
                break;
            case MqttSubAckPacket subAck:
                Resolve(subAck.PacketIdentifier, subAck);
                break;
            case MqttUnsubAckPacket unsubAck:
                Resolve(unsubAck.PacketIdentifier, unsubAck);
                break;
            case MqttPingRespPacket:
                break;
            case MqttDisconnectPacket disconnect when _options.ProtocolVersion == MqttProtocolVersion.V500:
                var text = disconnect.Properties.ReasonString;
                throw new MqttConnectionException(
                    $"The server disconnected: {disconnect.ReasonCode} (0x{(byte)disconnect.ReasonCode:X2}){(text is null ? "" : $", {text}")}",
                    disconnect.ReasonCode);
            default:
                MqttErrors.Protocol("MQTT-4.13", $"A server doesn't send {packet.GetType().Name}");
                break;
        }
    }

    private void Answered(MqttPacketType type, MqttAckView answer)
    {
        PublishWindow.Entry entry;
        lock (_gate)
        {
            // Unknown identifiers are answers to a connection before this one.
            if (!_window.Awaits(answer.PacketIdentifier, type))
            {
                if (type == MqttPacketType.PubRec && !answer.ReasonCode.IsError())
                    Encode(MqttPacketType.PubRel, answer.PacketIdentifier, Unknown(answer.PacketIdentifier));
                return;
            }

            if (type == MqttPacketType.PubRec && !answer.ReasonCode.IsError())
            {
                _window.Received(answer.PacketIdentifier);
                _options.Session?.Released(answer.PacketIdentifier);
                Encode(MqttPacketType.PubRel, answer.PacketIdentifier, MqttReasonCode.Success);
                entry = default;
            }
            else
            {
                entry = _window.End(answer.PacketIdentifier);
                _options.Session?.Acknowledged(answer.PacketIdentifier);
                ResendSome(1);
            }
        }

        if (entry.Awaited == 0)
        {
            _sendWakeUp.Set();
            return;
        }

        Interlocked.Increment(ref _acknowledged);
        entry.Completion?.Complete(answer.ReasonCode);
        if (entry.Observed)
            _options.PublishObserver?.Acknowledged(entry.Tag, answer.ReasonCode);
    }

    private async ValueTask ReceiveAsync(byte firstByte, ReadOnlyMemory<byte> body)
    {
        var publish = MqttPublishView.Read(firstByte, body.Span, _options.ProtocolVersion, MqttPeer.Server).On(body);
        if (!publish.PropertyBytes.IsEmpty && MqttPublishView.TopicAliasIn(publish.PropertyBytes.Span) is var alias and not 0)
            publish = publish with { Topic = (_aliases ??= new TopicAliases(_options.TopicAliasMaximum)).Resolve(alias, publish.Topic) };
        if (publish.QoS == MqttQualityOfService.ExactlyOnce && _options.ReceiveMaximum > 0 && _options.ProtocolVersion == MqttProtocolVersion.V500
            && _receivedExactlyOnce.Count >= _options.ReceiveMaximum && !_receivedExactlyOnce.Contains(publish.PacketIdentifier))
            MqttErrors.Throw(MqttReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-9", "The server sent more than the receive maximum");
        var id = publish.PacketIdentifier;
        if (publish.QoS != MqttQualityOfService.ExactlyOnce || _receivedExactlyOnce.Add(id))
            await DeliverAsync(publish).ConfigureAwait(false);
        if (publish.QoS == MqttQualityOfService.AtLeastOnce)
            Answer(MqttPacketType.PubAck, id, MqttReasonCode.Success);
        else if (publish.QoS == MqttQualityOfService.ExactlyOnce)
            Answer(MqttPacketType.PubRec, id, MqttReasonCode.Success);
    }

    private async ValueTask DeliverAsync(MqttPublish publish)
    {
        if (_options.MessageReceived is not { } receive)
            return;
        Volatile.Write(ref _inHandler, true);
        await receive(publish, _stop.Token).ConfigureAwait(false);
        Volatile.Write(ref _lastReceived, _time.GetTimestamp());
        Volatile.Write(ref _inHandler, false);
    }

    private void Answer(MqttPacketType type, ushort packetIdentifier, MqttReasonCode code)
    {
        lock (_gate)
            Encode(type, packetIdentifier, code);
        _sendWakeUp.Set();
    }

    /// <summary>PUBREC came twice: the answer is the same; else nobody knows it.</summary>
    private MqttReasonCode Unknown(ushort packetIdentifier)
        => _window.Awaits(packetIdentifier, MqttPacketType.PubComp) ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound;

    /// <summary>Under the lock.</summary>
    private void Encode(MqttPacketType type, ushort packetIdentifier, MqttReasonCode code)
    {
        if (_isEnded)
            return;
        var span = _unsent.GetSpan(MqttPublishEncoder.MaximumAckLength);
        _unsent.Advance(MqttPublishEncoder.WriteAck(span, type, packetIdentifier, code, _options.ProtocolVersion));
    }

    /// <summary>Once per read, not per acknowledgement: answers go out and waiting publishers try again.</summary>
    private void ReleaseRoom()
    {
        TaskCompletionSource? room = null;
        bool unsent;
        lock (_gate)
        {
            unsent = _unsent.Length > 0;
            if (_window.InFlight < _window.Size)
                room = TakeRoom();
        }

        if (unsent)
            _sendWakeUp.Set();
        room?.TrySetResult();
    }

    /// <summary>Tells an MQTT 5 server what it did wrong, then closes. Telling is a courtesy: it isn't waited for long.</summary>
    private async Task RefuseServerAsync(MqttProtocolException e)
    {
        lock (_gate)
        {
            if (_isConnected && _options.ProtocolVersion == MqttProtocolVersion.V500)
                MqttPacketEncoder.Encode(_unsent, new MqttDisconnectPacket(e.ReasonCode), _options.ProtocolVersion);
            _disconnecting = true;
            _endWhenSent = e;
        }

        _sendWakeUp.Set();
        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(e);
    }
}
