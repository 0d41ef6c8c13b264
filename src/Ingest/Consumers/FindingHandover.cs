using Facilities.Detection;
using Facilities.Ingest.Observability;
using Facilities.Operations.Faults;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Hands findings to operations, in their order. A database that is away is waited for by the caller's retry; a single finding that can't be
/// taken up however often it is tried must not stop detection for everyone: it is logged, counted and left out.
/// </summary>
internal sealed class FindingHandover(FindingIntake intake, IngestMetrics metrics, ILogger<FindingHandover> logger)
{
    /// <summary>Failures of the same batch before its findings are tried one by one.</summary>
    private const int Patience = 5;

    private int _failures;

    public async ValueTask HandOverAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        try
        {
            await intake.ApplyAsync(findings, cancellationToken).ConfigureAwait(false);
            metrics.Findings(findings.Count);
            _failures = 0;
        }
#pragma warning disable CA1031 // Whatever it was: the caller retries, and after enough of that one bad finding is told from a sick database.
        catch (Exception e) when (e is not OperationCanceledException && ++_failures > Patience)
#pragma warning restore CA1031
        {
            await OneByOneAsync(findings, cancellationToken).ConfigureAwait(false);
            _failures = 0;
        }
    }

    private async Task OneByOneAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        List<(Finding Finding, Exception Error)> refused = [];
        foreach (var finding in findings)
        {
            try
            {
                await intake.ApplyAsync([finding], cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // See above.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                refused.Add((finding, e));
            }
        }

        // All refused: it is the database, not the findings. They stay with the caller.
        if (refused.Count == findings.Count && findings.Count > 1) throw refused[0].Error;
        foreach (var (finding, error) in refused) Log.FindingLeftOut(logger, error, finding.Source.Value, finding.RuleKey);
        metrics.Findings(findings.Count - refused.Count);
    }
}
