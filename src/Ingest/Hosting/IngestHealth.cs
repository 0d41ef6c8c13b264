using Facilities.Ingest.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>Ready: intake is up and every consumer works. Degraded: one lags behind far, or publishers are held back.</summary>
internal sealed class IngestHealth(IngestService ingest, IngestMonitor monitor) : IHealthCheck
{
    /// <summary>The unapplied part a healthy store stays under (256 MB).</summary>
    private const long LagLimitBytes = 256L << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = monitor.Status;
        var data = new Dictionary<string, object>
        {
            ["connections"] = status.Connections,
            ["messages"] = status.Messages,
            ["journalBytes"] = status.JournalBytes,
            ["heldBack"] = status.HeldBack,
        };
        foreach (var consumer in status.Consumers) data[consumer.Name + "LagBytes"] = consumer.LagBytes;
        return Task.FromResult(Judge(status, data));
    }

    private HealthCheckResult Judge(IngestStatus status, Dictionary<string, object> data)
    {
        if (!ingest.IsReady) return HealthCheckResult.Unhealthy("not-started", data: data);
        if (status.Consumers.FirstOrDefault(consumer => consumer.Error is not null) is { } failing)
            return HealthCheckResult.Unhealthy($"{failing.Name}-failing", data: data);
        if (status.HeldBack > 0) return HealthCheckResult.Degraded("journal-full", data: data);
        return status.Consumers.Any(consumer => consumer.LagBytes > LagLimitBytes)
            ? HealthCheckResult.Degraded("lagging", data: data)
            : HealthCheckResult.Healthy("ready", data);
    }
}
