using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>Loading, failed, missing or the content; and a line on top when the content is older than it should be.</summary>
public sealed partial class LoadView
{
    [Parameter, EditorRequired]
    public LoadState State { get; set; }

    [Parameter]
    public DateTimeOffset? StaleSince { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>A code to quote when it failed.</summary>
    [Parameter]
    public string Code { get; set; } = "E-DB-503";

    /// <summary>Lines of the skeleton.</summary>
    [Parameter]
    public int Lines { get; set; } = 8;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;
}
