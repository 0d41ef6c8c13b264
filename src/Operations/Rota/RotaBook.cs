using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Rota;

/// <summary>Keeps the rota of a community; every change is in the audit chain. Thread-safe.</summary>
public sealed class RotaBook(FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>Entries of each kind per community that are not past: a year of single shifts by day and night on four levels fits.</summary>
    public const int MaximumEntries = 3_000;

    /// <exception cref="RuleViolation">No right, not in scope, the person doesn't work for the site, or the domain refused.</exception>
    public Task<DutyShiftId> AddShiftAsync(Caller caller, CommunityId community, DutyLevel level, UserId user, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync(caller, community, [user], async (unit, token) =>
        {
            var shift = new DutyShift(community, level, user, from, until);
            var now = clock.GetUtcNow();
            await BoundAsync(unit.Db.DutyShifts.Where(item => item.CommunityId == community && item.Until > now), token).ConfigureAwait(false);
            unit.Db.DutyShifts.Add(shift);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            return (shift.Id, CodedText.Of("duty.shift_added", ("level", level), ("from", from), ("until", until), ("id", shift.Id)));
        }, cancellationToken);

    /// <exception cref="RuleViolation">No right, not in scope, the person doesn't work for the site, or the domain refused.</exception>
    public Task<DutyPatternId> AddPatternAsync(Caller caller, CommunityId community, DutyPatternDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ChangeAsync(caller, community, [draft.User], async (unit, token) =>
        {
            if (!Weekdays.TryParse(draft.Days, out var days)) throw new RuleViolation(RuleCodes.DutyWeekdays);
            var pattern = new DutyPattern(community, draft.Level, draft.User, days, draft.From, draft.Until, draft.ValidFrom, draft.ValidUntil, draft.EveryWeeks);
            await BoundAsync(unit.Db.DutyPatterns.Where(item => item.CommunityId == community), token).ConfigureAwait(false);
            unit.Db.DutyPatterns.Add(pattern);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            return (pattern.Id, CodedText.Of("duty.pattern_added", ("level", draft.Level), ("days", days), ("from", draft.From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)),
                ("until", draft.Until.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)), ("id", pattern.Id)));
        }, cancellationToken);
    }

    /// <exception cref="RuleViolation">No right, not in scope, a person doesn't work for the site, or the domain refused.</exception>
    public Task<DutySubstitutionId> AddSubstitutionAsync(
        Caller caller, CommunityId community, DutyLevel? level, UserId absent, UserId substitute, DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        ChangeAsync(caller, community, [absent, substitute], async (unit, token) =>
        {
            var item = new DutySubstitution(community, level, absent, substitute, from, until);
            var yesterday = SiteDay.Of(clock.GetUtcNow()).AddDays(-1);
            await BoundAsync(unit.Db.DutySubstitutions.Where(other => other.CommunityId == community && other.Until >= yesterday), token).ConfigureAwait(false);
            unit.Db.DutySubstitutions.Add(item);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            return (item.Id, CodedText.Of("duty.substitution_added", ("level", level), ("from", from), ("until", until), ("id", item.Id)));
        }, cancellationToken);

    /// <exception cref="RuleViolation">No right, not in scope, or there is no such shift.</exception>
    public Task RemoveShiftAsync(Caller caller, CommunityId community, DutyShiftId id, CancellationToken cancellationToken) =>
        RemoveAsync(caller, community, "shift", id.Value, unit => unit.Db.DutyShifts.Where(item => item.Id == id && item.CommunityId == community), item => item.UserId, cancellationToken);

    /// <exception cref="RuleViolation">No right, not in scope, or there is no such pattern.</exception>
    public Task RemovePatternAsync(Caller caller, CommunityId community, DutyPatternId id, CancellationToken cancellationToken) =>
        RemoveAsync(caller, community, "pattern", id.Value, unit => unit.Db.DutyPatterns.Where(item => item.Id == id && item.CommunityId == community), item => item.UserId, cancellationToken);

    /// <exception cref="RuleViolation">No right, not in scope, or there is no such substitution.</exception>
    public Task RemoveSubstitutionAsync(Caller caller, CommunityId community, DutySubstitutionId id, CancellationToken cancellationToken) =>
        RemoveAsync(caller, community, "substitution", id.Value, unit => unit.Db.DutySubstitutions.Where(item => item.Id == id && item.CommunityId == community), item => item.AbsentId,
            cancellationToken);

    private Task<bool> RemoveAsync<T>(Caller caller, CommunityId community, string kind, int id, Func<WriteUnit, IQueryable<T>> find, Func<T, UserId> person, CancellationToken cancellationToken)
        where T : class =>
        ChangeAsync(caller, community, [], async (unit, token) =>
        {
            var entry = await find(unit).FirstOrDefaultAsync(token).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", kind), ("id", id));
            var whose = person(entry).Value;
            // A maintenance firm takes only its own people off, as it names only its own.
            if (caller.Scope.Kind == ScopeKind.MaintenanceFirm
                && !await unit.Db.Users.AnyAsync(user => user.Id == whose && user.OrganisationId == caller.Actor.Organisation, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.NotOfSite, ("user", person(entry)));
            unit.Db.Remove(entry);
            return (true, CodedText.Of("duty.removed", ("kind", kind), ("id", id)));
        }, cancellationToken);

    private async Task<T> ChangeAsync<T>(
        Caller caller, CommunityId community, IReadOnlyList<UserId> people, Func<WriteUnit, CancellationToken, Task<(T Result, CodedText Detail)>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageDuty);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            await RequireSiteAsync(unit.Db, caller.Scope, community, token).ConfigureAwait(false);
            foreach (var person in people)
            {
                if (!await RotaPeople.Of(unit.Db, caller, community, SiteDay.Of(now)).AnyAsync(user => user.Id == person.Value, token).ConfigureAwait(false))
                    throw new RuleViolation(OperationCodes.NotOfSite, ("user", person));
            }

            var (result, detail) = await change(unit, token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "rota", community.ToString(), "change", caller.Role, caller.Actor.Organisation, detail,
                CodedText.Of("personal", ("user", caller.User), ("people", string.Join(',', people)))));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Site, community.Value)));
            return result;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RequireSiteAsync(FacilitiesDb db, Scope scope, CommunityId community, CancellationToken cancellationToken)
    {
        if (!await db.CommunitiesIn(scope).AnyAsync(site => site.Id == community, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
    }

    private static async Task BoundAsync<T>(IQueryable<T> entries, CancellationToken cancellationToken)
    {
        var count = await entries.CountAsync(cancellationToken).ConfigureAwait(false);
        if (count >= MaximumEntries) throw new RuleViolation(OperationCodes.TooMany, ("count", count), ("maximum", MaximumEntries));
    }
}
