using Facilities.Dashboard.Components;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One of the ten steps of a fault's loop, as its current round went.</summary>
/// <param name="Step">The state that the step leads to.</param>
/// <param name="Progress">Where the fault is relative to it.</param>
/// <param name="At">When it was reached in this round.</param>
/// <param name="Person">Who took it there; null for the service.</param>
/// <param name="Organisation">For whom.</param>
/// <param name="Taken">How long it took, where the step has a limit.</param>
/// <param name="Allowed">How long it may take.</param>
public sealed record LoopStep(
    FaultState Step, LoopProgress Progress, DateTimeOffset? At, LocalizedName? Person, LocalizedName? Organisation, TimeSpan? Taken, TimeSpan? Allowed)
{
    internal static IReadOnlyList<LoopStep> From(FaultDetail detail)
    {
        var round = CurrentRound(detail.History);
        var current = LoopSteps.IndexOf(detail.Row.State);
        var steps = new List<LoopStep>(LoopSteps.Count);
        for (var index = 0; index < LoopSteps.Count; index++)
        {
            var state = LoopSteps.All[index];
            var progress = index < current || detail.Row.State == FaultState.Closed && index == current ? LoopProgress.Done
                : index == current ? LoopProgress.Current : LoopProgress.Ahead;
            var line = progress == LoopProgress.Ahead ? null : round.LastOrDefault(line => line.To == state && line.From != state);
            var deadline = detail.Deadlines.FirstOrDefault(deadline => deadline.Limit == LimitOf(state));
            steps.Add(new LoopStep(
                state, progress, line?.At ?? (state == FaultState.Found ? detail.Row.DetectedAt : null), line?.Person, line?.Organisation,
                deadline is { MetAt: { } met } ? met - deadline.From : null, deadline is null ? null : deadline.DueAt - deadline.From));
        }

        return steps;
    }

    /// <summary>What happened since the fault was last reopened.</summary>
    private static List<FaultEventRow> CurrentRound(IReadOnlyList<FaultEventRow> history)
    {
        var ascending = history.OrderBy(line => line.Sequence).ToList();
        var reopened = ascending.FindLastIndex(line => line.Action == FaultAction.Reopen);
        return reopened < 0 ? ascending : ascending[reopened..];
    }

    private static FaultLimits LimitOf(FaultState state) => state switch
    {
        FaultState.Acknowledged => FaultLimits.Acknowledge,
        FaultState.OnSite => FaultLimits.Arrive,
        FaultState.Fixed => FaultLimits.Fix,
        _ => FaultLimits.None,
    };
}
