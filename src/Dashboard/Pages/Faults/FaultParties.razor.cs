using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What other organisations do about the fault: each its part with a deadline, its answer, and what the caller may do with it.</summary>
public sealed partial class FaultParties
{
    /// <summary>Who can be asked; only read for who may ask.</summary>
    [Parameter]
    public IReadOnlyList<PartyChoice> Choices { get; set; } = [];

    private bool MayAsk => Detail.Allowed.Contains(FaultAction.AskPart) && Choices.Count > 0;

    private int Open => Detail.Parties.Count(part => part.EndedAt is null);

    private void Choose(FaultAction action, int? part)
    {
        var form = Begin(action);
        form.Part = part;
        form.Firm = action == FaultAction.AskPart ? Choices[0].Organisation.Value : 0;
    }
}
