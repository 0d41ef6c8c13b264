namespace Facilities.Mqtt;

/// <summary>
/// An MQTT client for one connection: connect once, publish and subscribe, disconnect or lose it. Reconnecting is the
/// caller's business, with a new client. Thread-safe: any thread may publish and subscribe.
/// </summary>
public sealed partial class MqttClient : IAsyncDisposable
{
    private readonly MqttClientOptions _options;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="options">How to connect; checked here.</param>
    /// <param name="timeProvider">Clock for keep alive and timeouts; the system's by default.</param>
    public MqttClient(MqttClientOptions options, TimeProvider? timeProvider = null)
    {
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Between an accepted CONNACK and the end of the connection.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>
    /// Completes when the connection has ended: successfully after <see cref="DisconnectAsync"/>, else with a
    /// <see cref="MqttConnectionException"/> or <see cref="MqttProtocolException"/>.
    /// </summary>
    public Task Completion => _ended.Task;

    /// <summary>QoS 1 and 2 publishes acknowledged so far, refusals included.</summary>
    public long AcknowledgedCount { get; private set; }

    /// <summary>QoS 1 and 2 publishes waiting for their acknowledgement.</summary>
    public int InFlightCount { get; private set; }

    /// <summary>Opens the connection and waits for CONNACK.</summary>
    /// <exception cref="MqttConnectionException">Refused (with the server's reason code), timed out or not reachable.</exception>
    public Task<MqttConnectResult> ConnectAsync(CancellationToken ct = default) => throw new NotSupportedException($"{_options.Host} {_time}");

    /// <summary>
    /// Publishes and waits for the acknowledgement (QoS 0: until handed to the connection). Waits first while
    /// <see cref="MqttClientOptions.MaximumInFlight"/> are unacknowledged. Many may be pending at once. The payload must stay
    /// unchanged until the call returns its task.
    /// </summary>
    /// <returns>The server's reason code; a refusal (≥ 0x80) is an answer, not an exception.</returns>
    /// <exception cref="MqttConnectionException">The connection ended before the acknowledgement: it may or may not have arrived.</exception>
    public ValueTask<MqttReasonCode> PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce,
        bool retain = false,
        MqttProperties? properties = null,
        CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>
    /// Posts a QoS 1 message and returns as soon as it is in the send buffer: no allocation, no task per message. The
    /// acknowledgement is counted and told to <see cref="MqttClientOptions.PublishObserver"/> with <paramref name="tag"/>.
    /// Waits only while the in-flight window or the send buffer is full.
    /// </summary>
    /// <param name="topic">Topic name, UTF-8; must be valid, it isn't checked.</param>
    /// <param name="payload">Copied before the task completes.</param>
    /// <param name="tag">Given back with the acknowledgement, for example a timestamp.</param>
    /// <param name="ct">Ends the wait.</param>
    public ValueTask PostAsync(ReadOnlyMemory<byte> topic, ReadOnlyMemory<byte> payload, long tag = 0, CancellationToken ct = default)
        => throw new NotSupportedException();

    /// <summary>Waits until nothing is in flight.</summary>
    public Task DrainAsync(CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Subscribes; messages go to <see cref="MqttClientOptions.MessageReceived"/>.</summary>
    /// <returns>One reason code for each filter: the granted QoS or a refusal.</returns>
    public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttTopicFilter> filters, CancellationToken ct = default)
        => throw new NotSupportedException();

    /// <summary>Subscribes to one filter.</summary>
    /// <exception cref="MqttConnectionException">The server refused it.</exception>
    public Task SubscribeAsync(string filter, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, CancellationToken ct = default)
        => throw new NotSupportedException();

    /// <summary>Removes subscriptions and waits for UNSUBACK.</summary>
    public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Sends what is buffered and DISCONNECT, then closes. The server discards the will, unless told 0x04.</summary>
    public Task DisconnectAsync(MqttReasonCode reasonCode = MqttReasonCode.Success, CancellationToken ct = default)
        => throw new NotSupportedException();

    /// <summary>Closes without DISCONNECT (the server publishes the will) unless disconnected before.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
