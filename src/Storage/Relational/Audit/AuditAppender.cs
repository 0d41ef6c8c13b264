using Facilities.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Audit;

/// <summary>Numbers the entries of a transaction behind the chain's head, which stays locked until the transaction ends.</summary>
internal static class AuditAppender
{
    public static async Task AppendAsync(FacilitiesDb db, IReadOnlyList<AuditDraft> drafts, CancellationToken cancellationToken)
    {
        // The no-op update takes the row's lock on PostgreSQL; on SQLite the transaction is the only writer anyway. Taken last, after
        // everything else is written, so that nobody waits for the head while somebody else waits for him.
        await db.AuditHeads.Where(head => head.Id == AuditHeadRow.OnlyId)
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Number, head => head.Number), cancellationToken).ConfigureAwait(false);
        var row = await db.AuditHeads.FirstAsync(head => head.Id == AuditHeadRow.OnlyId, cancellationToken).ConfigureAwait(false);
        var head = new AuditHead(row.Number, row.Hash);
        foreach (var draft in drafts)
        {
            var entry = AuditChain.Append(head, draft);
            db.AuditEntries.Add(entry);
            head = new AuditHead(entry.Number, entry.Hash);
        }

        row.Number = head.Number;
        row.Hash = head.Hash;
    }
}
