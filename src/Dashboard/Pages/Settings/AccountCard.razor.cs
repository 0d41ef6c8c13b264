using Facilities.Dashboard.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>What can be done to one account.</summary>
public sealed partial class AccountCard
{
    private AccountInput _input = default!;
    private string _reason = "";

    [Parameter]
    [EditorRequired]
    public UserRow User { get; set; } = default!;

    [Parameter]
    [EditorRequired]
    public AccountChoices Choices { get; set; } = default!;

    [Parameter]
    public bool MayErase { get; set; }

    /// <summary>A password that counts once was given.</summary>
    [Parameter]
    public EventCallback<AccountSecret> Made { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    [Inject]
    private Accounts Accounts { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    [Inject]
    private PersonalErasure Erasure { get; set; } = default!;

    protected override void OnInitialized() => _input = AccountInput.Of(Choices, User.Role, User.OrganisationId);

    private Task MoveAsync() => AskAsync(caller => Accounts.MoveAsync(caller, User.Id, _input.ToPlace(), CancellationToken.None));

    private Task LockAsync() => AskAsync(caller => Accounts.LockAsync(caller, User.Id, CancellationToken.None));

    private Task UnlockAsync() => AskAsync(caller => Accounts.UnlockAsync(caller, User.Id, CancellationToken.None));

    private Task ResetPasswordAsync() => AskAsync(async caller => await Made.InvokeAsync(await Accounts.ResetPasswordAsync(caller, User.Id, CancellationToken.None)));

    private Task ResetSecondAsync() => AskAsync(caller => Factors.ResetAsync(caller, User.Id, CancellationToken.None));

    private Task EraseAsync() => AskAsync(caller => Erasure.EraseAsync(caller, User.Id, _reason, CancellationToken.None));
}
