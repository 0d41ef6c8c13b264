using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>A card of the fault's page on which a person chooses an action, fills in what it asks for, and confirms. The use case decides again when it is pressed.</summary>
public abstract class FaultCard : ActionForm
{
    [Parameter, EditorRequired]
    public FaultDetail Detail { get; set; } = default!;

    [Inject]
    protected DisplayFormat Format { get; set; } = default!;

    /// <summary>What is being filled in; null: nothing is chosen.</summary>
    private protected FaultActionForm? Form { get; private set; }

    [Inject]
    private FaultActions Actions { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    /// <summary>An empty form of the action, to be filled with what its card knows.</summary>
    private protected FaultActionForm Begin(FaultAction action)
    {
        Refusal = null;
        return Form = new FaultActionForm(action, Zone.ToLocal(Format.Now));
    }

    protected void Cancel() => Form = null;

    protected Task ConfirmAsync() => Form is { } form
        ? AskAsync(caller => Actions.ActAsync(caller, Detail.Row.Id, form.ToCommand(Zone), CancellationToken.None), Cancel)
        : Task.CompletedTask;
}
