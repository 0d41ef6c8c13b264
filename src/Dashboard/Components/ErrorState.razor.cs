using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>What failed, what still works, a retry, and a code to quote.</summary>
public sealed partial class ErrorState
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public string? Code { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }
}
