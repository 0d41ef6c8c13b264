using Facilities.Ingest.Hosting;
using Facilities.Operations.Retention;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Keeps the telemetry store in shape: roll-ups, and what is past its time. A share of the sources at each firing; at one a minute even 300,000
/// sources are gone through every ten hours.
/// </summary>
internal sealed class RetentionJob(StoreUpkeep upkeep, IngestService ingest, ILogger<RetentionJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostSources = 500;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = await upkeep.RunAsync(MostSources, cancellationToken).ConfigureAwait(false);
        if (report.RolledUp > 0 || report.Removed > 0) Log.StoreMaintained(logger, report.RolledUp, report.Searched, report.Removed, report.IsComplete ? "done" : "more to do");
    }
}
