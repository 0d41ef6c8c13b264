using Facilities.Dashboard.Access;
using Facilities.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Account;

/// <summary>The first administrator, with the code that the service printed at start. Gone once there is one.</summary>
public sealed partial class Setup
{
    private string? _problem;
    private bool _done;

    [SupplyParameterFromForm]
    private SetupInput? Input { get; set; }

    [Inject]
    private FirstRun FirstRun { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ShellText> Text { get; set; } = default!;

    protected override void OnInitialized()
    {
        if (!FirstRun.IsWaiting) Navigation.NavigateTo("/login");
        Input ??= new SetupInput();
    }

    private async Task CreateAsync()
    {
        if (Input is not { Code: { } code, Password: { } password } || password != Input.Repeated)
        {
            _problem = Text["setup.mismatch"];
            return;
        }

        var outcome = await FirstRun.CreateAdministratorAsync(code, password);
        _done = outcome == FirstRunOutcome.Created;
        _problem = outcome switch
        {
            FirstRunOutcome.Created => null,
            FirstRunOutcome.WeakPassword => Text["setup.weak"].Value,
            _ => Text["setup.badCode"].Value,
        };
    }
}
