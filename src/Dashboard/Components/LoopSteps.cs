using Facilities.Domain.Faults;

namespace Facilities.Dashboard.Components;

/// <summary>The ten steps in order. A held fault stands at the step it was held in; merged and rejected ones stand at none.</summary>
internal static class LoopSteps
{
    public static IReadOnlyList<FaultState> All { get; } =
    [
        FaultState.Found, FaultState.Accepted, FaultState.Dispatched, FaultState.Acknowledged, FaultState.OnSite,
        FaultState.Fixing, FaultState.Fixed, FaultState.Soaking, FaultState.FollowUp, FaultState.Closed,
    ];

    public static int Count => All.Count;

    public static int IndexOf(FaultState state)
    {
        if (state == FaultState.OnHold) state = FaultState.Fixing;
        for (var index = 0; index < All.Count; index++)
        {
            if (All[index] == state) return index;
        }

        return -1;
    }
}
