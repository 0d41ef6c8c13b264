using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>Whether InfluxDB answers and takes writes. While it doesn't, telemetry is still taken in and judged: the service is degraded, not unready.</summary>
internal sealed class InfluxHealth(InfluxTimeSeriesStore store) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            var version = await store.PingAsync(limited.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy("answers", new Dictionary<string, object> { ["version"] = version });
        }
        catch (StoreUnavailableException e)
        {
            return HealthCheckResult.Degraded("influxdb-" + e.Reason);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("influxdb-timeout");
        }
    }
}
