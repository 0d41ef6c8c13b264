using Facilities.Operations.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Permits;

/// <summary>
/// What a permit kept back and still stands when it no longer runs opens its fault: at its end, and where it has hours, at the end of each. Decided from what is
/// stored, so it may run as often as it likes and a restart loses nothing. Thread-safe.
/// </summary>
public sealed class PermitEnds
{
    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FindingIntake _intake;

    internal PermitEnds(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FindingIntake intake) => (_databases, _writer, _intake) = (databases, writer, intake);

    /// <summary>Lets go of what no permit keeps back any more; returns how many findings.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<long> kept;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            kept = await db.Findings.Where(finding => finding.PermitId != null && finding.FaultId == null && finding.ClearedAt == null).OrderBy(finding => finding.Id)
                .Select(finding => finding.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var released = 0;
        foreach (var id in kept) released += await _writer.WriteAsync((unit, token) => _intake.ReleaseAsync(unit, id, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return released;
    }
}
