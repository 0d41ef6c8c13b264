using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What other organisations do about the fault: each its part with a deadline, its answer, and what the caller may do with it.</summary>
public sealed partial class FaultParties
{
    private FaultActionForm? _form;

    [Parameter, EditorRequired]
    public FaultDetail Detail { get; set; } = default!;

    /// <summary>Who can be asked; only read for who may ask.</summary>
    [Parameter]
    public IReadOnlyList<PartyChoice> Choices { get; set; } = [];

    [Inject]
    private FaultActions Actions { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    private bool MayAsk => Detail.Allowed.Contains(FaultAction.AskPart) && Choices.Count > 0;

    private int Open => Detail.Parties.Count(part => part.EndedAt is null);

    private void Choose(FaultAction action, int? part)
    {
        Refusal = null;
        _form = new FaultActionForm(action, Zone.ToLocal(Format.Now)) { Part = part, Firm = action == FaultAction.AskPart ? Choices[0].Organisation.Value : 0 };
    }

    private void Cancel() => _form = null;

    private Task ConfirmAsync() => _form is { } form
        ? AskAsync(caller => Actions.ActAsync(caller, Detail.Row.Id, form.ToCommand(Zone), CancellationToken.None), () => _form = null)
        : Task.CompletedTask;
}
