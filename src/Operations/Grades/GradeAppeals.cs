using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Grades;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Supervision;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Grades;

/// <summary>Appeals against closed months: the firm says why, the month is frozen, a regulator's reviewer decides and says why. All of it enters the audit chain. Thread-safe.</summary>
public sealed class GradeAppeals(FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <exception cref="RuleViolation">No right, not run by the caller's firm, no such closed month, appealed before, or the domain refused.</exception>
    public Task<GradeAppealId> RaiseAsync(Caller caller, CommunityId community, DateOnly month, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.AppealGrade);
        return writer.WriteAsync(async (unit, token) =>
        {
            var (db, now) = (unit.Db, clock.GetUtcNow());
            if (!await db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, token).ConfigureAwait(false)) throw Missing("community", community);
            var row = await db.CommunityGrades.FirstOrDefaultAsync(grade => grade.CommunityId == community && grade.Month == month && grade.IsClosed, token).ConfigureAwait(false);
            if (row is null || await db.GradeAppeals.AnyAsync(known => known.CommunityId == community && known.Month == month, token).ConfigureAwait(false))
                throw new RuleViolation(RuleCodes.GradeAppealMonth, ("month", month), ("days", GradeAppeal.Days));
            var appeal = new GradeAppeal(community, month, row.Shown, reason, SiteDay.Of(now), caller.Actor, now);
            db.GradeAppeals.Add(appeal);
            row.UnderAppeal = true;
            await db.SaveChangesAsync(token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(now, "grade", GradeAudit.Subject(community, month), "Appeal", caller.Role, caller.Actor.Organisation,
                CodedText.Of(GradeAudit.Appealed, ("community", community), ("month", month), ("grade", appeal.Shown)), Samples.Personal(caller, appeal.Reason)));
            Tell(unit, community);
            return appeal.Id;
        }, cancellationToken);
    }

    /// <summary>Decides an appeal. Closed months after it show what then follows; their own facts don't change.</summary>
    /// <param name="caller">A reviewer.</param>
    /// <param name="id">The appeal.</param>
    /// <param name="granted">What the month shall show, better than before; null: it stands.</param>
    /// <param name="words">Why.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RuleViolation">No right, not in scope, or the domain refused.</exception>
    public Task DecideAsync(Caller caller, GradeAppealId id, Grade? granted, string words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.Supervise);
        return writer.WriteAsync(async (unit, token) =>
        {
            var (db, now) = (unit.Db, clock.GetUtcNow());
            var sites = db.CommunitiesIn(caller.Scope);
            var appeal = await db.GradeAppeals.FirstOrDefaultAsync(known => known.Id == id && sites.Any(site => site.Id == known.CommunityId), token).ConfigureAwait(false) ?? throw Missing("appeal", id);
            appeal.Decide(granted, words, caller.Actor, now);
            var (community, month) = (appeal.CommunityId, appeal.Month);
            var months = await db.CommunityGrades.Where(grade => grade.CommunityId == community && grade.IsClosed).OrderBy(grade => grade.Month).ToListAsync(token).ConfigureAwait(false);
            foreach (var row in months.Where(row => row.Month == month)) (row.UnderAppeal, row.Granted) = (false, appeal.Granted);
            if (granted is not null)
            {
                foreach (var row in months.Where(row => row.Month > month)) row.Follow([.. months.Select(known => (known.Month, Storage.Relational.Grades.CommunityGrade.OwnOf(known.Own, known.Granted), known.Holds))]);
            }

            unit.Audit(new AuditDraft(now, "grade", GradeAudit.Subject(community, month), appeal.State.ToString(), caller.Role, caller.Actor.Organisation,
                CodedText.Of(GradeAudit.Decided, ("community", community), ("month", month), ("state", appeal.State), ("grade", appeal.Granted ?? appeal.Shown)), Samples.Personal(caller, appeal.Decision)));
            Tell(unit, community);
        }, cancellationToken);
    }

    private void Tell(WriteUnit unit, CommunityId community) => unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Site, community.Value)));

    private static RuleViolation Missing(string kind, object id) => new(OperationCodes.NotFound, ("kind", kind), ("id", id));
}
