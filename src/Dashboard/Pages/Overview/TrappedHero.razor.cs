using Facilities.Dashboard.Format;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Overview;

/// <summary>People trapped: pinned above everything, with the time that is left.</summary>
public sealed partial class TrappedHero
{
    [Parameter, EditorRequired]
    public FaultRow Row { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Place => string.Join(" · ", new[] { AssetWords.Name(Row.Place.Community), AssetWords.Name(Row.Place.Building), Row.Place.Code }.Where(part => part.Length > 0));
}
