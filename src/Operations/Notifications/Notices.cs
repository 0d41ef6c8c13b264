using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications;

/// <summary>Writes what people have to be told into the transaction of the use case that caused it.</summary>
internal static class Notices
{
    /// <summary>
    /// People are told of a line of the fault's history. Called again for the same line and kind it is the same notice, whose people and
    /// audiences are added up, so that an escalation names its people before or after the fault is saved.
    /// </summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="fault">Saved, so that it has an id.</param>
    /// <param name="kind">Why.</param>
    /// <param name="audience">Who is looked up when the notice is handled.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <param name="recipients">People told whatever <paramref name="audience"/> says.</param>
    /// <param name="step">Level of an escalation.</param>
    /// <param name="detail">What else the message says; null: the reason of the history's line.</param>
    /// <param name="line">The line; null: the newest.</param>
    public static async Task TellAsync(
        WriteUnit unit, Fault fault, NoticeKind kind, NoticeAudience audience, DateTimeOffset now, CancellationToken cancellationToken,
        UserSet? recipients = null, int step = 0, CodedText? detail = null, FaultEvent? line = null)
    {
        line ??= fault.History[^1];
        var cause = string.Create(CultureInfo.InvariantCulture, $"fault/{fault.Id}/{kind}/{line.Sequence}");
        // Local first: within the transaction it may not be saved yet.
        var known = unit.Db.Notices.Local.FirstOrDefault(notice => notice.Cause == cause)
            ?? await unit.Db.Notices.FirstOrDefaultAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            known.Audience |= audience;
            foreach (var user in recipients ?? UserSet.Empty) known.Recipients = known.Recipients.With(user);
            if (step > 0) known.Step = step;
            return;
        }

        unit.Tell(new Notice
        {
            FaultId = fault.Id,
            CommunityId = fault.CommunityId,
            Kind = kind,
            Step = step,
            Audience = audience,
            Recipients = recipients ?? UserSet.Empty,
            CausedBy = line.UserId,
            Cause = cause,
            Detail = detail ?? line.Reason,
            CreatedAt = now,
        });
    }

    /// <summary>What names a storm's notice among all; unique.</summary>
    public static string StormCause(CommunityId community, string storm) => string.Create(CultureInfo.InvariantCulture, $"community/{community}/storm/{storm}");

    /// <summary>People are told once of many new faults of a community: who is on shift, and its groups.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="community">Where.</param>
    /// <param name="storm">What tells this storm from the next one, e.g. the instant it began; at most 60 characters.</param>
    /// <param name="detail">Code and parameters, e.g. how many.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public static async Task TellOfStormAsync(
        WriteUnit unit, CommunityId community, string storm, CodedText detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cause = StormCause(community, storm);
        if (unit.Db.Notices.Local.Any(notice => notice.Cause == cause)
            || await unit.Db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return;
        unit.Tell(new Notice
        {
            CommunityId = community,
            Kind = NoticeKind.StormSummary,
            Audience = NoticeAudience.OnShift | NoticeAudience.Group,
            Cause = cause,
            Detail = detail,
            CreatedAt = now,
        });
    }
}
