using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Shell;

/// <summary>One field for everything; the answer is a page of its own, so it can be linked.</summary>
public sealed partial class SearchBox
{
    private string _text = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private void Search()
    {
        var text = _text.Trim();
        if (text.Length > 0) Navigation.NavigateTo("/search?q=" + Uri.EscapeDataString(text));
    }
}
