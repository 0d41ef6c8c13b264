using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Role and organisation, one after the other.</summary>
public sealed partial class AccountPlaceFields
{
    [Parameter]
    [EditorRequired]
    public AccountChoices Choices { get; set; } = default!;

    [Parameter]
    [EditorRequired]
    public AccountInput Input { get; set; } = default!;
}
