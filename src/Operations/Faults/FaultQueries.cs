using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Faults for pages and the API, cut to the caller's scope. Thread-safe.</summary>
public sealed class FaultQueries(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>A page of the list, and how many there are. Empty without <see cref="Right.ViewFaults"/> is the caller's matter: check it first.</summary>
    public async Task<Rows<FaultRow>> ListAsync(Scope scope, FaultFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var now = clock.GetUtcNow();
            var query = Filter(db, db.FaultsIn(scope).AsNoTracking(), filter, now);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await Sort(db, query, filter).Skip(filter.Paging.SafeSkip).Take(filter.Paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var rows = await FaultRows.BuildAsync(db, page, now, cancellationToken).ConfigureAwait(false);
            // What telemetry says is for who has to do with the equipment, not with a part only (ADR 35).
            var ids = page.ConvertAll(fault => fault.Id);
            var own = await db.FaultsOfAssetsIn(scope).Where(fault => ids.Contains(fault.Id)).Select(fault => fault.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<FaultRow>([.. rows.Select(row => own.Contains(row.Id) ? row : row with { Finding = null })], total);
        }
    }

    /// <summary>The id of a fault by its number (<c>F-2026-1187</c>), or null if there is none in the scope.</summary>
    public async Task<FaultId?> FindAsync(Scope scope, string number, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.FaultsIn(scope).Where(fault => fault.Number == number).Select(fault => (FaultId?)fault.Id)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static IQueryable<Fault> Filter(FacilitiesDb db, IQueryable<Fault> query, FaultFilter filter, DateTimeOffset now)
    {
        if (filter.EndedOnly) query = query.Where(fault => fault.OpenFamily == null);
        else if (filter.OpenOnly) query = query.Where(fault => fault.OpenFamily != null);
        if (filter.State is { } state) query = query.Where(fault => fault.State == state);
        if (filter.Severity is { } severity) query = query.Where(fault => fault.Severity == severity);
        if (filter.Community is { } community) query = query.Where(fault => fault.CommunityId == community);
        if (filter.Asset is { } asset) query = query.Where(fault => fault.AssetId == asset);
        if (filter.Family is { } family) query = query.Where(fault => fault.Family == family);
        if (filter.Crew is { } crew) query = query.Where(fault => fault.AssignedUserId == crew);
        if (filter.TypeKey is { } type) query = query.Where(fault => db.Assets.Any(item => item.Id == fault.AssetId && item.TypeKey == type));
        if (filter.OverdueOnly) query = query.Where(fault => fault.NextDueAt < now);
        // An open fault stays in the list however long ago it began (thingsboard #2821).
        if (!filter.OpenOnly || filter.EndedOnly)
        {
            if (filter.FoundFrom is { } from) query = query.Where(fault => fault.DetectedAt >= from);
            if (filter.FoundUntil is { } until) query = query.Where(fault => fault.DetectedAt < until);
        }

        if (filter.Search is { Length: > 0 } search)
        {
            query = query.Where(fault => fault.Number.Contains(search) || db.Assets.Any(item =>
                item.Id == fault.AssetId && (item.Name.Contains(search) || item.Code.Contains(search) || (item.NameEn != null && item.NameEn.Contains(search)))));
        }

        return query;
    }

    private static IOrderedQueryable<Fault> Sort(FacilitiesDb db, IQueryable<Fault> query, FaultFilter filter)
    {
        var sorted = (filter.Sort, filter.Descending) switch
        {
            (FaultSort.FoundAt, false) => query.OrderBy(fault => fault.DetectedAt),
            (FaultSort.FoundAt, true) => query.OrderByDescending(fault => fault.DetectedAt),
            (FaultSort.ClosedAt, false) => query.OrderBy(fault => fault.EndedAt),
            (FaultSort.ClosedAt, true) => query.OrderByDescending(fault => fault.EndedAt),
            (FaultSort.Severity, false) => query.OrderBy(fault => fault.Severity).ThenBy(fault => fault.NextDueAt),
            (FaultSort.Severity, true) => query.OrderByDescending(fault => fault.Severity).ThenBy(fault => fault.NextDueAt),
            (FaultSort.State, false) => query.OrderBy(fault => fault.State),
            (FaultSort.State, true) => query.OrderByDescending(fault => fault.State),
            (FaultSort.Asset, false) => query.OrderBy(fault => db.Assets.First(asset => asset.Id == fault.AssetId).Name),
            (FaultSort.Asset, true) => query.OrderByDescending(fault => db.Assets.First(asset => asset.Id == fault.AssetId).Name),
            // Open before ended, life safety first, then whatever is due first: what is overdue is due first of all.
            _ => query.OrderBy(fault => fault.OpenFamily == null).ThenBy(fault => fault.Severity == Severity.P1 ? 0 : 1)
                .ThenBy(fault => fault.NextDueAt == null).ThenBy(fault => fault.NextDueAt).ThenBy(fault => fault.Severity),
        };
        return sorted.ThenByDescending(fault => fault.Id);
    }
}
