using System.Text;
using System.Threading.Channels;
using Facilities.Mqtt;
using Facilities.Simulator.Assets;
using Facilities.Simulator.Plans;
using Microsoft.Extensions.Logging;

namespace Facilities.Simulator.Hosting;

/// <summary>
/// A site's one MQTT connection. Keeps what can't be sent (bounded, oldest dropped), reconnects with growing, jittered waits and sends
/// again what was not acknowledged; a message sent twice is the same sample. While connected, <c>online</c> stands retained on each
/// asset's <c>state</c> topic and a goodbye puts <c>offline</c> there. A connection has only one will: when the gateway vanishes it says
/// <c>offline</c> for the site's first asset, the others fall silent.
/// </summary>
internal sealed class Gateway
{
    /// <summary>Messages kept while the service is away: about an hour of a busy site, some 25 MB.</summary>
    public const int Capacity = 100_000;

    /// <summary>Sent before waiting for their acknowledgements; one group commit of the service serves them all.</summary>
    private const int BatchSize = 1_000;

    private static readonly byte[] Online = Encoding.UTF8.GetBytes("online");
    private static readonly byte[] Offline = Encoding.UTF8.GetBytes("offline");

    private readonly Channel<OutboundMessage> _queue = Channel.CreateBounded<OutboundMessage>(
        new BoundedChannelOptions(Capacity) { SingleReader = false, SingleWriter = true });

    private readonly List<OutboundMessage> _unacknowledged = new(BatchSize);
    private readonly SitePlan _site;
    private readonly BrokerEndpoint _broker;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private volatile bool _away;
    private volatile bool _connected;
    private readonly Lock _leaveLock = new();
    private CancellationTokenSource? _leave;

    public Gateway(SitePlan site, BrokerEndpoint broker, ILogger logger)
    {
        _site = site;
        _broker = broker;
        _logger = logger;
        _backoff = new Backoff(SeededRandom.For(site.Code.Length, site.Code));
    }

    public GatewayCounters Counters { get; } = new();

    public bool IsConnected => _connected;

    public int Queued => _queue.Reader.Count + _unacknowledged.Count;

    /// <summary>Hands over a message of the past; waits while the gateway is full.</summary>
    public ValueTask EnqueueAsync(OutboundMessage message, CancellationToken ct) => _queue.Writer.WriteAsync(message, ct);

    /// <summary>Hands over a message of the present; a full gateway drops its oldest.</summary>
    public void Post(OutboundMessage message)
    {
        while (!_queue.Writer.TryWrite(message))
        {
            if (_queue.Reader.TryRead(out _)) Counters.CountDropped();
        }
    }

    /// <summary>True: the connection vanishes without a goodbye and stays away; false: it comes back.</summary>
    /// <returns>True when that is a change.</returns>
    public bool SetAway(bool away)
    {
        if (_away == away) return false;
        _away = away;
        if (away)
        {
            lock (_leaveLock) _leave?.Cancel();
        }
        return true;
    }

    /// <summary>Connects and sends until cancelled; then says goodbye. Throws only for options that can never work.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var down = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (_away)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
                    continue;
                }
                using var leave = CancellationTokenSource.CreateLinkedTokenSource(ct);
                lock (_leaveLock) _leave = leave;
                await using var client = new MqttClient(Options());
                await client.ConnectAsync(leave.Token);
                _connected = true;
                _backoff.Reset();
                if (down) Log.Reconnected(_logger, _site.Code, Queued);
                down = false;
                await SendAsync(client, leave.Token, ct);
            }
            catch (OperationCanceledException) when (_away || ct.IsCancellationRequested)
            {
                // Away on purpose, or stopping.
            }
            catch (Exception e) when (e is MqttConnectionException or MqttProtocolException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                if (!down) Log.ConnectionLost(_logger, _site.Code, _broker.Host, _broker.Port, e.Message);
                down = true;
                _connected = false;
                await PauseAsync(ct);
            }
            finally
            {
                _connected = false;
                lock (_leaveLock) _leave = null;
            }
        }
    }

    private MqttClientOptions Options() => new()
    {
        Host = _broker.Host,
        Port = _broker.Port,
        Username = _broker.UserName,
        Password = _broker.Password,
        ClientId = $"gateway-{_site.Code}",
        KeepAlive = TimeSpan.FromSeconds(30),
        MaximumInFlight = BatchSize,
        Will = new MqttWill(StateTopic(_site.Assets[0]), Offline, MqttQualityOfService.AtLeastOnce, Retain: true),
        PublishObserver = Counters,
    };

    /// <param name="client">Connected.</param>
    /// <param name="leave">Cancelled when the gateway is to vanish or to stop.</param>
    /// <param name="stop">Cancelled when it is to stop: only then it says goodbye.</param>
    private async Task SendAsync(MqttClient client, CancellationToken leave, CancellationToken stop)
    {
        await AnnounceAsync(client, Online, leave);
        try
        {
            while (true)
            {
                if (_unacknowledged.Count == 0)
                {
                    var ready = _queue.Reader.WaitToReadAsync(leave).AsTask();
                    if (await Task.WhenAny(ready, client.Completion) != ready) throw new MqttConnectionException("The service closed the connection.");
                    await ready;
                    while (_unacknowledged.Count < BatchSize && _queue.Reader.TryRead(out var message)) _unacknowledged.Add(message);
                }
                foreach (var message in _unacknowledged) await client.PostAsync(message.Topic, message.Payload, message.UnixMs, leave);
                await client.DrainAsync(leave);
                _unacknowledged.Clear();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !_away)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await AnnounceAsync(client, Offline, patience.Token);
            await client.DisconnectAsync(ct: patience.Token);
        }
    }

    private async Task AnnounceAsync(MqttClient client, byte[] state, CancellationToken ct)
    {
        var pending = new List<Task>(_site.Assets.Count);
        foreach (var asset in _site.Assets)
            pending.Add(client.PublishAsync(StateTopic(asset), state, MqttQualityOfService.AtLeastOnce, retain: true, ct: ct).AsTask());
        await Task.WhenAll(pending);
    }

    private string StateTopic(AssetPlan asset) => $"fm/v1/{_site.Code}/{asset.Code}/state";

    private async Task PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(_backoff.Next(), ct);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop's condition ends it.
        }
    }
}
