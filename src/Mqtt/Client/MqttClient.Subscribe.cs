namespace Facilities.Mqtt;

/// <summary>Subscribing.</summary>
public sealed partial class MqttClient
{
    private readonly Dictionary<ushort, TaskCompletionSource<MqttPacket>> _answers = [];
    private ushort _lastRequestIdentifier = ushort.MaxValue;

    /// <summary>Subscribes; messages go to <see cref="MqttClientOptions.MessageReceived"/>.</summary>
    /// <returns>One reason code for each filter: the granted QoS or a refusal.</returns>
    /// <exception cref="ArgumentException">A filter is invalid or there is none.</exception>
    /// <exception cref="MqttConnectionException">The connection ended, or no SUBACK came in time.</exception>
    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttTopicFilter> filters, CancellationToken ct = default)
        => SubscribeAsync(filters, identifier: 0, ct);

    /// <summary>Subscribes with an identifier that comes back with each message (MQTT 5; 0 = none).</summary>
    /// <inheritdoc cref="SubscribeAsync(IReadOnlyList{MqttTopicFilter}, CancellationToken)"/>
    public async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttTopicFilter> filters, uint identifier, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Count == 0)
            throw new ArgumentException("There is nothing to subscribe to", nameof(filters));
        foreach (var filter in filters)
        {
            CheckFilter(filter.Filter);
            _limits.CheckSubscribe(filter.Filter, identifier != 0);
            if (filter.NoLocal && MqttTopic.ShareOf(filter.Filter) is not null)
                throw new ArgumentException("A shared subscription can't leave out one's own messages", nameof(filters));
        }

        var properties = new MqttProperties();
        if (identifier != 0)
            properties.SubscriptionIdentifiers.Add(identifier);
        var answer = await RequestAsync(id => new MqttSubscribePacket(id, filters) { Properties = properties }, ct).ConfigureAwait(false);
        return ((MqttSubAckPacket)answer).ReasonCodes;
    }

    /// <summary>Subscribes to one filter.</summary>
    /// <exception cref="MqttConnectionException">The server refused it, the connection ended, or no SUBACK came in time.</exception>
    public async Task SubscribeAsync(string filter, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, CancellationToken ct = default)
    {
        var codes = await SubscribeAsync([new MqttTopicFilter(filter, qos)], ct).ConfigureAwait(false);
        if (codes[0].IsError())
            throw new MqttConnectionException($"The server refused the subscription to {filter}: {codes[0]} (0x{(byte)codes[0]:X2})", codes[0]);
    }

    /// <summary>Removes subscriptions and waits for UNSUBACK.</summary>
    /// <exception cref="ArgumentException">A filter is invalid or there is none.</exception>
    /// <exception cref="MqttConnectionException">The connection ended, or no UNSUBACK came in time.</exception>
    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Count == 0)
            throw new ArgumentException("There is nothing to unsubscribe from", nameof(filters));
        foreach (var filter in filters)
            CheckFilter(filter);
        await RequestAsync(id => new MqttUnsubscribePacket(id, filters), ct).ConfigureAwait(false);
    }

    private async Task<MqttPacket> RequestAsync(Func<ushort, MqttPacket> packet, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<MqttPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort id;
        lock (_gate)
        {
            if (!_isConnected || _disconnecting)
                throw _isEnded ? EndedException() : new MqttConnectionException("The client isn't connected");
            id = NextRequestIdentifier();
            _answers.Add(id, answer);
            MqttPacketEncoder.Encode(_unsent, packet(id), _options.ProtocolVersion);
        }

        _sendWakeUp.Set();
        try
        {
            return await answer.Task.WaitAsync(_options.Timeout, _time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new MqttConnectionException($"The server didn't answer within {_options.Timeout}", null, e);
        }
        finally
        {
            lock (_gate)
                _answers.Remove(id);
        }
    }

    /// <summary>Under the lock. Identifiers above the publish window, so that the two never meet.</summary>
    private ushort NextRequestIdentifier()
    {
        if (_answers.Count >= ushort.MaxValue - _window.Capacity)
            throw new InvalidOperationException("Too many subscriptions are waiting for their answer");
        do
            _lastRequestIdentifier = _lastRequestIdentifier == ushort.MaxValue ? (ushort)(_window.Capacity + 1) : (ushort)(_lastRequestIdentifier + 1);
        while (_answers.ContainsKey(_lastRequestIdentifier));
        return _lastRequestIdentifier;
    }

    private void Resolve(ushort packetIdentifier, MqttPacket answer)
    {
        TaskCompletionSource<MqttPacket>? waiting;
        lock (_gate)
            _answers.Remove(packetIdentifier, out waiting);
        waiting?.TrySetResult(answer);
    }

    private static void CheckFilter(string filter)
    {
        if (!MqttTopic.IsValidFilter(filter))
            throw new ArgumentException($"'{filter}' isn't a topic filter");
    }
}
