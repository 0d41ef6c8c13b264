namespace Facilities.Ingest.Hosting;

/// <summary>
/// Until the host has started, the framework would log whatever keeps it from starting with a stack trace, and the caller tells it as well
/// (<see cref="Commands.CommandErrors"/>). It is told once, by the caller; from then on the framework's word is the only one and is logged.
/// </summary>
internal sealed class StartFailures : IHostedLifecycleService
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _started;

    /// <summary>Registers it; call it once.</summary>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var failures = new StartFailures();
        builder.Services.AddHostedService(_ => failures);
        builder.Logging.AddFilter(HostCategory, level => level >= (failures._started ? LogLevel.Information : LogLevel.Critical));
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
