using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>
/// One network connection: a reader loop that decodes and decides, and a writer loop that sends what the reader, other
/// connections and the journal have prepared.
/// <code>
///   Input ──► reader loop ──► application ──► ack ring ──┐
///                  │ └──► control buffer ────────────────┼──► writer loop ──► Output
///   other connections ──► session queue ─────────────────┘
/// </code>
/// The reader stops reading while the application is busy or its answers can't be sent: back-pressure reaches the peer by TCP.
/// </summary>
internal sealed partial class MqttConnection : IMqttSessionContext, IDisposable
{
    private readonly MqttServer _server;
    private readonly ConnectionContext _transport;
    private readonly MqttServerOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;

    private MqttSession? _session;
    private MqttWill? _will;
    private bool _accepted;
    private volatile bool _established;
    private volatile bool _isStopping;
    private int _stopped;
    private MqttDisconnectReason _why = MqttDisconnectReason.ConnectionLost;
    private TimeSpan _keepAliveLimit;
    private string? _refusal;
    private PublishAllowance? _allowance;

    public MqttConnection(MqttServer server, ConnectionContext transport)
    {
        _server = server;
        _transport = transport;
        _options = server.Options;
        _log = server.Logger;
        _time = server.Time;
        RemoteEndPoint = transport.RemoteEndPoint;
        _openedAt = _time.GetTimestamp();
        _lastReceived = _openedAt;
    }

    public string ClientId { get; private set; } = "";

    public string? Username { get; private set; }

    public MqttProtocolVersion ProtocolVersion { get; private set; }

    public EndPoint? RemoteEndPoint { get; }

    public object? State { get; private set; }

    /// <summary>Whose messages reach it; null = everybody's.</summary>
    public string? Audience { get; private set; }

    /// <summary>Completes when the connection has ended and its session is free for the next one.</summary>
    public Task Completed => _completed.Task;

    public MqttSession? Session => _session;

    /// <summary>Runs the connection to its end; doesn't throw.</summary>
    public async Task RunAsync()
    {
        var writer = WriteLoopAsync();
        try
        {
            await ReadLoopAsync().ConfigureAwait(false);
        }
        catch (MqttProtocolException e)
        {
            Log.ProtocolError(_log, ClientId, RemoteEndPoint, e.ReasonCode, e.Message);
            Refuse(e);
        }
        catch (Exception e) when (e is ConnectionResetException or IOException or OperationCanceledException or ConnectionAbortedException)
        {
            Stop(MqttDisconnectReason.ConnectionLost);
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(_log, e, ClientId, RemoteEndPoint);
            Stop(MqttDisconnectReason.Application, MqttReasonCode.ImplementationSpecificError);
        }

        Stop(MqttDisconnectReason.ConnectionLost);
        // What is left to say is said, but not to a peer that doesn't listen.
        await writer.WaitAsync(_options.TakeoverTimeout / 2, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!writer.IsCompleted)
        {
            _transport.Abort();
            await writer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await LeaveAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(_log, e, ClientId, RemoteEndPoint);
        }

        _completed.TrySetResult();
    }

    /// <summary>After <see cref="RunAsync"/>.</summary>
    public void Dispose()
    {
        lock (_controlGate)
            _control.Dispose();
        _properties?.Dispose();
        _stopping.Dispose();
    }

    /// <summary>
    /// Ends the connection, once; the first reason wins. Any thread. MQTT 5 clients are told <paramref name="tell"/> if given.
    /// </summary>
    public void Stop(MqttDisconnectReason why, MqttReasonCode? tell = null, string? text = null)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        _why = why;
        if (tell is { } code && _established && ProtocolVersion == MqttProtocolVersion.V500)
            SendControl(new MqttDisconnectPacket(code) { Properties = new MqttProperties { ReasonString = Affordable(text) } });
        _isStopping = true;
        _wakeUp.Set();
        _room.Set();
        _transport.Transport.Input.CancelPendingRead();
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended at the same moment.
        }
    }

    /// <summary>Called by the server's heartbeat.</summary>
    public void CheckTimeouts(long now)
    {
        if (_isStopping)
            return;
        if (!_accepted && _time.GetElapsedTime(_openedAt, now) > _options.ConnectTimeout)
        {
            _refusal ??= nameof(ConnectRefusal.ConnectTimeout);
            Stop(MqttDisconnectReason.ProtocolError);
            return;
        }

        var sendingSince = Volatile.Read(ref _sendingSince);
        if (sendingSince != 0 && _time.GetElapsedTime(sendingSince, now) > _options.SendTimeout)
        {
            Stop(MqttDisconnectReason.QueueOverflow);
            _transport.Abort();
            return;
        }

        // While the reader waits for the application the silence is ours.
        if (Volatile.Read(ref _isReading) == 0)
            return;
        var partialSince = Volatile.Read(ref _partialSince);
        if (partialSince != 0 && _time.GetElapsedTime(partialSince, now) > _options.PacketTimeout)
            Stop(MqttDisconnectReason.ProtocolError, MqttReasonCode.ProtocolError, "A packet took too long to arrive");
        else if (_keepAliveLimit > TimeSpan.Zero && _time.GetElapsedTime(Volatile.Read(ref _lastReceived), now) > _keepAliveLimit)
            Stop(MqttDisconnectReason.KeepAliveTimeout, MqttReasonCode.KeepAliveTimeout);
    }

    /// <summary>A broken rule: CONNACK before the connection is accepted, DISCONNECT after, if the version has them.</summary>
    private void Refuse(MqttProtocolException e)
    {
        if (_accepted)
        {
            Stop(MqttDisconnectReason.ProtocolError, e.ReasonCode, e.Message);
            return;
        }

        _refusal ??= e.ReasonCode.ToString();
        if (ProtocolVersion == MqttProtocolVersion.V500 && e.ReasonCode is MqttReasonCode.MalformedPacket or MqttReasonCode.ProtocolError
            or MqttReasonCode.UnsupportedProtocolVersion or MqttReasonCode.TopicNameInvalid or MqttReasonCode.PacketTooLarge)
            SendControl(new MqttConnAckPacket(false, e.ReasonCode));
        else if (e.ReasonCode == MqttReasonCode.UnsupportedProtocolVersion)
            SendControl(new MqttConnAckPacket(false, e.ReasonCode));
        Stop(MqttDisconnectReason.ProtocolError);
    }

    /// <summary>A reason string is left out rather than make the packet larger than the client takes [MQTT-3.14.2-3].</summary>
    private string? Affordable(string? text) => text is not null && text.Length * 3 < _clientMaximumPacketSize - 16 ? text : null;

    /// <summary>After both loops: the session goes on or ends, the application is told, the will is published or kept.</summary>
    private async ValueTask LeaveAsync()
    {
        if (_allowance is not null)
            _server.Allowances.Release(_allowance);
        if (!_accepted)
        {
            _server.Metrics.ConnectRefused(_refusal ?? nameof(ConnectRefusal.Gone));
            return;
        }

        // A restart of ours says nothing about the devices; wills may wait for it (MQTT 5 §3.1.2.5), and those who come back
        // speak for themselves.
        var discardsWill = _why is MqttDisconnectReason.Normal or MqttDisconnectReason.ServerStopping;
        Log.Disconnected(_log, ClientId, RemoteEndPoint, _why);
        _server.Metrics.Disconnected(_why);
        var will = _server.Leave(this, discardsWill ? null : _will);
        _server.Application.Disconnected(this, _why);
        if (will is { } publish)
            await _server.PublishWillAsync(this, publish).ConfigureAwait(false);
    }
}
