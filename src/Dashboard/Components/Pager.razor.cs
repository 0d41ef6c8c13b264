using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>Back and on through a long list; absent when everything is on one page.</summary>
public sealed partial class Pager
{
    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Page { get; set; }

    [Parameter, EditorRequired]
    public int PageSize { get; set; }

    [Parameter, EditorRequired]
    public int Total { get; set; }

    /// <summary>Address of a page.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Link { get; set; } = _ => "";

    private int First => (Page - 1) * PageSize + 1;

    private int Last => Math.Min(Total, Page * PageSize);
}
