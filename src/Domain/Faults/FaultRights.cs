using Facilities.Domain.Access;
using static Facilities.Domain.Access.Role;
using static Facilities.Domain.Faults.FaultAction;

namespace Facilities.Domain.Faults;

/// <summary>
/// Who may do what to a fault: role × action as one table, then what depends on the fault — a crew touches only what its firm was given,
/// the fixer never verifies or closes own work, only a regulator ends what a regulator opened, an organisation moves its own part only, and who asked for a part withdraws it.
/// </summary>
public static class FaultRights
{
    /// <summary>The table. <see cref="Role.System"/> stands for detectors, timers and telemetry.</summary>
    public static bool Has(Role role, FaultAction action) => action switch
    {
        Open => role is Role.System or Crew or Dispatcher or Firm or FirmAdmin or Regulator or Resident,
        Accept => role is Role.System or Dispatcher or Firm or Admin,
        Reject => role is Dispatcher or Regulator,
        Merge => role is Role.System or Dispatcher,
        Dispatch => role is Role.System or Dispatcher or Firm or Admin,

        Acknowledge or Return or Arrive or StartFix or RequestHold or ReportFixed or TickStep or RecordParts => role is Crew,
        ApproveHold or RefuseHold => role is Firm,
        Resume => role is Role.System or Crew or Firm,

        StartSoak or ExtendSoak or AskPerson or PassSoak => role is Role.System,
        Verify => role is Dispatcher or Firm or Regulator,
        Rate => role is Resident or Dispatcher,
        Close => role is Role.System or Dispatcher or Firm or Regulator,
        Reopen => role is Role.System or Dispatcher or Firm or Regulator or Resident,

        MarkSafe => role is Crew or Dispatcher,
        ChangeSeverity => role is Role.System or Dispatcher or Regulator,
        Comment => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Admin or Resident,
        UpdateFinding or ClearFinding or NoteOverdue or MarkUnstable or MoveDeadlines => role is Role.System,
        Escalate => role is Role.System or Dispatcher,
        ConfirmEntrapment or RecordRelease => role is Role.System or Crew or Dispatcher,
        RecordPersons or ReleasePersons => role is Crew,

        AskPart or WithdrawPart => role is Dispatcher or Firm or Regulator,
        AcknowledgePart or ReturnPart or RefusePart => role is Crew or Dispatcher or Firm or Regulator,
        NotePartOverdue => role is Role.System,
        _ => false,
    };

    /// <summary>Why <paramref name="actor"/> may not do it to this fault, or null when he may. Doesn't look at the state.</summary>
    public static CodedText? Refusal(Fault fault, FaultAction action, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(actor);
        if (!Has(actor.Role, action)) return CodedText.Of(RuleCodes.FaultRight, ("role", actor.Role), ("action", action));
        if (actor.Role == Crew && IsWork(action) && (actor.Organisation is null || actor.Organisation != fault.AssignedFirmId)) return CodedText.Of(RuleCodes.FaultNotAssigned, ("action", action));
        if (IsJudgement(action) && actor.User is { } user && fault.Workers.Contains(user)) return CodedText.Of(RuleCodes.FaultFourEyes, ("action", action));
        if (action is Close or Reject or Merge && fault.OpenedByRegulator && actor.Role != Regulator) return CodedText.Of(RuleCodes.FaultRegulatorOnly, ("action", action));
        if (action == Close && fault.OpenParts is > 0 and var parts) return CodedText.Of(RuleCodes.PartOpen, ("count", parts));
        if (action == Merge && actor.Role == Role.System && !FaultIntake.MayFold(fault.Severity)) return CodedText.Of(RuleCodes.FaultP1Single);
        if (action == ApproveHold && actor.User is { } approver && fault.PendingHold?.RequestedBy == approver) return CodedText.Of(RuleCodes.FaultFourEyes, ("action", action));
        return null;
    }

    /// <summary>Why <paramref name="actor"/> may not do it to this part, or null when he may. Doesn't look at the part's state.</summary>
    public static CodedText? RefusalOf(FaultPart part, FaultAction action, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(actor);
        if (IsOfParty(action) && part.OrganisationId != actor.Organisation) return CodedText.Of(RuleCodes.PartNotYours, ("part", part.Number));
        if (action != WithdrawPart || actor.Role == Regulator) return null;
        if (part.AskedByRegulator) return CodedText.Of(RuleCodes.FaultRegulatorOnly, ("action", action));
        return part.AskedByOrganisation is { } asker && asker == actor.Organisation ? null : CodedText.Of(RuleCodes.PartAskedByOther, ("part", part.Number));
    }

    /// <summary>What an organisation does with its own part; all that who sees the fault by a part only may do.</summary>
    public static bool IsOfParty(FaultAction action) => action is AcknowledgePart or ReturnPart or RefusePart;

    /// <summary>Moves a part and not the fault.</summary>
    public static bool IsAboutPart(FaultAction action) => IsOfParty(action) || action is AskPart or WithdrawPart or NotePartOverdue;

    /// <summary>What the actor may do now: the state allows it and the rights do. For buttons; every method checks again.</summary>
    public static IReadOnlyList<FaultAction> Allowed(Fault fault, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return [.. Enum.GetValues<FaultAction>().Where(action => FaultTransitions.Next(fault.State, action) is not null && fault.IsReadyFor(action) && Refusal(fault, action, actor) is null
            && (!IsOfParty(action) || fault.Parts.Any(part => part.OrganisationId == actor.Organisation && FaultPart.Next(part.State, action) is not null)))];
    }

    /// <summary>Work on the asset, for which the crew's firm must have been given the fault.</summary>
    private static bool IsWork(FaultAction action) =>
        action is Acknowledge or Return or Arrive or StartFix or RequestHold or Resume or ReportFixed or MarkSafe or TickStep or RecordParts or RecordPersons or ReleasePersons or ConfirmEntrapment or RecordRelease;

    /// <summary>What needs a second pair of eyes.</summary>
    private static bool IsJudgement(FaultAction action) => action is Verify or Close or Rate;
}
