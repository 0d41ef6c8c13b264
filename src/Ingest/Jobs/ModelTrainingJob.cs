using Facilities.Ingest.Hosting;
using Facilities.Operations.Models;

namespace Facilities.Ingest.Jobs;

/// <summary>Trains models at night: ten seconds of a minute at most, one asset after the other, so that four hours have time for some ten thousand assets.</summary>
internal sealed class ModelTrainingJob(ModelTraining training, IngestService ingest, ILogger<ModelTrainingJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostAssets = 500;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    protected override Task RunAsync(CancellationToken cancellationToken) => StoreAway.WaitsAsync(() => training.RunAsync(MostAssets, Budget, cancellationToken));
}
