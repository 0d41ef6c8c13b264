using Facilities.Domain.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>Makes the tables that analysis reads from the complaints again, for some months; to be called within a transaction. Running it twice gives the same.</summary>
public static class ComplaintRollUps
{
    /// <param name="db">In a transaction.</param>
    /// <param name="first">First month.</param>
    /// <param name="last">Last month. Those after it that may repeat what is in it are made again too.</param>
    /// <param name="community">Only of this one, 0: of those without; null: of all.</param>
    public static async Task RebuildAsync(FacilitiesDb db, int first, int last, int? community, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var reach = (int)Math.Ceiling(ComplaintRules.RepeatWithin.TotalDays / 28);
        var (until, before, within) = (last + reach, first - reach, (long)ComplaintRules.RepeatWithin.TotalMilliseconds);
        var (all, only) = (community is null ? 1 : 0, community ?? 0);
        var dismissed = (int)ComplaintState.Dismissed;
        await db.Database.ExecuteSqlAsync($"DELETE FROM complaint_months WHERE month BETWEEN {first} AND {until} AND ({all} = 1 OR community_id = {only})", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"DELETE FROM complaint_hours WHERE month BETWEEN {first} AND {until} AND ({all} = 1 OR community_id = {only})", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO complaint_months (community_id, month, topic, subtopic, count, repeats)
            SELECT site, month, topic, subtopic, COUNT(*), SUM(CASE WHEN placed = 1 AND received_at - previous <= {within} THEN 1 ELSE 0 END)
            FROM (
                SELECT COALESCE(community_id, 0) AS site, month, topic, subtopic, received_at,
                    CASE WHEN building_id IS NOT NULL OR asset_id IS NOT NULL THEN 1 ELSE 0 END AS placed,
                    LAG(received_at) OVER (PARTITION BY community_id, building_id, asset_id, topic, subtopic ORDER BY received_at, id) AS previous
                FROM complaints
                WHERE month BETWEEN {before} AND {until} AND state <> {dismissed} AND ({all} = 1 OR COALESCE(community_id, 0) = {only})) AS seen
            WHERE month >= {first}
            GROUP BY site, month, topic, subtopic
            """, cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO complaint_hours (community_id, month, hour, count)
            SELECT COALESCE(community_id, 0), month, hour, COUNT(*)
            FROM complaints
            WHERE month BETWEEN {first} AND {until} AND state <> {dismissed} AND ({all} = 1 OR COALESCE(community_id, 0) = {only})
            GROUP BY COALESCE(community_id, 0), month, hour
            """, cancellationToken).ConfigureAwait(false);
    }
}
