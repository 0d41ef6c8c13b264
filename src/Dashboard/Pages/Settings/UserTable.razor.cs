using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Who can sign in, as what, for whom; and the second step of somebody who lost his phone.</summary>
public sealed partial class UserTable
{
    private Rows<UserRow> _users = new([], 0);
    private UserId? _self;
    private bool _mayErase;
    private UserRow? _erased;
    private string _reason = "";

    [Inject]
    private UserQueries Users { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    [Inject]
    private PersonalErasure Erasure { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        _self = caller.User;
        _mayErase = RoleRights.Has(caller.Role, Right.ErasePersonalFields);
        await ReadAsync(caller);
    }

    private Task ResetAsync(UserId user) => AskAsync(async caller =>
    {
        await Factors.ResetAsync(caller, user, CancellationToken.None);
        await ReadAsync(caller);
    });

    private Task EraseAsync() => _erased is not { } person ? Task.CompletedTask : AskAsync(
        async caller =>
        {
            await Erasure.EraseAsync(caller, person.Id, _reason, CancellationToken.None);
            await ReadAsync(caller);
        },
        () => (_erased, _reason) = (null, ""));

    private async Task ReadAsync(Caller caller) => _users = await Users.ListAsync(caller, new Paging(0, Paging.Maximum), CancellationToken.None);
}
