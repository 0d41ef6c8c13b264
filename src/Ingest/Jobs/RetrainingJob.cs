using Facilities.Detection;
using Facilities.Domain;
using Facilities.Ingest.Consumers;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Assets;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Lets baselines whose drift allowance grows with every row start over before it has grown so wide that nothing would be found. Baselines
/// that follow slowly by themselves (<see cref="DriftMode.Track"/>) need none of this.
/// </summary>
internal sealed class RetrainingJob(
    AssetDirectory directory, IFreshnessView freshness, EngineRequests requests, SiteClock clock,
    IngestService ingest, ILogger<RetrainingJob> logger) : UseCaseJob(ingest, logger)
{
    /// <summary>Rows judged per row trained. At ten the allowance of the recordings' drift (detection.md §2) is about three times the noise.</summary>
    private const int RowsPerTrainingRow = 10;

    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var asset in directory.All)
        {
            var growing = asset.Template.Vectors.Where(vector => vector.Definition.Drift == DriftMode.Grow).ToList();
            if (growing.Count == 0 || freshness.Get(asset.Source, clock.NowUnixMs) is not { } state) continue;
            foreach (var vector in state.Vectors)
            {
                if (growing.Exists(own => own.Definition.Key == vector.Vector) && IsWornOut(vector)) requests.TryRetrain(asset.Source, vector.Vector);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Never in the middle of an alarm: what is strange now must not become the new normal.</summary>
    private static bool IsWornOut(in VectorProgress vector) =>
        vector.Trained && vector.Rows > (long)vector.TrainingRows * (RowsPerTrainingRow + 1) && vector.Score < 3;
}
