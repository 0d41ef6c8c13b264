using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Facilities.Operations.Complaints;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>Makes a fault of one record, or joins the open one; begins with what the words mean.</summary>
public sealed partial class ComplaintFaultForm
{
    private ComplaintFaultChoice? _choice;
    private string _family = "";
    private Severity _severity = Severity.P3;

    [Parameter, EditorRequired]
    public ComplaintRow Row { get; set; } = default!;

    [Inject]
    private ComplaintFaults Faults { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _choice = await Faults.ChoiceAsync(await CallerAsync(), Row.Id, CancellationToken.None);
        _family = _choice?.Family ?? "";
    }

    private string Words(FaultFamily family) => _choice!.Open.TryGetValue(family.Key, out var number) ? T["fault.joins", AssetWords.Name(family.Name), number] : AssetWords.Name(family.Name);

    private Task SendAsync() => AskAsync(caller => Faults.OpenAsync(caller, Row.Id, _family, _severity, CancellationToken.None));
}
