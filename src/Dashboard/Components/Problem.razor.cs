using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>Why something was refused, beside the button that asked for it.</summary>
public sealed partial class Problem
{
    [Parameter]
    public string? Text { get; set; }
}
