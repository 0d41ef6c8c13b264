using Facilities.Dashboard.Format;
using Facilities.Domain.Insurance;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>The steps of the ladder, those reached filled, the one that counts marked.</summary>
public sealed partial class Ladder
{
    [Parameter, EditorRequired]
    public IReadOnlyList<LadderStep> Steps { get; set; } = [];

    [Parameter, EditorRequired]
    public TimeSpan Proven { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private int Current
    {
        get
        {
            var current = -1;
            for (var index = 0; index < Steps.Count; index++)
            {
                if (Steps[index].Inclusive ? Proven >= Steps[index].Threshold : Proven > Steps[index].Threshold) current = index;
            }

            return current;
        }
    }
}
