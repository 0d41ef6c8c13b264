using Facilities.Ingest.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>Ready: intake is up and every consumer works. Degraded: one lags behind far, or publishers are held back.</summary>
internal sealed class IngestHealth(IngestService ingest, IngestMonitor monitor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = monitor.Status;
        var data = new Dictionary<string, object>
        {
            ["connections"] = status.Connections,
            ["messages"] = status.Messages,
            ["journalBytes"] = status.JournalBytes,
            ["journalLimitBytes"] = status.JournalLimitBytes,
            ["journalAgeSeconds"] = Math.Round(status.JournalAge.TotalSeconds, 1),
            ["journalLimitAgeSeconds"] = status.JournalLimitAge.TotalSeconds,
            ["heldBack"] = status.HeldBack,
            ["alarms"] = status.Alarms,
        };
        foreach (var consumer in status.Consumers)
        {
            data[consumer.Name + "LagBytes"] = consumer.LagBytes;
            data[consumer.Name + "LagSeconds"] = Math.Round(consumer.Lag.TotalSeconds, 1);
        }

        return Task.FromResult(Judge(status, data));
    }

    private HealthCheckResult Judge(IngestStatus status, Dictionary<string, object> data)
    {
        if (!ingest.IsReady) return HealthCheckResult.Unhealthy("not-started", data: data);
        // A store that is away is no reason to take this process out of service: it keeps taking in and judging, and loses nothing.
        if (status.Consumers.FirstOrDefault(consumer => consumer is { Error: not null, Name: not "store" }) is { } failing)
            return HealthCheckResult.Unhealthy($"{failing.Name}-failing", data: data);
        return status.Alarms is [var first, ..] ? HealthCheckResult.Degraded(first, data: data) : HealthCheckResult.Healthy("ready", data);
    }
}
