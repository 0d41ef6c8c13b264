using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>The loop strip and the deadlines of one fault.</summary>
internal static class FaultSteps
{
    public static IReadOnlyList<FaultStepRow> Of(Fault fault)
    {
        var round = fault.CurrentRound;
        (FaultState Step, DateTimeOffset? At)[] steps =
        [
            (FaultState.Found, round.DetectedAt),
            (FaultState.Accepted, round.AcceptedAt),
            (FaultState.Dispatched, round.DispatchedAt),
            (FaultState.Acknowledged, round.AcknowledgedAt),
            (FaultState.OnSite, round.ArrivedAt),
            (FaultState.Fixing, round.FixStartedAt),
            (FaultState.Fixed, round.FixedAt),
            (FaultState.Soaking, fault.SoakStartedAt),
            (FaultState.FollowUp, round.VerifiedAt),
            (FaultState.Closed, round.ClosedAt),
        ];
        // A hold is a pause within the fixing.
        var current = fault.State == FaultState.OnHold ? FaultState.Fixing : fault.State;
        return [.. steps.Select(step => new FaultStepRow(step.Step, step.At, step.Step == current))];
    }

    public static IReadOnlyList<FaultDeadlineRow> Deadlines(Fault fault, SiteRules site, DateTimeOffset now)
    {
        var deadlines = fault.Deadlines(site);
        var round = fault.CurrentRound;
        var held = fault.State == FaultState.OnHold;
        var rows = new List<FaultDeadlineRow>(4);
        Add(deadlines.Acknowledge, round.AcknowledgedAt);
        Add(deadlines.Arrive, round.ArrivedAt);
        Add(deadlines.Safe, round.SafeAt);
        Add(deadlines.Fix, round.FixedAt);
        return rows;

        void Add(Deadline? deadline, DateTimeOffset? metAt)
        {
            if (deadline is null) return;
            // What was ended without being met (merged, rejected) is not late for ever.
            var until = metAt ?? fault.EndedAt ?? now;
            rows.Add(new FaultDeadlineRow(
                deadline.Limit, deadline.From, deadline.DueAt, metAt, until > deadline.DueAt, held && deadline.Limit == FaultLimits.Fix, deadline.Paused, deadline.Reason));
        }
    }
}
