using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Escalation;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Escalation;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Escalation;

/// <summary>A community's own ladders. What is open follows the new one at once. Thread-safe.</summary>
public sealed class SiteLadders(FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <param name="steps">As <see cref="EscalationLadder"/> is written; null: back to the field's.</param>
    /// <exception cref="RuleViolation">No right, not in scope, or malformed.</exception>
    public async Task SetAsync(Caller caller, CommunityId community, Severity severity, string? steps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageDuty);
        if (!Enum.IsDefined(severity)) throw new RuleViolation(RuleCodes.LadderMalformed, ("step", (int)severity));
        var ladder = steps is null ? null : EscalationLadder.Parse(steps);
        await writer.WriteAsync(async (unit, token) =>
        {
            if (!await unit.Db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
            var own = await unit.Db.SiteLadders.FirstOrDefaultAsync(item => item.CommunityId == community && item.Severity == severity, token).ConfigureAwait(false);
            if (ladder is null)
            {
                if (own is not null) unit.Db.SiteLadders.Remove(own);
            }
            else if (own is null)
            {
                unit.Db.SiteLadders.Add(new SiteLadder { CommunityId = community, Severity = severity, Ladder = ladder });
            }
            else
            {
                own.Ladder = ladder;
            }

            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            var open = await FaultStore.Whole(unit.Db.Faults.Where(fault => fault.CommunityId == community && fault.OpenFamily != null && fault.Severity == severity)).ToListAsync(token).ConfigureAwait(false);
            foreach (var fault in open) await FaultTimers.SyncAsync(unit.Db, fault, token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                clock.GetUtcNow(), "ladder", community.ToString(), "change", caller.Role, caller.Actor.Organisation,
                CodedText.Of("ladder.changed", ("severity", severity), ("steps", ladder)), caller.User is { } user ? CodedText.Of("personal", ("user", user)) : null));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Site, community.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }
}
