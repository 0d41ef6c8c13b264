using System.Buffers;
using System.IO.Pipelines;

namespace Facilities.Mqtt;

/// <summary>The writer loop: the only one that touches the transport's output.</summary>
internal sealed partial class MqttConnection
{
    /// <summary>Bytes gathered before a flush; about what a socket takes at once.</summary>
    private const int BatchBytes = 64 * 1024;

    private const int AckBatchBytes = 4 * 1024;

    private readonly WakeUpSignal _wakeUp = new();
    private readonly Lock _controlGate = new();
    private readonly MqttPacketBuffer _control = new();
    private MqttPacketBuffer? _properties;
    private AssignedAliases? _assigned;
    private int _controlBytes;
    private int _armed;
    private long _sendingSince;
    private volatile bool _writerEnded;
    private long _sampledAt;
    private long _sampledEntry;

    /// <summary>There are messages for the session. Any thread.</summary>
    public void DeliveriesDue() => _wakeUp.Set();

    /// <summary>The oldest acknowledgement is durable. Called under the lock of <see cref="AckWaiters"/>.</summary>
    public void AcksDue()
    {
        Volatile.Write(ref _armed, 0);
        _wakeUp.Set();
    }

    private async Task WriteLoopAsync()
    {
        var output = _transport.Transport.Output;
        try
        {
            while (true)
            {
                await _wakeUp.WaitAsync().ConfigureAwait(false);
                while (Write(output))
                {
                    Volatile.Write(ref _sendingSince, _time.GetTimestamp());
                    var flushed = await output.FlushAsync().ConfigureAwait(false);
                    Volatile.Write(ref _sendingSince, 0);
                    if (flushed.IsCompleted || flushed.IsCanceled)
                        return;
                    _room.Set();
                }

                // A last word is queued before the flag is set.
                if (!_isStopping)
                    ArmAcks();
                else if (Volatile.Read(ref _controlBytes) == 0)
                    return;
            }
        }
        catch (Exception e)
        {
            // The peer is gone: the reader sees it too and ends the connection.
            Log.WriteFailed(_log, e, ClientId, RemoteEndPoint);
        }
        finally
        {
            Volatile.Write(ref _sendingSince, 0);
            _writerEnded = true;
            _room.Set();
        }
    }

    /// <summary>Puts what is due into the output, up to a batch; false when there was nothing.</summary>
    private bool Write(PipeWriter output)
    {
        var bytes = WriteControl(output);
        if (_isStopping)
            return bytes > 0;
        bytes += WriteAcks(output);
        if (_established)
            bytes += WriteDeliveries(output);
        if (bytes > 0)
            _server.Metrics.BytesSent(bytes);
        return bytes > 0;
    }

    private int WriteControl(PipeWriter output)
    {
        if (Volatile.Read(ref _controlBytes) == 0)
            return 0;
        lock (_controlGate)
        {
            var bytes = _control.Length;
            output.Write(_control.Written.Span);
            // Given back, not kept: most connections are idle most of the time.
            _control.Dispose();
            Volatile.Write(ref _controlBytes, 0);
            return bytes;
        }
    }

    private int WriteAcks(PipeWriter output)
    {
        var total = 0;
        while (_acks.Count > 0 && total < BatchBytes)
        {
            var span = output.GetSpan(Math.Min(AckBatchBytes, _acks.Count * MqttPublishEncoder.MaximumAckLength));
            var written = _acks.Drain(_server.Durability.Through, span, ProtocolVersion);
            if (written == 0)
                break;
            output.Advance(written);
            total += written;
        }

        if (total > 0)
            AckLatencySampled();
        return total;
    }

    private int WriteDeliveries(PipeWriter output)
    {
        var total = 0;
        var sent = 0;
        while (total < BatchBytes && _session!.TryTake(out var outgoing))
        {
            var written = outgoing.Release ? WriteRelease(output, outgoing.PacketIdentifier) : WriteDelivery(output, outgoing);
            total += written;
            if (written > 0)
                sent++;
        }

        if (sent > 0)
            _server.Metrics.PublishesSent(sent);
        return total;
    }

    private int WriteRelease(PipeWriter output, ushort packetIdentifier)
    {
        var written = MqttPublishEncoder.WriteAck(
            output.GetSpan(MqttPublishEncoder.MaximumAckLength), MqttPacketType.PubRel, packetIdentifier, MqttReasonCode.Success, ProtocolVersion);
        output.Advance(written);
        return written;
    }

    private int WriteDelivery(PipeWriter output, in MqttSession.Outgoing outgoing)
    {
        var delivery = outgoing.Delivery;
        var message = delivery.Message;
        var now = message.ExpiresAtUnixMs is null ? 0 : _server.NowUnixMs;
        // An expired message is completed as if it were sent; one that was sent before is finished [MQTT-3.3.2-5, 4.3.3-7].
        if (message.IsExpired(now) && !outgoing.Duplicate)
            return Drop(outgoing, DropReason.Expired);
        var isKnown = false;
        var alias = _assigned?.Find(message.Topic, out isKnown) ?? 0;
        var topic = isKnown ? [] : message.Topic;
        var properties = ProtocolVersion == MqttProtocolVersion.V500 ? PropertiesOf(delivery, now, alias) : [];
        var size = MqttPublishEncoder.SizeOf(topic.Length, message.Payload.Length, delivery.QoS, properties.Length, ProtocolVersion);
        if (size > _clientMaximumPacketSize && alias != 0 && !isKnown)
        {
            // Without the alias it may just fit.
            alias = 0;
            properties = PropertiesOf(delivery, now, alias);
            size = MqttPublishEncoder.SizeOf(topic.Length, message.Payload.Length, delivery.QoS, properties.Length, ProtocolVersion);
        }

        // A too large message, too [MQTT-3.1.2-25].
        if (size > _clientMaximumPacketSize)
            return Drop(outgoing, DropReason.TooLarge);
        if (alias != 0 && !isKnown)
            _assigned!.Set(message.Topic, alias);
        MqttPublishEncoder.Write(output, topic, message.Payload, delivery.QoS, delivery.Retain, outgoing.Duplicate,
            outgoing.PacketIdentifier, properties, ProtocolVersion);
        return size;
    }

    private int Drop(in MqttSession.Outgoing outgoing, DropReason why)
    {
        _session!.Abandon(outgoing.PacketIdentifier);
        _server.Metrics.Dropped(why);
        return 0;
    }

    /// <summary>Remaining expiry, alias and subscription identifiers go before what the publisher sent.</summary>
    private ReadOnlySpan<byte> PropertiesOf(in Delivery delivery, long nowUnixMs, ushort alias)
    {
        var message = delivery.Message;
        if (message.ExpiresAtUnixMs is null && delivery.SubscriptionIdentifiers is null && alias == 0)
            return message.Properties;
        var buffer = _properties ??= new MqttPacketBuffer();
        buffer.Rewind(0);
        if (message.ExpiresAtUnixMs is { } expires)
        {
            buffer.WriteByte((byte)MqttPropertyId.MessageExpiryInterval);
            buffer.WriteUInt32((uint)Math.Max(0, (expires - nowUnixMs + 999) / 1000));
        }

        if (alias != 0)
        {
            buffer.WriteByte((byte)MqttPropertyId.TopicAlias);
            buffer.WriteUInt16(alias);
        }

        foreach (var id in delivery.SubscriptionIdentifiers ?? [])
        {
            buffer.WriteByte((byte)MqttPropertyId.SubscriptionIdentifier);
            buffer.WriteVariableByteInteger(id);
        }

        buffer.WriteBytes(message.Properties);
        return buffer.Written.Span;
    }

    private void SendControl(MqttPacket packet)
    {
        lock (_controlGate)
        {
            if (_writerEnded)
                return;
            var start = _control.Length;
            MqttPacketEncoder.Encode(_control, packet, ProtocolVersion);
            // A packet larger than the client takes isn't sent at all [MQTT-3.1.2-24].
            if (_control.Length - start > _clientMaximumPacketSize)
                _control.Rewind(start);
            Volatile.Write(ref _controlBytes, _control.Length);
        }

        _wakeUp.Set();
    }

    private void SendAck(MqttPacketType type, ushort packetIdentifier, MqttReasonCode code)
    {
        lock (_controlGate)
        {
            if (_writerEnded)
                return;
            _control.Advance(MqttPublishEncoder.WriteAck(_control.GetSpan(MqttPublishEncoder.MaximumAckLength), type, packetIdentifier, code, ProtocolVersion));
            Volatile.Write(ref _controlBytes, _control.Length);
        }

        _wakeUp.Set();
    }

    /// <summary>
    /// Sees to it that somebody wakes the writer when the oldest acknowledgement may go out: at once if it is durable, else by the
    /// server's waiting list. Called by both loops, so a connection enters the list only if it isn't in it.
    /// </summary>
    private void ArmAcks()
    {
        if (_isStopping || !_acks.TryPeek(out var durableAt))
            return;
        if (durableAt <= _server.Durability.Through)
        {
            _wakeUp.Set();
            return;
        }

        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _server.WaitForDurability(this, durableAt);
    }

    /// <summary>Latency is measured on one acknowledgement at a time: exact, and next to free.</summary>
    private void SampleAckLatency()
    {
        if (Volatile.Read(ref _sampledAt) != 0 || _acks.Count == 0)
            return;
        _sampledEntry = _acks.Added;
        Volatile.Write(ref _sampledAt, _time.GetTimestamp());
    }

    private void AckLatencySampled()
    {
        var at = Volatile.Read(ref _sampledAt);
        if (at == 0 || _acks.Drained < _sampledEntry)
            return;
        _server.Metrics.Acknowledged(_time.GetElapsedTime(at));
        Volatile.Write(ref _sampledAt, 0);
    }
}
