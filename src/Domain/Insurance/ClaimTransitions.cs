using static Facilities.Domain.Insurance.ClaimAction;
using static Facilities.Domain.Insurance.ClaimState;

namespace Facilities.Domain.Insurance;

/// <summary>A claim's life as one table. A pair that isn't in it is refused, never ignored.</summary>
public static class ClaimTransitions
{
    /// <summary>The state after <paramref name="action"/>, or null when the pair is refused.</summary>
    public static ClaimState? Next(ClaimState state, ClaimAction action) => (state, action) switch
    {
        (Candidate, UpdateLoss) => Candidate,
        // Better knowledge undoes the check, so that what is notified was checked as it is.
        (Checked, UpdateLoss) => Candidate,
        (Candidate, Check) => Checked,
        (Checked, Notify) => Notified,
        (Notified or Appealed, Survey) => Surveying,
        (Surveying, Agree) => Agreed,
        (Agreed, Approve) => Approved,
        (Approved, Pay) => Paid,
        (Paid, ClaimAction.Close) => Closed,

        (Candidate or Checked or Notified or Surveying or Agreed or Appealed, Reject) => Rejected,
        (Candidate or Checked or Notified or Surveying or Agreed or Appealed, Withdraw) => Withdrawn,
        (Rejected or Agreed, Appeal) => Appealed,
        (not (Closed or Withdrawn), Comment) => state,
        _ => null,
    };

    /// <exception cref="RuleViolation"><see cref="RuleCodes.ClaimTransition"/> with state and action.</exception>
    public static ClaimState Require(ClaimState state, ClaimAction action) =>
        Next(state, action) ?? throw new RuleViolation(RuleCodes.ClaimTransition, ("state", state), ("action", action));
}
