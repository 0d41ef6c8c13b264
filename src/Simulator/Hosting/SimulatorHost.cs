using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Simulator.Hosting;

/// <summary>
/// Plays a plan against a real MQTT service: one gateway per site, the past first, then live at the site clock's pace.
/// Run it once; the other members from any thread meanwhile.
/// </summary>
public sealed class SimulatorHost : IDisposable
{
    private readonly List<SiteRunner> _sites;

    /// <param name="plan">Checked here; <see cref="ArgumentException"/> names what is wrong.</param>
    /// <param name="siteClock">"Now" of the simulated sites, e.g. <see cref="Domain.SiteClock"/>. Sockets and retries use the system clock.</param>
    /// <param name="broker">Where to connect.</param>
    /// <param name="logger">Outages and the end of the back-fill; nothing by default.</param>
    public SimulatorHost(SimulationPlan plan, TimeProvider siteClock, BrokerEndpoint broker, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(siteClock);
        ArgumentNullException.ThrowIfNull(broker);
        plan.Validate();
        _sites = [.. plan.Sites.Select(site => new SiteRunner(site, broker, siteClock, logger ?? NullLogger.Instance))];
    }

    public SimulationProgress Progress => new(
        Backfilling: _sites.Any(site => !site.IsLive),
        BackfillShare: _sites.Min(site => site.BackfillShare),
        Acknowledged: _sites.Sum(site => site.Gateway.Counters.Acknowledged),
        Queued: _sites.Sum(site => site.Gateway.Queued),
        Dropped: _sites.Sum(site => site.Gateway.Counters.Dropped),
        ConnectedSites: _sites.Count(site => site.Gateway.IsConnected),
        Lag: _sites.Max(site => site.Lag));

    /// <summary>
    /// Runs until cancelled, then takes the assets offline in an orderly way and returns. Connection trouble never ends it:
    /// gateways keep their messages and try again.
    /// </summary>
    /// <param name="progress">Told about twice a second; may be <c>null</c>.</param>
    /// <param name="ct">Ends the run.</param>
    public async Task RunAsync(IProgress<SimulationProgress>? progress = null, CancellationToken ct = default)
    {
        var running = Task.WhenAll(_sites.Select(site => Task.Run(() => site.RunAsync(ct), CancellationToken.None)));
        while (progress is not null && await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None)) != running)
            progress.Report(Progress);
        await running;
        progress?.Report(Progress);
    }

    /// <summary>The same in one call.</summary>
    public static async Task RunAsync(
        SimulationPlan plan,
        TimeProvider siteClock,
        BrokerEndpoint broker,
        ILogger? logger = null,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken ct = default)
    {
        using var host = new SimulatorHost(plan, siteClock, broker, logger);
        await host.RunAsync(progress, ct);
    }

    /// <summary>Lays a fault on an asset (or, with <paramref name="asset"/> null, on the site's gateway) while running.</summary>
    /// <exception cref="ArgumentException">No such site or asset, or the fault doesn't apply to it.</exception>
    public void Inject(string site, string? asset, FaultInjection fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var runner = Find(site);
        var scenario = ScenarioCatalog.Find(fault.Kind);
        if (asset is null)
        {
            if (!scenario.OfGateway) throw new ArgumentException($"'{scenario.Name}' is a fault of an asset: name one.");
            runner.AddGatewayFault(fault);
            return;
        }
        runner.CheckApplies(asset, scenario);
        runner.Post(simulation => simulation.Inject(asset, fault));
    }

    /// <summary>Ends what is wrong now with an asset (or the gateway): the trapped passenger gets out, the bearing is replaced.</summary>
    /// <exception cref="ArgumentException">No such site or asset.</exception>
    public void EndFaults(string site, string? asset)
    {
        var runner = Find(site);
        if (asset is null)
        {
            runner.EndGatewayFaults();
            return;
        }
        runner.CheckApplies(asset, null);
        runner.Post((SiteSimulation simulation) => simulation.EndFaults(asset));
    }

    public void Dispose()
    {
        foreach (var site in _sites) site.Dispose();
    }

    private SiteRunner Find(string site) =>
        _sites.Find(runner => runner.Site == site) ?? throw new ArgumentException($"The plan has no site '{site}'.");
}
