using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>What is true and what comes next, or the first step with one button.</summary>
public sealed partial class EmptyState
{
    [Parameter]
    public string Icon { get; set; } = "task_alt";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
