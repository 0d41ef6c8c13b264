using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Assets;
using Facilities.Simulator.Hosting;

namespace Facilities.Dashboard.Demo;

/// <summary>Runs the simulator beside the service, over the same MQTT listener that real devices use. Starts once the listener is open.</summary>
internal sealed class DemoSimulation(
    AssetDirectory directory, SiteClock clock, FacilitiesSettings settings, BoundEndpoints endpoints, IHostApplicationLifetime lifetime, ILoggerFactory loggers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await StartedAsync(stoppingToken)) return;
        var (scene, isNew) = DemoScene.Open(settings.Data.Path, clock.GetUtcNow());
        var plan = DemoPlan.Build(directory.All, scene, isNew, clock.GetUtcNow());
        if (plan.Sites.Count == 0) return;
        var listener = endpoints.Mqtt;
        using var simulator = new SimulatorHost(
            plan, clock, new BrokerEndpoint { Host = listener.Address.ToString(), Port = listener.Port }, loggers.CreateLogger<SimulatorHost>());
        await simulator.RunAsync(ct: stoppingToken);
    }

    private async Task<bool> StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var whenStopping = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        await started.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return started.Task.IsCompletedSuccessfully;
    }
}
