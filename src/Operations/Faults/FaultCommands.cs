using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using static Facilities.Domain.Faults.FaultAction;

namespace Facilities.Operations.Faults;

/// <summary>From a person's command to the domain's method.</summary>
internal static class FaultCommands
{
    /// <returns>The other fault that it changed too; null for most.</returns>
    public static async Task<Fault?> ApplyAsync(
        FacilitiesDb db, Caller caller, Fault fault, FaultCommand command, SiteRules site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        var with = new Attachments(command.Note, command.Files, command.At);
        Fault? other = null;
        switch (command.Action)
        {
            case Accept: fault.Accept(actor, now, with); break;
            case Reject: fault.Reject(Reason(command, "reject.other"), actor, now, with); break;
            case Merge:
                var into = await TargetAsync(db, caller.Scope, command, cancellationToken).ConfigureAwait(false);
                fault.MergeInto(into, actor, now, with);
                if (fault.HasReporter) other = into;
                break;
            case Dispatch:
                var (firm, crew) = await DispatchTargets.ResolveAsync(db, fault, command.Firm, command.Crew, site.Calendar.LocalDate(now), cancellationToken).ConfigureAwait(false);
                fault.Dispatch(firm, crew, actor, now, with);
                break;
            case Acknowledge: fault.Acknowledge(actor, now, with); break;
            case Return: fault.Return(Reason(command, "return.other"), actor, now, with); break;
            case Arrive: fault.Arrive(actor, now, with, await Arrivals.ProofAsync(db, fault.AssetId, command.Code, command.Position, cancellationToken).ConfigureAwait(false)); break;
            case TickStep: fault.TickStep(await TypeAsync(db, fault, cancellationToken).ConfigureAwait(false), Required(command.Step, "step"), command.Value, actor, now, with); break;
            case RecordParts: fault.RecordParts(command.Parts, actor, now, with); break;
            case StartFix: fault.StartFix(actor, now, with); break;
            case RequestHold:
                fault.RequestHold(Required(command.HoldReason, "holdReason"), Required(command.HoldUntil, "holdUntil"), actor, now, with);
                break;
            case ApproveHold: fault.ApproveHold(actor, site, now, with); break;
            case RefuseHold: fault.RefuseHold(actor, now, with); break;
            case Resume: fault.Resume(actor, site, now, with); break;
            case ReportFixed: fault.ReportFixed(Reason(command, "fix.other"), actor, now, with); break;
            case MarkSafe: fault.MarkSafe(actor, now, with); break;
            case Verify: fault.Verify(actor, now, with); break;
            case Rate:
                var (stars, solved) = (Required(command.Stars, "stars"), Required(command.Solved, "solved"));
                var hears = FollowUpPolicy.IsUnsatisfied(stars, solved) ? await FaultStore.NewerOpenAsync(db, fault, cancellationToken).ConfigureAwait(false) : null;
                fault.Rate(stars, solved, actor, site, now, with, hears);
                other = hears;
                break;
            case Close: fault.Close(Reason(command, "close.agreed"), actor, now, with); break;
            case Reopen:
                var newer = await FaultStore.NewerOpenAsync(db, fault, cancellationToken).ConfigureAwait(false);
                fault.Reopen(Reason(command, "reopen.contradicted"), null, now, actor, site, now, attachments: with);
                if (newer is not null) throw new RuleViolation(OperationCodes.FaultFamilyOpen, ("number", newer.Number));
                break;
            case ChangeSeverity:
                fault.ChangeSeverity(Required(command.Severity, "severity"), Reason(command, "severity.judged"), actor, site, now, with);
                break;
            case Comment: fault.Comment(actor, now, with); break;
            case Escalate: fault.Escalate(fault.EscalationLevel + 1, Reason(command, "escalate.by_hand"), actor, now); break;
            case ConfirmEntrapment:
                fault.ConfirmEntrapment(new EntrapmentStart(fault.CurrentEntrapment?.TrappedAt ?? now, EntrapmentFacts.Call, Confirmed: true), actor, now, with);
                break;
            case RecordRelease: fault.RecordRelease(command.At ?? now, "crew", actor, now, with); break;
            case ReleasePersons: fault.ReleasePersons(Required(command.Persons, "persons"), command.At ?? now, actor, now, with); break;
            case RecordPersons:
                var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == fault.AssetId, cancellationToken).ConfigureAwait(false);
                fault.RecordPersons(Required(command.Persons, "persons"), asset.RatedPersons, actor, now, with);
                break;
            case AskPart:
                var party = Required(command.Firm, "firm");
                await Parties.RequireAsync(db, fault, party, site.Calendar.LocalDate(now), cancellationToken).ConfigureAwait(false);
                fault.AskPart(party, Required(command.Due, "due"), actor, now, with);
                break;
            case AcknowledgePart: fault.AcknowledgePart(Required(command.Part, "part"), actor, now, with); break;
            case ReturnPart: fault.ReturnPart(Required(command.Part, "part"), actor, now, with); break;
            case RefusePart: fault.RefusePart(Required(command.Part, "part"), actor, now, with); break;
            case WithdrawPart: fault.WithdrawPart(Required(command.Part, "part"), actor, now, with); break;
            default: throw new RuleViolation(OperationCodes.NotACommand, ("action", command.Action));
        }

        return other;
    }

    private static CodedText Reason(FaultCommand command, string otherwise) => CodedReason.Parse(command.Reason, otherwise);

    private static T Required<T>(T? value, string field)
        where T : struct =>
        value ?? throw new RuleViolation(OperationCodes.FieldMissing, ("field", field));

    private static string Required(string? value, string field) =>
        string.IsNullOrWhiteSpace(value) ? throw new RuleViolation(OperationCodes.FieldMissing, ("field", field)) : value.Trim();

    private static Task<string> TypeAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken) =>
        db.Assets.Where(asset => asset.Id == fault.AssetId).Select(asset => asset.TypeKey).FirstAsync(cancellationToken);

    private static async Task<Fault> TargetAsync(FacilitiesDb db, Scope scope, FaultCommand command, CancellationToken cancellationToken)
    {
        var into = Required(command.Into, "into");
        return await FaultStore.Whole(db.FaultsOfAssetsIn(scope)).FirstOrDefaultAsync(fault => fault.Id == into, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "fault"), ("id", into));
    }
}
