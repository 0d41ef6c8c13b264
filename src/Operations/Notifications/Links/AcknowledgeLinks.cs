using System.Security.Cryptography;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Links;

/// <summary>
/// Links by which one person acknowledges one fault without signing in: signed, for a day, once. Looking changes nothing, because chat clients and mail
/// scanners fetch addresses before people do. Thread-safe.
/// </summary>
public sealed class AcknowledgeLinks
{
    /// <summary>Path below the public address.</summary>
    public const string Path = "a/";

    /// <summary>An alert that nobody acknowledged for a day has been escalated to people with other means.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const string KeyName = "acknowledge-links";
    private const int NonceBytes = 16;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly MessageBuilder _messages;
    private readonly ServiceKeys _keys;
    private readonly SiteClock _clock;

    internal AcknowledgeLinks(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, MessageBuilder messages, ServiceKeys keys, SiteClock clock) =>
        (_databases, _writer, _store, _messages, _keys, _clock) = (databases, writer, store, messages, keys, clock);

    /// <summary>What the page shows. Changes nothing.</summary>
    public async Task<LinkView> LookAsync(string? token, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return (await ReadAsync(db, token, key, cancellationToken).ConfigureAwait(false)).View;
    }

    /// <summary>Acknowledges, in the person's name. Twice: the second time it says that it was used.</summary>
    public async Task<LinkView> UseAsync(string? token, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(async (unit, cancel) =>
        {
            var (view, link, person) = await ReadAsync(unit.Db, token, key, cancel).ConfigureAwait(false);
            if (view.State != LinkState.Valid || link is null || person is null) return view;
            var now = _clock.GetUtcNow();
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == link.FaultId, cancel).ConfigureAwait(false);
            var actor = ActorOf(person);
            fault.Acknowledge(actor, now);
            link.UsedAt = now;
            await _store.SaveAsync(unit, fault, now, cancel).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "fault", fault.Id.ToString(), "AcknowledgeByLink", actor.Role, actor.Organisation, CodedText.Of("audit.link", ("link", link.Id)), CodedText.Of("personal", ("user", actor.User))));
            return view with { State = LinkState.Done };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The token of a person's link for a fault that waits for him; null when he couldn't use it. One that is still good is given again.</summary>
    public async Task<string?> GiveAsync(FaultId faultId, UserId user, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var fault = await unit.Db.Faults.AsNoTracking().Include(item => item.Rounds).FirstOrDefaultAsync(item => item.Id == faultId, token).ConfigureAwait(false);
            var person = await unit.Db.Users.AsNoTracking().Working().FirstOrDefaultAsync(item => item.Id == user.Value, token).ConfigureAwait(false);
            if (fault is null || person is null || !Waits(fault, person)) return null;
            var enough = now + (Lifetime / 2);
            var link = await unit.Db.AcknowledgeLinks.FirstOrDefaultAsync(
                item => item.FaultId == faultId && item.UserId == user && item.UsedAt == null && item.ExpiresAt > enough, token).ConfigureAwait(false);
            if (link is null)
            {
                link = new AcknowledgeLink { FaultId = faultId, UserId = user, Nonce = RandomNumberGenerator.GetBytes(NonceBytes), CreatedAt = now, ExpiresAt = now + Lifetime };
                unit.Db.AcknowledgeLinks.Add(link);
                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            }

            return LinkToken.Write(RowOf(link), key);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(LinkView View, AcknowledgeLink? Link, AppUser? Person)> ReadAsync(FacilitiesDb db, string? token, byte[] key, CancellationToken cancellationToken)
    {
        var invalid = (new LinkView(LinkState.Invalid), (AcknowledgeLink?)null, (AppUser?)null);
        if (!LinkToken.TryReadId(token, out var id)) return invalid;
        var link = await db.AcknowledgeLinks.FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        if (link is null || !LinkToken.IsSignatureOf(token!, RowOf(link), key)) return invalid;
        // Who is locked out on purpose; a stranger's wrong passwords must not take the link away from who is on duty.
        var person = await db.Users.AsNoTracking().Working().FirstOrDefaultAsync(item => item.Id == link.UserId.Value, cancellationToken).ConfigureAwait(false);
        if (person is null) return invalid;
        if (link.UsedAt is not null) return (new LinkView(LinkState.Used, person.Locale), null, null);
        if (link.ExpiresAt <= _clock.GetUtcNow()) return (new LinkView(LinkState.Expired, person.Locale), null, null);
        var fault = await db.Faults.AsNoTracking().Include(item => item.Rounds).FirstAsync(item => item.Id == link.FaultId, cancellationToken).ConfigureAwait(false);
        if (!Waits(fault, person)) return (new LinkView(LinkState.NotNeeded, person.Locale, Number: fault.Number), null, null);
        var message = await _messages.OfFaultAsync(db, fault.Id, MessageText.CultureOf(person.Locale), cancellationToken).ConfigureAwait(false);
        return (new LinkView(LinkState.Valid, person.Locale, message.FirstLine, fault.Number, Names.Of(person.NameZh, person.NameEn)), link, person);
    }

    private static bool Waits(Fault fault, AppUser person) =>
        fault.IsOpen && FaultTransitions.Next(fault.State, FaultAction.Acknowledge) is not null && fault.CurrentRound.AcknowledgedAt is null
        && FaultRights.Refusal(fault, FaultAction.Acknowledge, ActorOf(person)) is null && (fault.AssignedUserId is not { } named || named == person.UserId);

    private static SignedRow RowOf(AcknowledgeLink link) => new(link.Id, link.FaultId.Value, link.UserId.Value, link.ExpiresAt, link.Nonce);

    private static Actor ActorOf(AppUser person) => new(person.UserId, person.Role, person.OrganisationId);
}
