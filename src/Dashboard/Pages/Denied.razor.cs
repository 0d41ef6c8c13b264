using Facilities.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Facilities.Dashboard.Pages;

/// <summary>In the place of a page that the role may not open. Whoever asked for the overview is led to where his role begins instead.</summary>
public sealed partial class Denied
{
    private string _landing = Landing.Overview;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is null) return;
        _landing = Landing.Of((await Authentication).User);
        var asked = "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        if (asked == Landing.Overview && _landing != asked) Navigation.NavigateTo(_landing, replace: true);
    }
}
