using System.Text;

namespace Facilities.Mqtt;

/// <summary>Publishing.</summary>
public sealed partial class MqttClient
{
    private readonly Stack<PublishCompletion> _completions = new();
    private readonly MqttPacketBuffer _withAlias = new();

    /// <summary>
    /// Publishes and waits for the acknowledgement (QoS 0: until handed to the connection). Waits first while
    /// <see cref="MqttClientOptions.MaximumInFlight"/> are unacknowledged. Many may be pending at once. The payload must stay
    /// unchanged until the returned task completes.
    /// </summary>
    /// <returns>The server's reason code; a refusal (≥ 0x80) is an answer, not an exception.</returns>
    /// <exception cref="ArgumentException">The topic isn't a topic name, or the packet is over the server's limit.</exception>
    /// <exception cref="MqttConnectionException">The connection ended before the acknowledgement: it may or may not have arrived.</exception>
    public ValueTask<MqttReasonCode> PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce,
        bool retain = false,
        MqttProperties? properties = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var name = Encoding.UTF8.GetBytes(topic);
        if (!MqttTopic.IsValidName(name))
            throw new ArgumentException($"'{topic}' isn't a topic name", nameof(topic));
        _limits.CheckPublish(qos, retain);
        if (properties is { TopicAlias: not null } || properties?.SubscriptionIdentifiers.Count > 0)
            throw new ArgumentException("Topic aliases are set by UseTopicAliases, and a client sends no subscription identifiers", nameof(properties));
        var encoded = _options.ProtocolVersion == MqttProtocolVersion.V500 ? MqttPropertyWriter.ToArray(properties) : [];
        CheckSize(name.Length, payload.Length, qos, encoded.Length);
        var outgoing = new Outgoing(name, payload, qos, retain, encoded, 0, Observed: false);
        if (!TryPublish(outgoing, out var acknowledged, out _))
            return PublishSlowAsync(outgoing, null, ct);
        return ct.CanBeCanceled ? PublishSlowAsync(outgoing, acknowledged, ct) : acknowledged;
    }

    /// <summary>
    /// Posts a QoS 1 message and returns as soon as it is in the send buffer: no allocation, no task per message. The
    /// acknowledgement is counted and told to <see cref="MqttClientOptions.PublishObserver"/> with <paramref name="tag"/>.
    /// Waits only while the in-flight window or the send buffer is full.
    /// </summary>
    /// <param name="topic">Topic name, UTF-8; must be valid, it isn't checked.</param>
    /// <param name="payload">Copied before the task completes.</param>
    /// <param name="tag">Given back with the acknowledgement, for example a timestamp.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="MqttConnectionException">The connection has ended.</exception>
    public ValueTask PostAsync(ReadOnlyMemory<byte> topic, ReadOnlyMemory<byte> payload, long tag = 0, CancellationToken ct = default)
    {
        var outgoing = new Outgoing(topic, payload, MqttQualityOfService.AtLeastOnce, false, default, tag, Observed: true);
        return TryPublish(outgoing, out _, out var room) ? default : PostSlowAsync(outgoing, room!, ct);
    }

    /// <summary>Waits until nothing is in flight.</summary>
    /// <exception cref="MqttConnectionException">The connection ended before.</exception>
    public async Task DrainAsync(CancellationToken ct = default)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_isEnded)
                    throw EndedException();
                if (_window.InFlight == 0)
                    return;
                room = Room();
            }

            await room.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    private async ValueTask<MqttReasonCode> PublishSlowAsync(Outgoing outgoing, ValueTask<MqttReasonCode>? started, CancellationToken ct)
    {
        ValueTask<MqttReasonCode>? acknowledged = started;
        while (acknowledged is null)
        {
            if (TryPublish(outgoing, out var answer, out var room))
                acknowledged = answer;
            else
                await room!.WaitAsync(ct).ConfigureAwait(false);
        }

        return ct.CanBeCanceled
            ? await acknowledged.Value.AsTask().WaitAsync(ct).ConfigureAwait(false)
            : await acknowledged.Value.ConfigureAwait(false);
    }

    private async ValueTask PostSlowAsync(Outgoing outgoing, Task room, CancellationToken ct)
    {
        Task? wait = room;
        while (wait is not null)
        {
            await wait.WaitAsync(ct).ConfigureAwait(false);
            TryPublish(outgoing, out _, out wait);
        }
    }

    /// <summary>Encodes if there is room; else gives a task to wait on and try again.</summary>
    private bool TryPublish(in Outgoing outgoing, out ValueTask<MqttReasonCode> acknowledged, out Task? room)
    {
        acknowledged = new ValueTask<MqttReasonCode>(MqttReasonCode.Success);
        room = null;
        lock (_gate)
        {
            if (!_isConnected || _disconnecting)
                throw _isEnded ? EndedException() : new MqttConnectionException("The client isn't connected");
            ushort id = 0;
            PublishCompletion? completion = null;
            var full = _unsent.Length >= _options.MaximumUnsentBytes;
            if (!full && outgoing.QoS != MqttQualityOfService.AtMostOnce)
            {
                if (_window.InFlight < _window.Size)
                {
                    completion = outgoing.Observed ? null : TakeCompletion();
                    _window.TryStart(outgoing.QoS, outgoing.Tag, completion, outgoing.Observed, out id);
                }
                else
                {
                    full = true;
                }
            }

            if (full)
            {
                room = Room();
                return false;
            }

            if (id != 0 && _options.Session is { } session)
                session.Sent(new UnacknowledgedPublish(id, outgoing.Topic.ToArray(), outgoing.Payload.ToArray(), outgoing.QoS, outgoing.Retain,
                    outgoing.Properties.ToArray(), IsReleased: false));
            Encode(in outgoing, id);
            if (completion is not null)
                acknowledged = completion.Task;
        }

        _sendWakeUp.Set();
        return true;
    }

    /// <summary>Under the lock.</summary>
    private void Encode(in Outgoing outgoing, ushort id)
    {
        var topic = outgoing.Topic.Span;
        var properties = outgoing.Properties.Span;
        var isKnown = false;
        if (_assigned?.Find(topic, out isKnown) is > 0 and var alias)
        {
            _withAlias.Rewind(0);
            _withAlias.WriteByte((byte)MqttPropertyId.TopicAlias);
            _withAlias.WriteUInt16(alias);
            _withAlias.WriteBytes(properties);
            properties = _withAlias.Written.Span;
            if (!isKnown)
                _assigned.Set(topic.ToArray(), alias);
            if (isKnown)
                topic = [];
        }

        MqttPublishEncoder.Write(_unsent, topic, outgoing.Payload.Span, outgoing.QoS, outgoing.Retain, duplicate: false, id, properties,
            _options.ProtocolVersion);
    }

    /// <summary>Under the lock: completes when there may be room again.</summary>
    private Task Room() => (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private PublishCompletion TakeCompletion() => _completions.TryPop(out var completion) ? completion : new PublishCompletion(Recycle);

    private void Recycle(PublishCompletion completion)
    {
        lock (_gate)
            _completions.Push(completion);
    }

    private void CheckSize(int topicLength, int payloadLength, MqttQualityOfService qos, int propertiesLength)
    {
        // The first time a topic goes out with its alias, if it does.
        var alias = _assigned is null ? 0 : 3;
        var size = MqttPublishEncoder.SizeOf(topicLength, payloadLength, qos, propertiesLength + alias, _options.ProtocolVersion);
        if (size > _serverMaximumPacketSize)
            throw new ArgumentException($"A packet of {size} bytes is over the server's limit of {_serverMaximumPacketSize}");
    }

    private readonly record struct Outgoing(
        ReadOnlyMemory<byte> Topic,
        ReadOnlyMemory<byte> Payload,
        MqttQualityOfService QoS,
        bool Retain,
        ReadOnlyMemory<byte> Properties,
        long Tag,
        bool Observed);
}
