using Facilities.Operations.Live;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Hosting;

/// <summary>Keeps this process in touch with the others on the same PostgreSQL, while the host runs. Not registered on SQLite.</summary>
internal sealed class SharedDatabase(ProcessSignals signals, SharedLiveFeed live, DirectorySync assets) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(live.RunAsync(stoppingToken), assets.RunAsync(stoppingToken), signals.ListenAsync(stoppingToken));
}
