using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications;

/// <summary>The record of what was told to whom, cut to the caller's scope. Thread-safe.</summary>
public sealed class DeliveryQueries(IDbContextFactory<FacilitiesDb> databases)
{
    /// <summary>Newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="fault">Only of this fault.</param>
    /// <param name="state">Only in this state.</param>
    /// <param name="paging">Which part.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RuleViolation">The caller may not see faults.</exception>
    public async Task<Rows<DeliveryRow>> ListAsync(Caller caller, FaultId? fault, DeliveryState? state, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewFaults);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // Who has a part of a fault only isn't shown who else was told.
            var own = db.FaultsOfAssetsIn(caller.Scope);
            var wanted = db.DeliveriesIn(caller).AsNoTracking().Where(delivery => delivery.FaultId == null || own.Any(item => item.Id == delivery.FaultId));
            if (fault is { } one) wanted = wanted.Where(delivery => delivery.FaultId == one);
            if (state is { } only) wanted = wanted.Where(delivery => delivery.State == only);
            var total = await wanted.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await wanted.OrderByDescending(delivery => delivery.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<DeliveryRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    private static async Task<IReadOnlyList<DeliveryRow>> RowsAsync(FacilitiesDb db, List<Delivery> page, CancellationToken cancellationToken)
    {
        var noticeIds = page.Select(static delivery => delivery.NoticeId).Distinct().ToList();
        var faultIds = page.Select(static delivery => delivery.FaultId).OfType<FaultId>().Distinct().ToList();
        var siteIds = page.Select(static delivery => delivery.CommunityId).Distinct().ToList();
        var channelIds = page.Select(static delivery => delivery.ChannelId).OfType<int>().Distinct().ToList();
        var notices = await db.Notices.AsNoTracking().Where(notice => noticeIds.Contains(notice.Id)).ToDictionaryAsync(notice => notice.Id, cancellationToken).ConfigureAwait(false);
        var numbers = await db.Faults.Where(fault => faultIds.Contains(fault.Id)).Select(fault => new { fault.Id, fault.Number }).ToDictionaryAsync(fault => fault.Id, fault => fault.Number, cancellationToken).ConfigureAwait(false);
        var sites = await db.Communities.AsNoTracking().Where(site => siteIds.Contains(site.Id)).ToDictionaryAsync(site => site.Id, site => Names.Of(site.Name, site.NameEn), cancellationToken).ConfigureAwait(false);
        var channels = await db.NotificationChannels.Where(channel => channelIds.Contains(channel.Id)).Select(channel => new { channel.Id, channel.Name }).ToDictionaryAsync(channel => channel.Id, channel => channel.Name, cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, [], page.Select(static delivery => delivery.UserId), cancellationToken).ConfigureAwait(false);
        return [.. page.Select(delivery => new DeliveryRow(
            delivery.Id, delivery.FaultId, delivery.FaultId is { } fault ? numbers.GetValueOrDefault(fault) : null, notices[delivery.NoticeId].Kind, notices[delivery.NoticeId].Step, delivery.Severity,
            sites.GetValueOrDefault(delivery.CommunityId) ?? new LocalizedName("", ""), parties.Person(delivery.UserId),
            delivery.ChannelId is { } channel ? channels.GetValueOrDefault(channel) : null, delivery.Kind, delivery.State, delivery.Attempts, delivery.Code, delivery.Detail, delivery.Merged,
            delivery.CreatedAt, delivery.DueAt, delivery.SentAt, delivery.ReporterId is not null))];
    }
}
