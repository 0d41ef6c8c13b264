using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>How people are reached: everybody sets it for himself, administrators for all, a firm's for its people. Thread-safe.</summary>
public sealed class ContactSettings(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>A person's details; the defaults when nothing was set.</summary>
    /// <exception cref="RuleViolation">Somebody else's, without the right; or there is no such person.</exception>
    public async Task<ContactDetails> GetAsync(Caller caller, UserId user, CancellationToken cancellationToken)
    {
        Require(caller, user);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var locale = await db.PeopleIn(caller).Where(item => item.Id == user.Value).Select(item => item.Locale).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw NotFound(user);
            var card = await db.ContactCards.AsNoTracking().FirstOrDefaultAsync(item => item.UserId == user.Value, cancellationToken).ConfigureAwait(false) ?? new ContactCard();
            return new ContactDetails(
                card.Phone, card.Mail, [.. card.Order.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static name => Enum.Parse<ChannelKind>(name))], card.QuietFrom, card.QuietUntil, locale);
        }
    }

    /// <summary>Replaces them.</summary>
    /// <exception cref="RuleViolation">Somebody else's, without the right; or a field that can't be.</exception>
    public Task SetAsync(Caller caller, UserId user, ContactDetails details, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(details);
        Require(caller, user);
        var phone = ContactFields.Phone(details.Phone);
        var mail = ContactFields.Mail(details.Mail);
        if (details.QuietFrom is < 0 or >= MinutesOfDay || details.QuietUntil is < 0 or >= MinutesOfDay) throw ContactFields.Invalid("quiet");
        if (details.Order.Any(static way => way is not (ChannelKind.Sms or ChannelKind.Mail)) || details.Order.Distinct().Count() != details.Order.Count) throw ContactFields.Invalid("order");
        var locale = ContactFields.Locale(details.Locale);
        return writer.WriteAsync(async (unit, token) =>
        {
            var person = await unit.Db.PeopleIn(caller).FirstOrDefaultAsync(item => item.Id == user.Value, token).ConfigureAwait(false) ?? throw NotFound(user);
            var card = await unit.Db.ContactCards.FirstOrDefaultAsync(item => item.UserId == user.Value, token).ConfigureAwait(false);
            if (card is null) unit.Db.ContactCards.Add(card = new ContactCard { UserId = user.Value });
            (card.Phone, card.Mail, card.Order) = (phone, mail, string.Join(',', details.Order));
            (card.QuietFrom, card.QuietUntil) = (details.QuietFrom, details.QuietUntil);
            person.Locale = locale;
            unit.Audit(new AuditDraft(
                clock.GetUtcNow(), "contact", user.ToString(), "Change", caller.Role, caller.Actor.Organisation,
                CodedText.Of("audit.contact", ("order", card.Order), ("quiet_from", card.QuietFrom), ("quiet_until", card.QuietUntil)),
                CodedText.Of("personal", ("user", caller.User), ("phone", phone), ("mail", mail))));
        }, cancellationToken);
    }

    private static void Require(Caller caller, UserId user)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.User != user) RoleRights.Require(caller.Actor, Right.ManageUsers);
    }

    private static RuleViolation NotFound(UserId user) => new(OperationCodes.NotFound, ("kind", "user"), ("id", user));
}
