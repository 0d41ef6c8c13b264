using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Operations;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Who can sign in, as what, for whom.</summary>
public sealed partial class UserTable
{
    private Rows<UserRow> _users = new([], 0);

    [Inject]
    private UserQueries Users { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.GetAsync(CancellationToken.None);
        _users = await Users.ListAsync(caller, new Paging(0, Paging.Maximum), CancellationToken.None);
    }
}
