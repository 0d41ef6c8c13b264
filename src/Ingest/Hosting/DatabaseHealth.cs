using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>Whether the relational database answers within a moment.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<FacilitiesDb> databases) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            var db = await databases.CreateDbContextAsync(limited.Token).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                return await db.Database.CanConnectAsync(limited.Token).ConfigureAwait(false) ? HealthCheckResult.Healthy("answers") : HealthCheckResult.Unhealthy("database-away");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("database-away");
        }
    }
}
