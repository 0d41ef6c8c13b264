using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Claims;
using Facilities.Operations.Evidence;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Loads whole faults and saves them with everything that must stand beside them: timers, pinned telemetry, outbox, notices, live feed, claims. Thread-safe.</summary>
internal sealed class FaultStore(ILiveFeed live, ClaimTrigger claims)
{
    /// <summary>Faults with all their parts, as the domain's methods need them.</summary>
    public static IQueryable<Fault> Whole(IQueryable<Fault> faults) =>
        faults.Include(fault => fault.Rounds.OrderBy(round => round.Number)).Include(fault => fault.Holds.OrderBy(hold => hold.Id))
            .Include(fault => fault.Entrapments.OrderBy(entrapment => entrapment.Number)).Include(fault => fault.Parts.OrderBy(part => part.Number))
            .Include(fault => fault.History.OrderBy(line => line.Sequence))
            .AsSplitQuery();

    /// <summary>Saves what was done to a fault. Call it once per use case and fault, after the last domain call.</summary>
    public Task SaveAsync(WriteUnit unit, Fault fault, DateTimeOffset now, CancellationToken cancellationToken) => SaveAsync(unit, [fault], now, cancellationToken);

    /// <summary>The same for faults that were changed together.</summary>
    public async Task SaveAsync(WriteUnit unit, IReadOnlyList<Fault> faults, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = faults.Select(fault => (Fault: fault, Fresh: fault.History.Where(line => line.Id == 0).ToList())).ToList();
        // A new fault gets its id here; timers and messages need it.
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (fault, fresh) in changed) await FollowAsync(unit, fault, fresh, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task FollowAsync(WriteUnit unit, Fault fault, List<FaultEvent> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await FaultTimers.SyncAsync(unit.Db, fault, cancellationToken).ConfigureAwait(false);
        await EvidencePins.SyncAsync(unit.Db, fault, cancellationToken).ConfigureAwait(false);
        if (fault.IsEntrapment) await claims.FollowChangeAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
        var (site, asset) = await CodesAsync(unit.Db, fault.AssetId, cancellationToken).ConfigureAwait(false);
        unit.Tell(OutboxKinds.Mqtt, FaultMessage.Topic(site, asset, fault.Id.Value), FaultMessage.Of(fault).ToJson());
        await FaultNotices.WriteAsync(unit, fault, fresh, now, cancellationToken).ConfigureAwait(false);
        var id = fault.Id.Value;
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Fault, id)));
    }

    /// <summary>The open fault of a closed one's asset and family, whole; null when there is none, or the fault itself is open.</summary>
    public static async Task<Fault?> NewerOpenAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken) => fault.IsOpen ? null
        : await Whole(db.Faults).FirstOrDefaultAsync(item => item.AssetId == fault.AssetId && item.OpenFamily == fault.Family, cancellationToken).ConfigureAwait(false);

    /// <summary>Time zone, working hours, holidays and limits of the fault's site.</summary>
    public static async Task<SiteRules> SiteRulesAsync(FacilitiesDb db, CommunityId id, CancellationToken cancellationToken)
    {
        var community = await db.Communities.AsNoTracking().FirstAsync(site => site.Id == id, cancellationToken).ConfigureAwait(false);
        var days = await db.CalendarDays.AsNoTracking().Where(day => day.CommunityId == null || day.CommunityId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new SiteRules(community.Calendar(days), community.InDistrictedCity);
    }

    /// <summary>The next number of the site's year, e.g. F-2026-0012. Numbers of a rolled-back transaction are given again.</summary>
    public static async Task<string> NextNumberAsync(FacilitiesDb db, SiteRules site, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var year = site.Calendar.LocalDate(at).Year;
        var running = await NumberSequence.NextAsync(db, $"fault-{year}", cancellationToken).ConfigureAwait(false);
        return FaultNumber.Format(year, running);
    }

    private static async Task<(string Site, string Asset)> CodesAsync(FacilitiesDb db, AssetId id, CancellationToken cancellationToken)
    {
        var codes = await (
            from asset in db.Assets
            where asset.Id == id
            join site in db.Communities on asset.CommunityId equals site.Id
            select new { site.SiteCode, asset.Code }).FirstAsync(cancellationToken).ConfigureAwait(false);
        return (codes.SiteCode, codes.Code);
    }
}
