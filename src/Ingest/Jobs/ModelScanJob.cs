using Facilities.Ingest.Hosting;
using Facilities.Operations.Models;

namespace Facilities.Ingest.Jobs;

/// <summary>Looks with models, and compares sisters, at every hour that is over: five seconds of a minute each at most, so that people never wait for it.</summary>
internal sealed class ModelScanJob(ModelScan models, SisterScan sisters, IngestService ingest, ILogger<ModelScanJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostAssets = 1_000;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    protected override Task RunAsync(CancellationToken cancellationToken) => StoreAway.WaitsAsync(async () =>
    {
        await models.RunAsync(MostAssets, Budget, cancellationToken).ConfigureAwait(false);
        await sisters.RunAsync(Budget, cancellationToken).ConfigureAwait(false);
    });
}
