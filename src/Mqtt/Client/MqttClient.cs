using System.Net.Sockets;
using System.Text;

namespace Facilities.Mqtt;

/// <summary>
/// An MQTT client for one connection: connect once, publish and subscribe, disconnect or lose it. Reconnecting is the
/// caller's business, with a new client, which goes on where this one ended if both have the same <see cref="MqttClientOptions.Session"/>. Thread-safe: any thread may publish and subscribe.
/// </summary>
/// <remarks>
/// Whoever publishes encodes into a buffer under a lock; one send loop swaps that buffer for an empty one and writes it to the
/// socket, so that writes coalesce by themselves under load. One receive loop reads and answers.
/// </remarks>
public sealed partial class MqttClient : IAsyncDisposable
{
    private readonly MqttClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WakeUpSignal _sendWakeUp = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MqttConnAckPacket> _connAck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MqttPacketBuffer _unsent = new();
    private MqttPacketBuffer _sending = new();
    private PublishWindow _window = new(1);
    private TaskCompletionSource? _room;
    private Socket? _socket;
    private Stream? _stream;
    private Task _loops = Task.CompletedTask;
    private Exception? _endedBy;
    private int _connectCalled;
    private bool _isConnected;
    private bool _isEnded;
    private bool _disconnecting;
    private long _acknowledged;
    private uint _serverMaximumPacketSize = uint.MaxValue;
    private MqttServerLimits _limits = MqttServerLimits.None;
    private AssignedAliases? _assigned;

    /// <param name="options">How to connect; checked here.</param>
    /// <param name="timeProvider">Clock for keep alive and timeouts; the system's by default.</param>
    /// <exception cref="ArgumentException">An option can't be; the message names all of them.</exception>
    public MqttClient(MqttClientOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        MqttClientOptionsCheck.ThrowIfInvalid(options);
        _options = options;
        _receivedExactlyOnce = options.Session?.ReceivedExactlyOnce ?? [];
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Between an accepted CONNACK and the end of the connection.</summary>
    public bool IsConnected => Volatile.Read(ref _isConnected);

    /// <summary>
    /// Completes when the connection has ended: successfully after <see cref="DisconnectAsync"/>, else with a
    /// <see cref="MqttConnectionException"/> or <see cref="MqttProtocolException"/>.
    /// </summary>
    public Task Completion => _ended.Task;

    /// <summary>QoS 1 and 2 publishes acknowledged so far, refusals included.</summary>
    public long AcknowledgedCount => Interlocked.Read(ref _acknowledged);

    /// <summary>QoS 1 and 2 publishes waiting for their acknowledgement.</summary>
    public int InFlightCount
    {
        get
        {
            lock (_gate)
                return _window.InFlight;
        }
    }

    /// <summary>Opens the connection and waits for CONNACK.</summary>
    /// <exception cref="MqttConnectionException">Refused (with the server's reason code), timed out or not reachable.</exception>
    /// <exception cref="InvalidOperationException">Called a second time.</exception>
    public async Task<MqttConnectResult> ConnectAsync(CancellationToken ct = default)
    {
        if (Interlocked.Exchange(ref _connectCalled, 1) != 0)
            throw new InvalidOperationException("A client connects once; make a new one to connect again.");
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(_options.Host, _options.Port, both.Token).ConfigureAwait(false);
            _stream = new NetworkStream(_socket, ownsSocket: true);
            lock (_gate)
                MqttPacketEncoder.Encode(_unsent, ConnectPacket(), _options.ProtocolVersion);
            _loops = Task.WhenAll(SendLoopAsync(), ReceiveLoopAsync());
            _sendWakeUp.Set();
            var connAck = await _connAck.Task.WaitAsync(both.Token).ConfigureAwait(false);
            if (connAck.ReasonCode.IsError())
                throw Refusal(connAck);
            return Accepted(connAck);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            var failure = timeout.IsCancellationRequested && !ct.IsCancellationRequested
                ? new MqttConnectionException($"No CONNACK from {_options.Host}:{_options.Port} within {_options.Timeout}", null, e)
                : new MqttConnectionException($"Can't connect to {_options.Host}:{_options.Port}: {e.Message}", null, e);
            End(failure);
            ct.ThrowIfCancellationRequested();
            throw failure;
        }
        catch (Exception e)
        {
            End(e);
            throw;
        }
    }

    /// <summary>Sends what is buffered and DISCONNECT, then closes. The server discards the will, unless told 0x04.</summary>
    public async Task DisconnectAsync(MqttReasonCode reasonCode = MqttReasonCode.Success, CancellationToken ct = default)
    {
        lock (_gate)
        {
            if (!_isEnded && _isConnected && !_disconnecting)
                MqttPacketEncoder.Encode(_unsent, new MqttDisconnectPacket(reasonCode), _options.ProtocolVersion);
            _disconnecting = true;
        }

        // The send loop ends the connection once the buffer is out; a peer that takes nothing is not waited for.
        _sendWakeUp.Set();
        if (Volatile.Read(ref _connectCalled) == 0)
            End(null);
        try
        {
            await _ended.Task.WaitAsync(_options.Timeout, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            End(null);
        }

        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Closes without DISCONNECT (the server publishes the will) unless disconnected before.</summary>
    public async ValueTask DisposeAsync()
    {
        End(new MqttConnectionException("The client was disposed"));
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _unsent.Dispose();
            _sending.Dispose();
            _withAlias.Dispose();
        }
    }

    private MqttConnectPacket ConnectPacket()
    {
        var properties = new MqttProperties();
        if (_options.ProtocolVersion == MqttProtocolVersion.V500)
        {
            properties.MaximumPacketSizeBytes = (uint)_options.MaximumPacketSizeBytes;
            properties.ReceiveMaximum = _options.ReceiveMaximum > 0 ? (ushort)_options.ReceiveMaximum : null;
            properties.TopicAliasMaximum = _options.TopicAliasMaximum > 0 ? (ushort)_options.TopicAliasMaximum : null;
            if (_options.SessionExpiryInterval > TimeSpan.Zero)
                properties.SessionExpiryIntervalSeconds = (uint)_options.SessionExpiryInterval.TotalSeconds;
        }

        return new MqttConnectPacket
        {
            ProtocolVersion = _options.ProtocolVersion,
            ClientId = _options.ClientId,
            CleanStart = _options.CleanStart,
            KeepAliveSeconds = (ushort)_options.KeepAlive.TotalSeconds,
            Username = _options.Username,
            Password = _options.Password is { } password ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(password) : null,
            Will = _options.Will,
            Properties = properties,
        };
    }

    private MqttConnectResult Accepted(MqttConnAckPacket connAck)
    {
        var p = connAck.Properties;
        if (connAck.SessionPresent && _options.CleanStart)
            MqttErrors.Protocol("MQTT-3.2.2-4", "The server says it has a session though none was to be kept");
        lock (_gate)
        {
            var restored = connAck.SessionPresent ? _options.Session?.Unacknowledged.Select(u => u.PacketIdentifier).DefaultIfEmpty().Max() ?? 0 : 0;
            _window = new PublishWindow(Math.Min(_options.MaximumInFlight, p.ReceiveMaximum ?? ushort.MaxValue), (ushort)restored);
            _serverMaximumPacketSize = p.MaximumPacketSizeBytes ?? uint.MaxValue;
            _limits = MqttServerLimits.Of(p);
            if (_options.UseTopicAliases && p.TopicAliasMaximum is > 0 and var aliases)
                _assigned = new AssignedAliases(aliases);
            if (_isEnded)
                throw EndedException();
            _isConnected = true;
            Resume(connAck.SessionPresent);
        }

        _sendWakeUp.Set();

        var keepAlive = p.ServerKeepAliveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.KeepAlive;
        if (keepAlive > TimeSpan.Zero)
            _loops = Task.WhenAll(_loops, KeepAliveLoopAsync(keepAlive));
        return new MqttConnectResult(connAck.SessionPresent, p.AssignedClientIdentifier ?? _options.ClientId, p);
    }

    private static MqttConnectionException Refusal(MqttConnAckPacket connAck)
    {
        var reason = connAck.Properties.ReasonString;
        return new MqttConnectionException(
            $"The server refused the connection: {connAck.ReasonCode} (0x{(byte)connAck.ReasonCode:X2}){(reason is null ? "" : $", {reason}")}",
            connAck.ReasonCode);
    }
}
