using Facilities.Domain;
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
    private readonly SiteClock _clock;

    internal PermitEnds(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FindingIntake intake, SiteClock clock) =>
        (_databases, _writer, _intake, _clock) = (databases, writer, intake, clock);

    /// <summary>Lets go of what no permit keeps back any more; returns how many findings.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        foreach (var id in await LooseAsync(cancellationToken).ConfigureAwait(false)) released += await _writer.WriteAsync((unit, token) => _intake.ReleaseAsync(unit, id, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return released;
    }

    /// <summary>
    /// What is kept back on assets where the permit that did so doesn't run now. Read without a transaction: a permit runs for months, and most looks find nothing to do.
    /// </summary>
    private async Task<IReadOnlyList<long>> LooseAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var kept = await (
                from finding in db.Findings
                where finding.PermitId != null && finding.FaultId == null && finding.ClearedAt == null
                orderby finding.Id
                join asset in db.Assets on finding.AssetId equals asset.Id
                join site in db.Communities on asset.CommunityId equals site.Id
                select new { finding.Id, finding.PermitId, site.TimeZoneId }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var ids = kept.Select(finding => finding.PermitId!.Value).Distinct().ToList();
            var permits = await db.Permits.AsNoTracking().Where(permit => ids.Contains(permit.Id)).ToDictionaryAsync(permit => permit.Id, cancellationToken).ConfigureAwait(false);
            return [.. kept.Where(finding => !permits.TryGetValue(finding.PermitId!.Value, out var permit) || !permit.RunsAt(now, TimeZoneInfo.FindSystemTimeZoneById(finding.TimeZoneId)))
                .Select(finding => finding.Id)];
        }
    }
}
