using Facilities.Ingest.Hosting;
using Facilities.Operations.Grades;

namespace Facilities.Ingest.Jobs;

/// <summary>Grades communities whose grade has grown old, and closes months that are over. Five seconds of a minute at most.</summary>
internal sealed class GradeJob(GradeRun grades, IngestService ingest, ILogger<GradeJob> logger) : UseCaseJob(ingest, logger)
{
    private const int MostCommunities = 500;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    protected override Task RunAsync(CancellationToken cancellationToken) => grades.RunAsync(MostCommunities, Budget, cancellationToken);
}
