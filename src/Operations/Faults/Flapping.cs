using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Sees by its stored findings that a fault comes and goes, and says so once.</summary>
internal static class Flapping
{
    /// <param name="db">The transaction's.</param>
    /// <param name="fault">Whole.</param>
    /// <param name="changedAt">When its rule began or ended last, by the device's clock.</param>
    /// <param name="unsaved">Changes that the database doesn't have yet.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>Whether the fault is unstable from now on.</returns>
    public static async Task<bool> ConsiderAsync(FacilitiesDb db, Fault fault, DateTimeOffset changedAt, int unsaved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (fault.UnstableSince is not null || fault.Id.Value == 0 || !FaultIntake.MayFold(fault.Severity)
            || FaultTransitions.Next(fault.State, FaultAction.MarkUnstable) is null) return false;
        var from = changedAt - FlappingPolicy.Window;
        var spans = await db.Findings.Where(finding => finding.AssetId == fault.AssetId && finding.Family == fault.Family && (finding.OnsetAt > from || finding.ClearedAt > from))
            .Select(finding => new { finding.OnsetAt, finding.ClearedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var changes = unsaved + spans.Count(span => span.OnsetAt > from && span.OnsetAt <= changedAt) + spans.Count(span => span.ClearedAt > from && span.ClearedAt <= changedAt);
        if (!FlappingPolicy.IsUnstable(fault.Severity, changes)) return false;
        fault.MarkUnstable(changes, now);
        return true;
    }
}
