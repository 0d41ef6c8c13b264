using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Evidence;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>What people do to claims. Software proposes, a person submits. Thread-safe.</summary>
public sealed class ClaimActions(FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>Carries out one action and returns the claim's state after it.</summary>
    /// <exception cref="RuleViolation">The domain refused, or the claim isn't in the caller's scope.</exception>
    public async Task<ClaimState> ActAsync(Caller caller, ClaimId id, ClaimCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(command);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var subject = $"claim/{id}/{command.Action}";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, command.Key, subject, token).ConfigureAwait(false) is { } answer) return Enum.Parse<ClaimState>(answer);
            var claim = await unit.Db.ClaimsIn(caller.Scope).Include(item => item.History).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "claim"), ("id", id));
            var insured = await ClaimInsured.OfAsync(unit.Db, claim, token).ConfigureAwait(false);
            if (ClaimRights.InsuredRefusal(command.Action, caller.Actor, insured) is { } refusal) throw new RuleViolation(refusal);
            await ApplyAsync(unit.Db, caller, claim, command, now, token).ConfigureAwait(false);
            await EvidencePins.SyncAsync(unit.Db, claim, token).ConfigureAwait(false);
            await ClaimNotices.TellOfActionAsync(unit, claim, caller.Actor, now, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, command.Key, subject, claim.State.ToString(), now);
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Claim, id.Value)));
            return claim.State;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ApplyAsync(FacilitiesDb db, Caller caller, Claim claim, ClaimCommand command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (actor, note) = (caller.Actor, command.Note);
        if (note?.Length > Attachments.MaximumNoteLength) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "note"));
        switch (command.Action)
        {
            case ClaimAction.Check: claim.Check(await ClaimChecking.EvaluateAsync(db, claim, cancellationToken).ConfigureAwait(false), actor, now, note); break;
            case ClaimAction.Notify: claim.Notify(actor, now, note); break;
            case ClaimAction.Survey: claim.Survey(actor, now, note); break;
            case ClaimAction.Agree:
                claim.Agree(new Money(command.AmountFen ?? throw new RuleViolation(OperationCodes.FieldMissing, ("field", "amountFen"))), actor, now, note);
                break;
            case ClaimAction.Approve: claim.Approve(actor, now, note); break;
            case ClaimAction.Pay: claim.Pay(actor, now, note); break;
            case ClaimAction.Close: claim.Close(actor, now, note); break;
            case ClaimAction.Reject: claim.Reject(CodedReason.Parse(command.Reason, "claim_reject.other"), actor, now, note); break;
            case ClaimAction.Withdraw: claim.Withdraw(actor, now, note); break;
            case ClaimAction.Appeal: claim.Appeal(actor, now, note); break;
            case ClaimAction.Comment:
                claim.Comment(note ?? throw new RuleViolation(OperationCodes.FieldMissing, ("field", "note")), actor, now);
                break;
            default: throw new RuleViolation(OperationCodes.NotACommand, ("action", command.Action));
        }
    }
}
