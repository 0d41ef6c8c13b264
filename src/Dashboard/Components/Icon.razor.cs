using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>A Material Symbol by its name; decoration only, so the word beside it carries the meaning.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public IconSize Size { get; set; }

    [Parameter]
    public string? Class { get; set; }

    private string? SizeClass => Size switch
    {
        IconSize.Small => "s",
        IconSize.Large => "l",
        _ => null,
    };
}
