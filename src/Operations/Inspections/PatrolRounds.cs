using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>Rounds of communities: which points a patrol passes, in which order. Each change is in the audit chain. Thread-safe.</summary>
public sealed class PatrolRounds(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>The rounds of a community, by duty.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task<IReadOnlyList<PatrolRoundRow>> ListAsync(Caller caller, CommunityId community, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.CommunitiesIn(caller.Scope).AnyAsync(site => site.Id == community, cancellationToken).ConfigureAwait(false)) throw Missing(community);
            var rounds = await db.PatrolRounds.AsNoTracking().Where(round => round.CommunityId == community).OrderBy(round => round.TemplateKey).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rounds.Select(round => new PatrolRoundRow(round.TemplateKey, InspectionDuties.NameOf(round.TemplateKey), round.Points, round.ChangedAt))];
        }
    }

    /// <summary>Replaces the round of a duty; no points: there is none any more. The same again changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.InspectionRound"/>, <see cref="OperationCodes.NotFound"/>: no such duty, or not a community that the caller's firm runs.</exception>
    public async Task SetAsync(Caller caller, CommunityId community, string templateKey, IReadOnlyList<RoundPoint> points, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(points);
        RoleRights.Require(caller.Actor, Right.PlanInspections);
        if (InspectionTemplates.Find(templateKey) is null) throw new RuleViolation(OperationCodes.NotFound, ("kind", "template"), ("id", templateKey));
        await writer.WriteAsync(async (unit, token) =>
        {
            if (!await unit.Db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, token).ConfigureAwait(false)) throw Missing(community);
            var now = clock.GetUtcNow();
            var round = await unit.Db.PatrolRounds.FirstOrDefaultAsync(known => known.CommunityId == community && known.TemplateKey == templateKey, token).ConfigureAwait(false);
            if ((round?.Points ?? []).SequenceEqual(points)) return;
            if (points.Count == 0) unit.Db.PatrolRounds.Remove(round!);
            else
            {
                round ??= unit.Db.PatrolRounds.Add(new PatrolRound(community, templateKey)).Entity;
                round.Change(points, caller.Actor, now);
            }

            unit.Audit(new AuditDraft(
                now, "round", $"{community}/{templateKey}", "change", caller.Role, caller.Actor.Organisation,
                CodedText.Of("inspection.round_changed", ("template", templateKey), ("points", string.Join(' ', points.Select(point => point.Code)))), CodedText.Of("personal", ("user", caller.User))));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Points of the rounds of some items, by community and duty.</summary>
    internal static async Task<IReadOnlyDictionary<(CommunityId, string), IReadOnlyList<RoundPoint>>> OfAsync(FacilitiesDb db, IEnumerable<InspectionItem> items, CancellationToken cancellationToken)
    {
        var sites = items.Select(item => item.CommunityId).Distinct().ToList();
        return (await db.PatrolRounds.AsNoTracking().Where(round => sites.Contains(round.CommunityId)).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToDictionary(round => (round.CommunityId, round.TemplateKey), round => round.Points);
    }

    private static RuleViolation Missing(CommunityId community) => new(OperationCodes.NotFound, ("kind", "community"), ("id", community));
}
