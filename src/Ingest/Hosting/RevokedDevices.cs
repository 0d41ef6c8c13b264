using Facilities.Mqtt;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Hosting;

/// <summary>Ends the connections of credentials that were revoked, by whatever process: looks every few seconds.</summary>
internal sealed class RevokedDevices(IDbContextFactory<FacilitiesDb> databases, MqttServer mqtt, ILogger<RevokedDevices> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Clocks of several processes differ a little, and ending a connection twice does no harm.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops, or never came up: a host that is disposed of without a stop would tell this as a fault.
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var since = TimeProvider.System.GetUtcNow() - Margin;
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                var now = TimeProvider.System.GetUtcNow();
                foreach (var name in await RevokedSinceAsync(since, stoppingToken).ConfigureAwait(false)) mqtt.DisconnectUser(name, MqttReasonCode.NotAuthorized);
                since = now - Margin;
                _failing = false;
            }
#pragma warning disable CA1031 // The top of a loop: logged once per outage, tried again.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                if (!_failing) Log.RevokedNotRead(logger, e);
                _failing = true;
            }
        }
    }

    private async Task<List<string>> RevokedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.DeviceCredentials.Where(known => known.RevokedAt > since).Select(known => known.UserName).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
