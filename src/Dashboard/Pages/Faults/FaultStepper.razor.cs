using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>The ten steps with time, person, and time taken against time allowed.</summary>
public sealed partial class FaultStepper
{
    [Parameter, EditorRequired]
    public IReadOnlyList<LoopStep> Steps { get; set; } = [];

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private static string? CssClass(LoopStep step) => step.Progress switch
    {
        LoopProgress.Done => "d",
        LoopProgress.Current => "c",
        _ => null,
    };

    private string Below(LoopStep step)
    {
        if (step is { Taken: { } taken, Allowed: { } limit }) return T["stepper.taken", Format.Span(taken), Format.Span(limit)];
        if (step.Progress == LoopProgress.Ahead) return step is { Allowed: { } allowed } && step.Step != FaultState.Fixed ? T["stepper.within", Format.Span(allowed)] : "";
        return AssetWords.Name(step.Person) is { Length: > 0 } person ? person : AssetWords.Name(step.Organisation);
    }
}
