using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications;

/// <summary>What a person was told in the app. Thread-safe.</summary>
public sealed class Inbox
{
    /// <summary>A page of the list.</summary>
    public const int PageSize = 50;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly MessageBuilder _messages;
    private readonly SiteClock _clock;

    internal Inbox(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, MessageBuilder messages, SiteClock clock) =>
        (_databases, _writer, _messages, _clock) = (databases, writer, messages, clock);

    /// <summary>How many he hasn't seen.</summary>
    public async Task<int> UnreadAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await Of(db, caller).CountAsync(delivery => delivery.ReadAt == null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest first.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="culture">In which language.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<Rows<InboxRow>> ListAsync(Caller caller, CultureInfo culture, int skip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var total = await Of(db, caller).CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await (
                from delivery in Of(db, caller).AsNoTracking().OrderByDescending(delivery => delivery.Id).Skip(Math.Max(0, skip)).Take(PageSize)
                join notice in db.Notices.AsNoTracking() on delivery.NoticeId equals notice.Id
                orderby delivery.Id descending
                select new { delivery, notice }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var messages = await _messages.BuildAllAsync(db, [.. page.Select(static item => item.notice)], culture, Guid.Empty, cancellationToken).ConfigureAwait(false);
            var rows = page.Zip(messages, static (item, message) => new InboxRow(
                item.delivery.Id, item.delivery.CreatedAt, item.delivery.ReadAt is not null, item.delivery.Severity, message.FirstLine, message.Lines[0], item.delivery.FaultId,
                item.delivery.FaultId is { } fault ? $"/faults/{fault}" : PathOf(item.notice.Kind))).ToList();
            return new Rows<InboxRow>(rows, total);
        }
    }

    /// <summary>He has seen everything up to this one.</summary>
    public Task ReadAsync(Caller caller, long throughId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = _clock.GetUtcNow();
        return _writer.WriteAsync(
            (unit, token) => Of(unit.Db, caller).Where(delivery => delivery.ReadAt == null && delivery.Id <= throughId)
                .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.ReadAt, now), token),
            cancellationToken);
    }

    private static string PathOf(NoticeKind kind) => kind switch
    {
        NoticeKind.ReportMade => "/reports",
        NoticeKind.ModelDrifted => "/models",
        NoticeKind.PolicyExpires => "/policies",
        NoticeKind.ClaimDue or NoticeKind.ClaimMoved => "/claims",
        NoticeKind.CertificateExpires or NoticeKind.LicenceExpires => "/certificates",
        _ => "/faults",
    };

    private static IQueryable<Delivery> Of(FacilitiesDb db, Caller caller)
    {
        var user = caller.User;
        // What he was told while he worked elsewhere stays there.
        return db.DeliveriesIn(caller).Where(delivery => delivery.Kind == ChannelKind.InApp && delivery.UserId == user && user != null);
    }
}
