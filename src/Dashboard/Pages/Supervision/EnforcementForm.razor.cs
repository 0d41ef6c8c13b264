using Facilities.Domain;
using Facilities.Domain.Enforcement;
using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>Hands a record to enforcement under its case number, and enters what came back.</summary>
public sealed partial class EnforcementForm
{
    private bool _open;
    private string _number = "";
    private string _authority = "";
    private string _words = "";

    [Parameter, EditorRequired]
    public InspectionItemId Item { get; set; }

    /// <summary>Its newest case; null: there is none.</summary>
    [Parameter]
    public EnforcementRow? Case { get; set; }

    [Inject]
    private EnforcementCases Cases { get; set; } = default!;

    private Task HandOverAsync() => AskAsync(caller => Cases.HandOverAsync(caller, Item, _number, _authority, _words, CancellationToken.None), Close);

    private Task EndAsync(EnforcementCaseId id, EnforcementAction action) => AskAsync(caller => Cases.EndAsync(caller, id, action, _words, CancellationToken.None), Close);

    private void Close() => (_open, _number, _authority, _words) = (false, "", "", "");
}
