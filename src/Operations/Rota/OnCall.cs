using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Rota;

/// <summary>Who is on shift: the one question that escalation, notifications and pages ask. Thread-safe.</summary>
public sealed class OnCall(IDbContextFactory<FacilitiesDb> databases)
{
    /// <summary>The people on duty in a community on a level at an instant, by user; empty in a gap. Accounts that are gone, or locked for longer than wrong passwords do, aren't on duty.</summary>
    public async Task<IReadOnlyList<OnCallPerson>> AtAsync(CommunityId community, DutyLevel level, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await AtAsync(db, community, level, at, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same within a transaction.</summary>
    public static async Task<IReadOnlyList<OnCallPerson>> AtAsync(FacilitiesDb db, CommunityId community, DutyLevel level, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        // A day on either side: a span may have begun yesterday.
        var rota = await RotaAsync(db, community, at.AddDays(-DutyShift.Longest.Days), at.AddDays(2), cancellationToken).ConfigureAwait(false);
        var spans = rota.At(level, at);
        if (spans.Count == 0) return [];
        var ids = spans.Select(span => span.User.Value).ToList();
        var working = await db.Users.AsNoTracking().Working().Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.OrganisationId })
            .ToDictionaryAsync(user => new UserId(user.Id), user => user.OrganisationId, cancellationToken).ConfigureAwait(false);
        return [.. spans.Where(span => working.ContainsKey(span.User)).Select(span => new OnCallPerson(span.User, level, working[span.User], span.Until, span.InsteadOf))];
    }

    /// <summary>The rota of a community with all that may matter between two instants.</summary>
    internal static async Task<DutyRota> RotaAsync(FacilitiesDb db, CommunityId community, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var zoneId = await db.Communities.Where(site => site.Id == community).Select(site => site.TimeZoneId).FirstAsync(cancellationToken).ConfigureAwait(false);
        var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-2);
        var last = DateOnly.FromDateTime(until.UtcDateTime).AddDays(2);
        var shifts = await db.DutyShifts.AsNoTracking().Where(shift => shift.CommunityId == community && shift.Until > from && shift.From < until).ToListAsync(cancellationToken).ConfigureAwait(false);
        var patterns = await db.DutyPatterns.AsNoTracking().Where(pattern => pattern.CommunityId == community && pattern.ValidFrom <= last && (pattern.ValidUntil == null || pattern.ValidUntil >= first))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var substitutions = await db.DutySubstitutions.AsNoTracking().Where(item => item.CommunityId == community && item.From <= last && item.Until >= first).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DutyRota(TimeZoneInfo.FindSystemTimeZoneById(zoneId), shifts, patterns, substitutions);
    }
}
