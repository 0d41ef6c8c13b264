using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Who can sign in, as what, for whom; new accounts, and what is done to one.</summary>
public sealed partial class UserTable
{
    private Rows<UserRow> _users = new([], 0);
    private AccountChoices? _choices;
    private UserId? _self;
    private UserId? _chosen;
    private AccountSecret? _secret;
    private bool _mayErase;

    [Inject]
    private UserQueries Users { get; set; } = default!;

    [Inject]
    private Accounts Accounts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        _self = caller.User;
        _mayErase = RoleRights.Has(caller.Role, Right.ErasePersonalFields);
        _choices = await Accounts.ChoicesAsync(caller, CancellationToken.None);
        await ReadAsync();
    }

    private void Choose(UserRow user) => _chosen = _chosen == user.Id ? null : user.Id;

    private void Show(AccountSecret secret) => _secret = secret;

    private async Task ReadAsync() => _users = await Users.ListAsync(await CallerAsync(), new Paging(0, Paging.Maximum), CancellationToken.None);
}
