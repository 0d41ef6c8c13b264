using Facilities.Domain.Insurance;
using Facilities.Operations.Claims;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>What the caller may do to a claim now, each with a confirmation and a note. Software proposes, a person submits.</summary>
public sealed partial class ClaimActionCard
{
    private static readonly string[] RejectReasons = ["claim_reject.not_covered", "claim_reject.excluded", "claim_reject.duplicate", "claim_reject.other"];

    private ClaimAction? _chosen;
    private string _key = "";
    private string? _note;
    private string _reason = RejectReasons[0];
    private decimal _yuan;

    [Parameter, EditorRequired]
    public ClaimDetail Detail { get; set; } = default!;

    [Inject]
    private ClaimActions Claims { get; set; } = default!;

    private IReadOnlyList<ClaimAction> Actions => [.. Detail.Allowed.Where(action => action is not (ClaimAction.Propose or ClaimAction.UpdateLoss))];

    /// <summary>The step that leads on.</summary>
    private ClaimAction? Primary => Actions.Where(action => action is not (ClaimAction.Reject or ClaimAction.Withdraw or ClaimAction.Comment)).Select(action => (ClaimAction?)action).FirstOrDefault();

    private void Choose(ClaimAction action)
    {
        _chosen = action;
        // One intention, one key: pressing twice, or again after a lost answer, does it once.
        _key = Guid.NewGuid().ToString("N");
        _note = Refusal = null;
        _yuan = Detail.Row.PayableAmount?.Yuan ?? Detail.Row.LossAmount?.Yuan ?? 0;
    }

    private void Cancel() => _chosen = null;

    private Task ConfirmAsync() => _chosen is not { } action ? Task.CompletedTask : AskAsync(
        caller => Claims.ActAsync(caller, Detail.Row.Id, new ClaimCommand
        {
            Action = action,
            Key = _key,
            Note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim(),
            Reason = action == ClaimAction.Reject ? _reason : null,
            AmountFen = action == ClaimAction.Agree ? Money.FromYuan(_yuan).Fen : null,
        }, CancellationToken.None),
        () => _chosen = null);
}
