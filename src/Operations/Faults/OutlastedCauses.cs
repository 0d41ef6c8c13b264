using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>
/// Opens faults of their own for what outlasted its cause: folded, its finding still stands, and the cause has ended or has been gone for
/// <see cref="CauseRule.Recovery"/>. Nothing that was folded is forgotten. Thread-safe.
/// </summary>
internal sealed class OutlastedCauses(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, FaultOptions options, SiteClock clock)
{
    /// <summary>Per transaction: short enough that people's actions get in between.</summary>
    private const int Batch = 25;

    /// <summary>Returns how many findings now stand on a fault of their own.</summary>
    public async Task<int> UnfoldAsync(CancellationToken cancellationToken)
    {
        var unfolded = 0;
        while (true)
        {
            var left = await LeftAsync(cancellationToken).ConfigureAwait(false);
            if (left.Count == 0) return unfolded;
            await writer.WriteAsync(async (unit, token) =>
            {
                foreach (var id in left) await UnfoldAsync(unit, id, token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            unfolded += left.Count;
        }
    }

    private async Task<List<long>> LeftAsync(CancellationToken cancellationToken)
    {
        var gone = clock.GetUtcNow() - CauseRule.Recovery;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await (
                from finding in db.Findings
                where finding.ClearedAt == null
                join child in db.Faults on finding.FaultId equals child.Id
                where child.IsFolded && child.State == FaultState.Merged
                join parent in db.Faults on child.MergedIntoId equals parent.Id
                where parent.OpenFamily == null || parent.RuleClearedAt <= gone
                orderby finding.Id
                select finding.Id).Take(Batch).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UnfoldAsync(WriteUnit unit, long id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var db = unit.Db;
        var finding = await db.Findings.FirstAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        var folded = await db.Faults.FirstAsync(fault => fault.Id == finding.FaultId, cancellationToken).ConfigureAwait(false);
        if (finding.ClearedAt is not null || !folded.IsFolded) return;
        // The cause may have come back since the list was made.
        var parent = await db.Faults.AsNoTracking().FirstOrDefaultAsync(item => item.Id == folded.MergedIntoId, cancellationToken).ConfigureAwait(false);
        if (parent is not null && !CauseRule.MustUnfold(parent.IsOpen, parent.RuleClearedAt, now)) return;
        var fault = await FaultStore.Whole(db.Faults)
            .FirstOrDefaultAsync(item => item.AssetId == finding.AssetId && item.OpenFamily == finding.Family, cancellationToken).ConfigureAwait(false);
        if (fault is null)
        {
            var site = await FaultStore.SiteRulesAsync(db, folded.CommunityId, cancellationToken).ConfigureAwait(false);
            fault = Fault.Open(await OpeningAsync(db, finding, folded, site, now, cancellationToken).ConfigureAwait(false), Actor.System, site, now);
            await Storms.JoinAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
            db.Faults.Add(fault);
            await SystemDispatch.HelpOnAsync(db, fault, options, site, now, cancellationToken).ConfigureAwait(false);
        }
        else if (FaultTransitions.Next(fault.State, FaultAction.UpdateFinding) is not null)
        {
            fault.UpdateFinding(Facts(finding), now);
        }

        await store.SaveAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
        finding.FaultId = fault.Id;
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Known as a fault of its own only now: nobody could answer it before.</summary>
    private static async Task<FaultOpening> OpeningAsync(FacilitiesDb db, StoredFinding finding, Fault folded, SiteRules site, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(await FaultStore.NextNumberAsync(db, site, now, cancellationToken).ConfigureAwait(false), folded.AssetId, folded.CommunityId, finding.Family, finding.ModeKey,
            folded.Severity, FaultSource.Sensor, finding.OnsetAt, now, now, Finding: Facts(finding), Cause: folded.Cause);

    private static FindingFacts Facts(StoredFinding finding) =>
        new(finding.RuleKey, finding.Signal, finding.Value, finding.Expected, finding.Limit, finding.Deviation, finding.Confidence);
}
