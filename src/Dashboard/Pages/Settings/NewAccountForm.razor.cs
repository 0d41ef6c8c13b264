using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>A new account; its password is handed to the table, which shows it once.</summary>
public sealed partial class NewAccountForm
{
    private AccountInput? _input;

    [Parameter]
    [EditorRequired]
    public AccountChoices Choices { get; set; } = default!;

    [Parameter]
    public EventCallback<AccountSecret> Made { get; set; }

    [Inject]
    private Accounts Accounts { get; set; } = default!;

    private void Open() => _input = AccountInput.Of(Choices, Choices.Roles[0], null);

    private Task CreateAsync() => _input is not { } input ? Task.CompletedTask : AskAsync(
        async caller => await Made.InvokeAsync(await Accounts.CreateAsync(caller, input.ToDraft(), CancellationToken.None)),
        () => _input = null);
}
