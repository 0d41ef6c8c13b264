using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// What intake refused and who nobody knows. A caller whose scope isn't everything sees what was sent under the site codes of his
/// communities. Thread-safe.
/// </summary>
public sealed class IntakeQueries(IDbContextFactory<FacilitiesDb> databases)
{
    private const string NativePrefix = "fm/v1/";

    /// <summary>Newest first.</summary>
    public async Task<Rows<RejectRow>> RejectsAsync(Scope scope, Paging paging, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = Rejects(db, scope).AsNoTracking();
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderByDescending(reject => reject.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<RejectRow>([.. page.Select(reject => new RejectRow(
                reject.Id, reject.ReceivedAt, reject.AssetId == 0 ? null : new AssetId(reject.AssetId), reject.ClientId, reject.Topic, reject.Reason, reject.Detail, reject.Sample))], total);
        }
    }

    /// <summary>Last seen first.</summary>
    public async Task<Rows<QuarantineRow>> QuarantineAsync(Scope scope, Paging paging, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = Quarantined(db, scope).AsNoTracking();
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderByDescending(device => device.LastSeenAt).ThenByDescending(device => device.Id)
                .Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var sites = (await db.CommunitiesIn(scope).Select(site => site.SiteCode).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            return new Rows<QuarantineRow>([.. page.Select(device => Row(device, sites))], total);
        }
    }

    public async Task<IntakeTotals> TotalsAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var counters = await db.IntakeCounters.AsNoTracking().ToDictionaryAsync(counter => counter.Name, counter => counter.Count, cancellationToken).ConfigureAwait(false);
            return new IntakeTotals(counters.GetValueOrDefault(IntakeLedger.RejectsCounter), counters.GetValueOrDefault(IntakeLedger.QuarantineCounter));
        }
    }

    private static IQueryable<StoredReject> Rejects(FacilitiesDb db, Scope scope)
    {
        if (scope.Kind == ScopeKind.Everything) return db.Rejects;
        var sites = db.CommunitiesIn(scope);
        return db.Rejects.Where(reject => sites.Any(site => reject.Topic.StartsWith(NativePrefix + site.SiteCode + "/")));
    }

    private static IQueryable<QuarantinedDevice> Quarantined(FacilitiesDb db, Scope scope)
    {
        if (scope.Kind == ScopeKind.Everything) return db.Quarantine;
        var sites = db.CommunitiesIn(scope);
        return db.Quarantine.Where(device => sites.Any(site => device.SiteCode == site.SiteCode || device.Topic.StartsWith(NativePrefix + site.SiteCode + "/")));
    }

    private static QuarantineRow Row(QuarantinedDevice device, HashSet<string> sites)
    {
        var parts = device.DeviceKey.Split('/');
        var site = device.SiteCode.Length > 0 ? device.SiteCode : parts.Length == 2 && sites.Contains(parts[0]) ? parts[0] : null;
        var code = Codes.IsWellFormed(parts[^1]) ? parts[^1] : null;
        return new QuarantineRow(
            device.Id, device.Dialect, device.DeviceKey, device.Reason, device.Topic, device.ClientId, device.UserName, device.FirstSeenAt, device.LastSeenAt, device.Messages, device.Sample, site, code, device.Fields);
    }
}
