using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>What a version of terms says: its days, its premium, its exclusions and its covers.</summary>
public sealed partial class TermsFields
{
    [Parameter, EditorRequired]
    public TermsInput Input { get; set; } = default!;
}
