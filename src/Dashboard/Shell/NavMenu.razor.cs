using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Facilities.Dashboard.Shell;

/// <summary>The pages the caller's role may open.</summary>
public sealed partial class NavMenu
{
    private ClaimsPrincipal _user = new();

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null) _user = (await Authentication).User;
    }
}
