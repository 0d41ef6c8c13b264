namespace Facilities.Ingest.Hosting;

/// <summary>Looks every few seconds whether certificate files have changed, and says what came of it.</summary>
internal sealed class CertificateWatch(FacilitiesSettings settings, ILogger<CertificateWatch> logger) : BackgroundService
{
    /// <summary>A renewal is not urgent to the second; two or three small files are read each time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var certificates = new[] { settings.Https, settings.Mqtt.Tls?.Certificate }.OfType<ServerCertificate>().Distinct().ToList();
        if (certificates.Count == 0) return;
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (var certificate in certificates) Look(certificate);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private void Look(ServerCertificate certificate)
    {
        switch (certificate.Renew())
        {
            case true:
                Log.CertificateRenewed(logger, certificate.Files.Certificate, certificate.EndsAt);
                break;
            case false:
                Log.CertificateUnusable(logger, certificate.Files.Certificate, certificate.Problem!, certificate.EndsAt);
                break;
        }
    }
}
