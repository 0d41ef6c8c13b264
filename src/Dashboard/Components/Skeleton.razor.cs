using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>Grey lines in the place of what is coming; drawn only after 200 ms (CSS), so that fast answers don't flicker.</summary>
public sealed partial class Skeleton
{
    private static readonly int[] Widths = [38, 86, 64, 92, 56];

    [Parameter]
    public int Lines { get; set; } = 3;
}
