using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Facilities.Mqtt;

/// <summary>
/// The broker's state shared by all connections: sessions, subscriptions, retained messages. Registered by
/// <c>AddMqttServer</c>; connections come through <see cref="MqttConnectionHandler"/>.
/// Thread-safe.
/// </summary>
public sealed partial class MqttServer : IHostedService, IMqttDurabilityObserver, IDisposable
{
    private readonly ConcurrentDictionary<MqttConnection, byte> _connections = new();
    private readonly AckWaiters _waiters = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly RetainedMessages _retained;
    private readonly RetainedWriter _retainedWriter;
    private readonly SessionWriter _sessionWriter;
    private readonly QueueBudget _budget;
    private readonly Lock _stopGate = new();
    private Task _heartbeat = Task.CompletedTask;
    private readonly ConnectionGate _gate;
    private Task? _stopped;
    private long _refusedTold;
    private long _refusalsToldAt;

    /// <param name="application">What the service does with what comes.</param>
    /// <param name="durability">How far its journal is on disk.</param>
    /// <param name="store">Keeps retained messages across restarts.</param>
    /// <param name="options">Limits, already validated.</param>
    /// <param name="metrics">Counters.</param>
    /// <param name="loggerFactory">Logs.</param>
    /// <param name="time">Clock for timeouts and expiry: the system's, never the site clock.</param>
    internal MqttServer(
        IMqttApplication application,
        IMqttDurability durability,
        ISessionStore store,
        IOptions<MqttServerOptions> options,
        MqttMetrics metrics,
        ILoggerFactory loggerFactory,
        TimeProvider time)
    {
        Application = application;
        Durability = durability;
        Options = options.Value;
        Metrics = metrics;
        Logger = loggerFactory.CreateLogger("Facilities.Mqtt");
        Time = time;
        _retained = new RetainedMessages(Options.MaximumRetainedMessages, Options.MaximumRetainedBytes);
        _retainedWriter = new RetainedWriter(store, Logger, time);
        _sessionWriter = new SessionWriter(store, Logger, time);
        _budget = new QueueBudget(Options.MaximumQueuedBytesInAll);
        _gate = new ConnectionGate(Options.MaximumConnections, Options.MaximumConnectionsPerAddress);
        Allowances = new PublishAllowances(time);
        metrics.Observe(this);
    }

    /// <summary>Connections that have sent an accepted CONNECT.</summary>
    public int ConnectedCount
    {
        get
        {
            lock (_sessionsGate)
                return _sessions.Count - _detached.Count;
        }
    }

    /// <summary>Connections that are in, of every door, whether or not they have sent CONNECT.</summary>
    public int OpenCount => _gate.Count;

    /// <summary>Sessions, connected or waiting for their client.</summary>
    public int SessionCount
    {
        get
        {
            lock (_sessionsGate)
                return _sessions.Count;
        }
    }

    /// <summary>Number of retained messages.</summary>
    public int RetainedCount => _retained.Count;

    /// <summary>Number of subscriptions.</summary>
    public int SubscriptionCount => Subscriptions.Count;

    /// <summary>Counts since the start, with their reasons.</summary>
    public MqttStatistics Statistics => Metrics.Read(Options, _gate.Count);

    internal IMqttApplication Application { get; }

    internal IMqttDurability Durability { get; }

    internal MqttServerOptions Options { get; }

    internal MqttMetrics Metrics { get; }

    internal ILogger Logger { get; }

    internal TimeProvider Time { get; }

    internal PublishAllowances Allowances { get; }

    internal SubscriptionTree Subscriptions { get; } = new();

    internal long NowUnixMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>
    /// Publishes a message of the service itself to subscribers, and retains it if asked (empty payload: removes). Doesn't go
    /// through <see cref="IMqttApplication.PublishAsync"/>. Never waits for a subscriber.
    /// </summary>
    /// <param name="topic">Topic name; must be valid.</param>
    /// <param name="payload">Copied.</param>
    /// <param name="qos">Highest QoS it is delivered with.</param>
    /// <param name="retain">Keep as the topic's retained message.</param>
    /// <param name="audience">Whom it is for, see <see cref="MqttPublishDecision.Audience"/>; null = for all.</param>
    /// <exception cref="ArgumentException">The topic isn't a valid topic name.</exception>
    public void Publish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, bool retain = false, string? audience = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var name = Encoding.UTF8.GetBytes(topic);
        if (!MqttTopic.IsValidName(name))
            throw new ArgumentException($"'{topic}' isn't a topic name", nameof(topic));
        Route(null, new MqttPublish(name, payload.ToArray(), qos, retain, false, 0, default), new SubscriptionMatches(), audience);
    }

    /// <summary>Ends the connection of a client, if there is one; MQTT 5 clients are told why.</summary>
    /// <returns>False when no such client is connected.</returns>
    public bool Disconnect(string clientId, MqttReasonCode reasonCode = MqttReasonCode.AdministrativeAction)
    {
        MqttConnection? connection;
        lock (_sessionsGate)
            connection = _sessions.GetValueOrDefault(clientId)?.Connection;
        connection?.Stop(MqttDisconnectReason.Application, reasonCode);
        return connection is not null;
    }

    /// <summary>Ends every connection of a user; MQTT 5 clients are told why. Their sessions go their way.</summary>
    public void DisconnectUser(string username, MqttReasonCode reasonCode)
    {
        foreach (var (connection, _) in _connections)
        {
            if (connection.Username == username)
                connection.Stop(MqttDisconnectReason.Application, reasonCode);
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var message in (await _retainedWriter.LoadAsync(cancellationToken).ConfigureAwait(false)).OrderBy(static m => m.StoredAtUnixMs))
        {
            if (!(message.ExpiresAtUnixMs <= NowUnixMs) && !_retained.TrySet(RoutedMessage.From(message), out _))
                Metrics.Dropped(DropReason.RetainedFull);
        }

        Restore(await _sessionWriter.LoadAsync(cancellationToken).ConfigureAwait(false));
        Durability.Register(this);
        _heartbeat = HeartbeatAsync();
        _retainedWriter.Start();
        _sessionWriter.Start();
    }

    /// <summary>Once; a host that is stopped from two sides at the same time, or again after it has ended, waits for the same stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopGate)
            return _stopped ??= StopOnceAsync(cancellationToken);
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var (connection, _) in _connections)
            connection.Stop(MqttDisconnectReason.ServerStopping, MqttReasonCode.ServerShuttingDown);
        await Task.WhenAll(_connections.Keys.Select(c => c.Completed)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync().ConfigureAwait(false);
        Durability.Unregister(this);
        await _heartbeat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _retainedWriter.StopAsync(cancellationToken).ConfigureAwait(false);
        await _sessionWriter.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void OnDurable(long through) => _waiters.Release(through);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _retainedWriter.Dispose();
        _sessionWriter.Dispose();
        Subscriptions.Dispose();
    }

    /// <summary>Counts a connection in, or refuses it; true: <see cref="Leave(System.Net.EndPoint?)"/> follows.</summary>
    internal bool TryAdmit(System.Net.EndPoint? from)
    {
        Metrics.Opened();
        var refusal = _stopping.IsCancellationRequested ? ConnectRefusal.ServerStopping : _gate.TryEnter(from);
        if (refusal is not { } why)
            return true;
        Metrics.ConnectRefused(why);
        return false;
    }

    internal void Leave(System.Net.EndPoint? from) => _gate.Leave(from);

    /// <summary>Lets a connection of a listener through to its TLS or session, if there is room.</summary>
    /// <param name="transport">Nothing was read from it yet.</param>
    /// <param name="next">TLS or the session.</param>
    /// <param name="secured">Key of its items that says that the handshake succeeded; null where there is none.</param>
    internal async Task AdmitAsync(ConnectionContext transport, ConnectionDelegate next, object? secured)
    {
        var from = transport.RemoteEndPoint;
        if (!TryAdmit(from))
        {
            transport.Abort(new ConnectionAbortedException("Too many connections"));
            return;
        }

        try
        {
            await next(transport).ConfigureAwait(false);
            if (secured is not null && !transport.Items.ContainsKey(secured))
                Metrics.ConnectRefused(ConnectRefusal.TlsFailed);
        }
        finally
        {
            Leave(from);
        }
    }

    /// <summary>Runs one admitted connection to its end.</summary>
    internal async Task RunAsync(ConnectionContext transport)
    {
        var kind = transport.Features.Get<IMqttTransportFeature>()?.Transport
            ?? (transport.Features.Get<ITlsConnectionFeature>() is null ? MqttTransport.Tcp : MqttTransport.Tls);
        Metrics.Entered(kind);
        using var connection = new MqttConnection(this, transport);
        // Kestrel stops before this service does, and waits for its connections.
        using var closing = transport.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            .UnsafeRegister(static c => ((MqttConnection)c!).Stop(MqttDisconnectReason.ServerStopping, MqttReasonCode.ServerShuttingDown), connection);
        _connections.TryAdd(connection, 0);
        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            Metrics.Left(kind);
        }
    }

    internal void WaitForDurability(MqttConnection connection, long durableAt)
    {
        _waiters.Add(connection, durableAt);
        // It may have become durable between the caller's look and the entry.
        var through = Durability.Through;
        if (durableAt <= through)
            _waiters.Release(through);
    }

    private async Task HeartbeatAsync()
    {
        using var timer = new PeriodicTimer(Options.HeartbeatInterval, Time);
        while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
        {
            try
            {
                var now = Time.GetTimestamp();
                foreach (var (connection, _) in _connections)
                    connection.CheckTimeouts(now);
                await ExpireSessionsAsync(now).ConfigureAwait(false);
                Allowances.Trim();
                TellRefusals(now);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                Log.HeartbeatFailed(Logger, e);
            }
        }
    }

    /// <summary>Once a minute at most: a flood of connections must not become a flood of log lines.</summary>
    private void TellRefusals(long now)
    {
        if (Time.GetElapsedTime(_refusalsToldAt, now) < TimeSpan.FromMinutes(1))
            return;
        _refusalsToldAt = now;
        var refused = Metrics.Refusals(ConnectRefusal.TooManyConnections) + Metrics.Refusals(ConnectRefusal.TooManyFromAddress);
        if (refused > _refusedTold)
            Log.ConnectionsRefused(Logger, refused - _refusedTold, _gate.Count);
        _refusedTold = refused;
    }
}
