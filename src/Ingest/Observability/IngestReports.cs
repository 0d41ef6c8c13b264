using System.Text.Json;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Observability;

/// <summary>Tells the dashboards on the same database, every few seconds, what this process is doing. Not registered on SQLite.</summary>
internal sealed class IngestReports(IngestMonitor monitor, ProcessSignals signals) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await signals.TrySendAsync(SignalChannel.Ingest, [JsonSerializer.Serialize(monitor.Status)], stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process is ending.
        }
    }
}
