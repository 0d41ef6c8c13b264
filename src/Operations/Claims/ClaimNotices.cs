using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>Writes what the two sides of a claim are told into the transaction that caused it.</summary>
internal static class ClaimNotices
{
    /// <param name="sides">Who is told.</param>
    /// <param name="what">What names the event within the claim, e.g. <c>event/7</c>; told twice it is one notice.</param>
    /// <param name="code">What is said: <c>due</c>, <c>late</c>, <c>moved</c> or <c>letter</c>.</param>
    /// <returns>Whether anybody is told of it for the first time.</returns>
    public static async Task<bool> TellAsync(
        WriteUnit unit, Claim claim, NoticeKind kind, IReadOnlyList<ClaimSide> sides, string what, string code, UserId? causedBy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (db, cause) = (unit.Db, string.Create(CultureInfo.InvariantCulture, $"claim/{claim.Id}/{what}"));
        if (db.Notices.Local.Any(notice => notice.Cause == cause) || await db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return false;
        var people = await PeopleAsync(db, claim, sides, cancellationToken).ConfigureAwait(false);
        if (people.Count == 0) return false;
        unit.Tell(new Notice
        {
            CommunityId = claim.CommunityId,
            Kind = kind,
            Audience = NoticeAudience.None,
            Recipients = people,
            CausedBy = causedBy,
            Cause = cause,
            Detail = CodedText.Of("claim." + code, ("claim", claim.Id), ("number", claim.Number), ("state", claim.State), ("due", claim.DueBy)),
            CreatedAt = now,
        });
        return true;
    }

    /// <summary>Who would be told, of each side by itself.</summary>
    public static async Task<UserSet> PeopleAsync(FacilitiesDb db, Claim claim, IReadOnlyList<ClaimSide> sides, CancellationToken cancellationToken)
    {
        var insured = sides.Contains(ClaimSide.Insured)
            ? await PeopleTold.OfAsync(db, await ClaimInsured.OfAsync(db, claim, cancellationToken).ConfigureAwait(false), [Role.Firm], cancellationToken).ConfigureAwait(false) : UserSet.Empty;
        var insurer = sides.Contains(ClaimSide.Insurer) ? await PeopleTold.OfAsync(db, [claim.InsurerId], [Role.Insurer], cancellationToken).ConfigureAwait(false) : UserSet.Empty;
        return insurer.Aggregate(insured, (all, id) => all.With(id));
    }

    /// <summary>After an action: the other side is told, and both of what is decided.</summary>
    public static async Task TellOfActionAsync(WriteUnit unit, Claim claim, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What isn't notified yet is the insured's own matter.
        if (claim.NotifiedAt is null || claim.History[^1].Action == ClaimAction.Comment) return;
        await TellAsync(
            unit, claim, NoticeKind.ClaimMoved, [actor.Role == Role.Insurer ? ClaimSide.Insured : ClaimSide.Insurer], string.Create(CultureInfo.InvariantCulture, $"event/{claim.History[^1].Sequence}"), "moved",
            actor.User, now, cancellationToken).ConfigureAwait(false);
    }
}
