using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Microsoft.Extensions.Logging;

namespace Facilities.Simulator.Hosting;

/// <summary>Plays one site: its past as fast as the service takes it, then the present at the site clock's pace.</summary>
internal sealed class SiteRunner : IDisposable
{
    /// <summary>How often the present is played; event times are exact, messages leave at most this late.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Events between two looks at the clock and the queue.</summary>
    private const int Slice = 500;

    private readonly SiteSimulation _simulation;
    private readonly TimeProvider _siteClock;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<SimulatedMessage> _produced = [];
    private readonly Dictionary<VirtualAsset, byte[]> _topics;
    private readonly long _startUnixMs;
    private readonly long _firstUnixMs;
    private GatewayFaults _gatewayFaults;
    private long _playedUnixMs;
    private bool _live;

    public SiteRunner(SitePlan plan, BrokerEndpoint broker, TimeProvider siteClock, ILogger logger)
    {
        _siteClock = siteClock;
        _logger = logger;
        _startUnixMs = siteClock.GetUtcNow().ToUnixTimeMilliseconds();
        _simulation = new SiteSimulation(plan, _startUnixMs);
        _firstUnixMs = _playedUnixMs = Math.Min(_startUnixMs, _simulation.NextUnixMs);
        _gatewayFaults = new GatewayFaults(plan.Faults);
        _topics = _simulation.Assets.ToDictionary(asset => asset, asset => Encoding.UTF8.GetBytes(asset.TelemetryTopic));
        Gateway = new Gateway(plan, broker, logger);
    }

    public Gateway Gateway { get; }

    public string Site => _simulation.Plan.Code;

    public bool IsLive => Volatile.Read(ref _live);

    public double BackfillShare => IsLive || _startUnixMs <= _firstUnixMs
        ? 1
        : Math.Clamp((Volatile.Read(ref _playedUnixMs) - _firstUnixMs) / (double)(_startUnixMs - _firstUnixMs), 0, 1);

    public TimeSpan Lag => TimeSpan.FromMilliseconds(Math.Max(0, Now - Volatile.Read(ref _playedUnixMs)));

    private long Now => _siteClock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs a command on the simulation between two of its events.</summary>
    public void Post(Action<SiteSimulation> command) => _commands.Enqueue(() => command(_simulation));

    /// <exception cref="ArgumentException">No such asset, or <paramref name="scenario"/> is not for its type.</exception>
    public void CheckApplies(string asset, Scenario? scenario)
    {
        var plan = _simulation.Plan.Assets.FirstOrDefault(candidate => candidate.Code == asset)
            ?? throw new ArgumentException($"Site '{Site}' has no asset '{asset}'.");
        if (scenario is not null && !scenario.AppliesTo(plan.Type))
            throw new ArgumentException($"'{scenario.Name}' does not apply to type '{plan.Type}'.");
    }

    public void AddGatewayFault(FaultInjection fault) => _commands.Enqueue(() => _gatewayFaults = _gatewayFaults.With(fault));

    public void EndGatewayFaults() => _commands.Enqueue(() => _gatewayFaults = new GatewayFaults([]));

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var stopSending = new CancellationTokenSource();
        var sending = Gateway.RunAsync(stopSending.Token);
        try
        {
            await PlayAsync(ct);
        }
        finally
        {
            await stopSending.CancelAsync();
            await sending;
        }
    }

    public void Dispose() => _simulation.Dispose();

    private async Task PlayAsync(CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                while (_commands.TryDequeue(out var command)) command();
                var now = Now;
                ApplyGatewayFaults(now);
                var caughtUp = _simulation.Advance(now, _produced.Add, Slice);
                await HandOverAsync(ct);
                Volatile.Write(ref _playedUnixMs, _simulation.NowUnixMs);
                if (!caughtUp) continue;
                if (!_live && Gateway.Queued == 0)
                {
                    Volatile.Write(ref _live, true);
                    Log.BackfillDone(_logger, Site, Gateway.Counters.Acknowledged, Stopwatch.GetElapsedTime(since).TotalSeconds);
                }
                await Task.Delay(Pace, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async ValueTask HandOverAsync(CancellationToken ct)
    {
        foreach (var message in _produced)
        {
            if (_gatewayFaults.Loses(message.UnixMs)) continue;
            var outbound = new OutboundMessage(_topics[message.Asset], message.Payload, message.UnixMs);
            if (_live) Gateway.Post(outbound);
            else await Gateway.EnqueueAsync(outbound, ct);
        }
        _produced.Clear();
    }

    private void ApplyGatewayFaults(long now)
    {
        var away = _gatewayFaults.IsAway(now);
        if (Gateway.SetAway(away)) Log.GatewayAway(_logger, Site, away ? "offline" : "online");
    }
}
