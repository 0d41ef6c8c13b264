using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Escalation;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Rota;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Escalation;

/// <summary>
/// Takes the steps of a fault's ladder that are due, in the transaction that writes them into its history: after a restart each is taken once, late rather than
/// never. A step that finds nobody says so and the next one is taken at once.
/// </summary>
internal static class Escalations
{
    /// <summary>The ladder in force for a fault.</summary>
    public static async Task<EscalationLadder> LadderAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken) =>
        await db.SiteLadders.AsNoTracking().Where(item => item.CommunityId == fault.CommunityId && item.Severity == fault.Severity).Select(item => item.Ladder)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
        ?? EscalationLadder.Default(fault.Severity);

    /// <summary>When the next step is due; null: none is left.</summary>
    public static async Task<DateTimeOffset?> NextAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken)
    {
        if (!fault.IsOpen || fault.CurrentRound.FixedAt is not null) return null;
        var ladder = await LadderAsync(db, fault, cancellationToken).ConfigureAwait(false);
        // Most faults in work are acknowledged ones, whose ladder has ended; their calendar needs no reading.
        if (fault.CurrentRound.AcknowledgedAt is not null && ladder.Rungs[0].After is not null) return null;
        var site = await Faults.FaultStore.SiteRulesAsync(db, fault.CommunityId, cancellationToken).ConfigureAwait(false);
        return EscalationPlan.Pending(fault, ladder, site) is [var next, ..] ? next.DueAt : null;
    }

    /// <summary>Takes what is due; returns the people to be told by each new line of the history.</summary>
    public static async Task<IReadOnlyList<(FaultEvent Line, UserSet People)>> ClimbAsync(
        FacilitiesDb db, Fault fault, SiteRules site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ladder = await LadderAsync(db, fault, cancellationToken).ConfigureAwait(false);
        var told = new List<(FaultEvent, UserSet)>();
        var atOnce = false;
        while (EscalationPlan.Pending(fault, ladder, site) is [var step, ..] && (atOnce || step.DueAt < now))
        {
            var people = await PeopleAsync(db, fault, step.Rung.Target, now, cancellationToken).ConfigureAwait(false);
            atOnce = people.Count == 0;
            fault.Escalate(fault.EscalationLevel + 1, Reason(step, people), Actor.System, now);
            told.Add((fault.History[^1], people));
        }

        return told;
    }

    private static CodedText Reason(EscalationStep step, UserSet people) => CodedText.Of(
        people.Count == 0 ? ReasonCodes.EscalateNobody : step.Rung.RescueLine ? ReasonCodes.EscalateRescue : ReasonCodes.EscalateStep,
        (EscalationPlan.KeyParameter, step.Key), ("target", step.Rung.Target), ("limits", step.Limit), ("due", step.DueAt), ("count", people.Count));

    /// <summary>
    /// Who is told: the people on shift who work for the firm that runs the site or the one that has the fault, so that nobody is told of an asset that isn't his.
    /// Where no manager or firm is on the rota it is the firms' managers; the regulators are those of the district.
    /// </summary>
    private static async Task<UserSet> PeopleAsync(FacilitiesDb db, Fault fault, EscalationTarget target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var site = await db.Communities.AsNoTracking().Where(item => item.Id == fault.CommunityId).Select(item => new { item.PropertyFirmId, item.DistrictId })
            .FirstAsync(cancellationToken).ConfigureAwait(false);
        if (target == EscalationTarget.Regulator)
        {
            return await SetAsync(db.Users.Where(user => user.Role == Role.Regulator && db.Organisations.Any(office => office.Id == user.OrganisationId
                && ((office.Kind == OrganisationKind.Regulator && office.ParentId == site.DistrictId) || (office.Kind == OrganisationKind.District && office.Id == site.DistrictId)))), cancellationToken)
                .ConfigureAwait(false);
        }

        var onCall = await OnCall.AtAsync(db, fault.CommunityId, (DutyLevel)(int)target, now, cancellationToken).ConfigureAwait(false);
        var people = UserSet.Empty;
        foreach (var person in onCall.Where(person => person.Organisation == site.PropertyFirmId || fault.AssignedFirmId is null || person.Organisation == fault.AssignedFirmId))
            people = people.With(person.User);
        if (people.Count > 0 || target is not (EscalationTarget.Manager or EscalationTarget.Firm)) return people;
        var firm = target == EscalationTarget.Firm ? fault.AssignedFirmId ?? site.PropertyFirmId : site.PropertyFirmId;
        return firm is null ? people : await SetAsync(db.Users.Where(user => user.Role == Role.Firm && user.OrganisationId == firm), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<UserSet> SetAsync(IQueryable<Storage.Relational.Access.AppUser> users, CancellationToken cancellationToken)
    {
        var people = UserSet.Empty;
        // More people than this at one office aren't told one by one.
        foreach (var id in await users.Working().OrderBy(user => user.Id).Select(user => user.Id).Take(20).ToListAsync(cancellationToken).ConfigureAwait(false)) people = people.With(new UserId(id));
        return people;
    }
}
