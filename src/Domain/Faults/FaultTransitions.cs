using static Facilities.Domain.Faults.FaultAction;
using static Facilities.Domain.Faults.FaultState;

namespace Facilities.Domain.Faults;

/// <summary>The loop as one table. A pair that isn't in it is refused, never ignored.</summary>
public static class FaultTransitions
{
    /// <summary>The state after <paramref name="action"/>, or null when the pair is refused.</summary>
    public static FaultState? Next(FaultState state, FaultAction action) => (state, action) switch
    {
        // In.
        (Found, Accept) => Accepted,
        (Found or Accepted or Dispatched or Acknowledged or OnSite, Reject) => Rejected,
        (Found or Accepted or Dispatched or Acknowledged, Merge) => Merged,

        // To the right hands.
        (Accepted or Dispatched or Acknowledged or OnSite or Fixing, Dispatch) => Dispatched,
        (Dispatched, Acknowledge) => Acknowledged,
        (Dispatched or Acknowledged, Return) => Accepted,

        // The work.
        (Acknowledged, Arrive) => OnSite,
        (OnSite, StartFix) => Fixing,
        (Fixing or OnHold, RequestHold) => state,
        (Fixing or OnHold, ApproveHold) => OnHold,
        (Fixing or OnHold, RefuseHold) => state,
        (OnHold, Resume) => Fixing,
        (Fixing, ReportFixed) => Fixed,

        // The proof.
        (Fixed, StartSoak) => Soaking,
        (Soaking, ExtendSoak) => Soaking,
        (Soaking, AskPerson) => Soaking,
        (Soaking, PassSoak) => FollowUp,
        (Soaking, Verify) => FollowUp,

        // The end, and back.
        (FollowUp or Closed, Rate) => state,
        (FollowUp, Close) => Closed,
        (Fixed or Soaking or FollowUp or Closed, Reopen) => Accepted,

        // What leaves the state alone.
        (Acknowledged or OnSite or Fixing or OnHold or Fixed, TickStep) => state,
        (Fixing or OnHold or Fixed or Soaking or FollowUp, RecordParts) => state,
        (Dispatched or Acknowledged or OnSite or Fixing or OnHold or Fixed, MarkSafe) => state,
        (Found or Accepted or Dispatched or Acknowledged or OnSite or Fixing or OnHold, ChangeSeverity or NoteOverdue or MoveDeadlines) => state,
        (not (Merged or Rejected or Closed), UpdateFinding or ClearFinding or ConfirmEntrapment or Escalate or MarkUnstable
            or AskPart or AcknowledgePart or ReturnPart or RefusePart or WithdrawPart or NotePartOverdue) => state,
        (not (Merged or Rejected), Comment or RecordRelease or RecordPersons or ReleasePersons) => state,

        _ => null,
    };

    /// <summary>Whether a fault in this state counts as open: it occupies its family on the asset.</summary>
    public static bool IsOpen(FaultState state) => state is not (Closed or Merged or Rejected);

    /// <exception cref="RuleViolation"><see cref="RuleCodes.FaultTransition"/> with state and action.</exception>
    public static FaultState Require(FaultState state, FaultAction action) =>
        Next(state, action) ?? throw new RuleViolation(RuleCodes.FaultTransition, ("state", state), ("action", action));
}
