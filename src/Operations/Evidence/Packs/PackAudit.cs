using System.Globalization;
using Facilities.Operations.Audit;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Writes the entries of the audit chain about a claim and its fault, ascending. Each proves itself: its hash covers its fields and the hash before it. The personal fields stay
/// at home; their digest, which the hash covers, goes along.
/// </summary>
internal static class PackAudit
{
    public static async Task WriteAsync(FacilitiesDb db, PackFacts facts, TextWriter output, CancellationToken cancellationToken)
    {
        var claim = facts.Claim.Id.Value.ToString(CultureInfo.InvariantCulture);
        var fault = facts.Claim.FaultId?.Value.ToString(CultureInfo.InvariantCulture) ?? "";
        var entries = db.AuditEntries.AsNoTracking().Where(entry => (entry.Subject == "claim" && entry.SubjectId == claim) || (entry.Subject == "fault" && entry.SubjectId == fault))
            .OrderBy(entry => entry.Number).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            entry.Erase();
            await output.WriteLineAsync(AuditFile.LineOf(entry)).ConfigureAwait(false);
        }
    }
}
