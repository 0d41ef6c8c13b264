using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>A password that counts once, until somebody says that he has it.</summary>
public sealed partial class SecretNote
{
    [Parameter]
    [EditorRequired]
    public AccountSecret Secret { get; set; } = default!;

    [Parameter]
    public EventCallback Kept { get; set; }
}
