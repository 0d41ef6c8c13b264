using Facilities.Ingest.Hosting;
using Facilities.Operations.Health;
using Facilities.Telemetry;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Scores assets that have no score of today. Five seconds of a minute at most, so that a day has time for some hundred thousand assets and people never wait for it.
/// </summary>
internal sealed class AssetHealthJob(AssetHealthScores scores, IngestService ingest, ILogger<AssetHealthJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostAssets = 500;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await scores.RunAsync(MostAssets, Budget, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Said elsewhere when it began; the next firing goes on.
        }
    }
}
