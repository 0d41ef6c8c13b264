using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations;

/// <summary>Running numbers without gaps: taken in the transaction that uses them.</summary>
internal static class NumberSequence
{
    public static async Task<int> NextAsync(FacilitiesDb db, string series, CancellationToken cancellationToken)
    {
        // One statement that both databases understand; it locks the series' row until the transaction ends.
        var last = await db.Database.SqlQuery<int>(
            $"INSERT INTO number_series (series, last) VALUES ({series}, 1) ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1 RETURNING last AS \"Value\"")
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return last[0];
    }
}
