using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;

namespace Facilities.Dashboard.Shell;

/// <summary>The pages the caller's role may open, with how much waits there; red only for what is overdue.</summary>
public sealed partial class NavMenu : IDisposable
{
    private ClaimsPrincipal _user = new();

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ShellStatus Status { get; set; } = default!;

    public void Dispose() => Status.Changed -= Redraw;

    protected override async Task OnInitializedAsync()
    {
        Status.Changed += Redraw;
        Status.Start();
        if (Authentication is not null) _user = (await Authentication).User;
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private RenderFragment? Badge(NavItem item)
    {
        if (Status.Newest is not { } newest) return null;
        return item.Href switch
        {
            "/faults" when newest.Overdue > 0 => Count(newest.Overdue, "n over", T["nav.overdue", newest.Overdue]),
            "/faults" when newest.WrongNow.Total > 0 => Count(newest.WrongNow.Total, "n", null),
            "/inspections" when newest.Inspections.Overdue > 0 => Count(newest.Inspections.Overdue, "n over", T["nav.overdue", newest.Inspections.Overdue]),
            "/inspections" when newest.Inspections.Due > 0 => Count(newest.Inspections.Due, "n", null),
            "/claims" when newest.ClaimsToNotify > 0 => Count(newest.ClaimsToNotify, "n", null),
            _ => null,
        };
    }

    private static RenderFragment Count(int count, string cssClass, string? label) => (RenderTreeBuilder builder) =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", cssClass);
        if (label is not null) builder.AddAttribute(2, "aria-label", label);
        builder.AddContent(3, count);
        builder.CloseElement();
    };
}
