using Facilities.Ingest.Hosting;
using Facilities.Operations.Notifications;
using Facilities.Operations.Retention;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Keeps the telemetry store in shape: roll-ups, and what is past its time; messages past theirs too. A share of the sources at each firing; at one a minute even 300,000
/// sources are gone through every ten hours.
/// </summary>
internal sealed class RetentionJob(StoreUpkeep upkeep, NotificationUpkeep notifications, IngestService ingest, ILogger<RetentionJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostSources = 500;

    /// <summary>Notices looked at, and links: a minute's share keeps up with ten times what a thousand lifts cause.</summary>
    private const int MostNotices = 500;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = await upkeep.RunAsync(MostSources, cancellationToken).ConfigureAwait(false);
        if (report.RolledUp > 0 || report.Removed > 0) Log.StoreMaintained(logger, report.RolledUp, report.Searched, report.Removed, report.IsComplete ? "done" : "more to do");
        await notifications.RunAsync(MostNotices, cancellationToken).ConfigureAwait(false);
    }
}
