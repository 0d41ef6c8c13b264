using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Complaints;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>Puts complaints about equipment beside the findings of its sensors. Thread-safe.</summary>
public sealed class ComplaintEchoes(IDbContextFactory<FacilitiesDb> databases, VisibilityTracker visibility, SiteClock clock)
{
    /// <summary>Complaints that are looked at.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromDays(90);

    /// <summary>A finding so long before the first complaint isn't of the same fault.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(45);

    private const int MostComplaints = 2_000;

    /// <summary>Null: nobody complained of it, or the caller may not see.</summary>
    public async Task<ComplaintEcho?> OfAssetAsync(Caller caller, AssetId asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.ViewComplaints)) return null;
        var from = clock.GetUtcNow() - Within;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var said = await db.ComplaintsIn(caller).AsNoTracking().Where(item => item.AssetId == asset && item.ReceivedAt >= from && (item.State == ComplaintState.Believed || item.State == ComplaintState.Confirmed))
                .OrderBy(item => item.ReceivedAt).Take(MostComplaints).Select(item => new { item.ReceivedAt, item.Topic, item.Subtopic }).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (said.Count == 0) return null;
            var (first, last) = (said[0].ReceivedAt, said[^1].ReceivedAt);
            // What a person can't name shows in any family.
            var families = said.SelectMany(item => TopicLexicon.Shipped.Find(item.Topic, item.Subtopic)?.Families ?? []).Distinct(StringComparer.Ordinal).ToList();
            var (since, until) = (first - Before, last + TimeSpan.FromDays(1));
            var seen = await db.FindingsIn(caller.Scope).AsNoTracking()
                .Where(item => item.AssetId == asset && item.OnsetAt >= since && item.OnsetAt <= until && (families.Count == 0 || families.Contains(item.Family)))
                .OrderBy(item => item.OnsetAt).Select(item => new { item.OnsetAt, item.FaultId }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            var number = seen?.FaultId is { } fault ? await db.FaultsIn(caller.Scope).Where(item => item.Id == fault).Select(item => item.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) : null;
            var sight = (await visibility.AllAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(asset);
            return new ComplaintEcho(asset, said.Count, first, last, seen?.OnsetAt, number, sight?.LastEventAt, sight?.IsFresh ?? false);
        }
    }
}
