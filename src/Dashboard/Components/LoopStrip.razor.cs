using Facilities.Domain.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>The ten steps of the loop in 60 pixels: what is done, where it stands, with the word beside it.</summary>
public sealed partial class LoopStrip
{
    [Parameter, EditorRequired]
    public FaultState State { get; set; }

    private string? StepClass(int step)
    {
        var current = LoopSteps.IndexOf(State);
        if (step < current) return "d";
        if (step > current) return null;
        return State == FaultState.OnHold ? "h" : "c";
    }
}
