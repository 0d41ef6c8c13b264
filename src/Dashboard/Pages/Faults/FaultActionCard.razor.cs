using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>
/// What the caller may do now: one primary action, the rest beside it, each confirmed with a note. What his role may not do is absent; what
/// this fault forbids him is disabled with its reason.
/// </summary>
public sealed partial class FaultActionCard
{
    /// <summary>The way through the loop; the first of these that is allowed is the primary action.</summary>
    private static readonly FaultAction[] MainLine =
    [
        FaultAction.ApproveHold, FaultAction.Accept, FaultAction.Dispatch, FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix,
        FaultAction.ReportFixed, FaultAction.Resume, FaultAction.Verify, FaultAction.Rate, FaultAction.Close,
    ];

    /// <summary>To whom it may be dispatched; only read for who may dispatch.</summary>
    [Parameter]
    public IReadOnlyList<DispatchChoice> Choices { get; set; } = [];

    /// <summary>Into which it may be merged; only read for who may merge.</summary>
    [Parameter]
    public IReadOnlyList<LinkedFault> MergeChoices { get; set; } = [];

    [Inject]
    private AssetWords Words { get; set; } = default!;

    /// <summary>Nothing is merged where there is nothing to merge it into; parts of others have a card of their own.</summary>
    private IReadOnlyList<FaultAction> Allowed => [.. Detail.Allowed.Where(action => !FaultRights.IsAboutPart(action) && (action != FaultAction.Merge || MergeChoices.Count > 0))];

    private FaultAction? Primary =>
        MainLine.Where(Allowed.Contains).Where(action => action != FaultAction.Dispatch || Detail.Row.State == FaultState.Accepted)
            .Select(action => (FaultAction?)action).FirstOrDefault();

    private IReadOnlyList<FaultAction> Secondary => [.. Allowed.Where(action => action != Primary)];

    /// <summary>Whose answer can be taken by phone.</summary>
    private IReadOnlyList<FollowUpRow> Unanswered => [.. Detail.FollowUps.Where(row => row.AnsweredAt is null)];

    private string Heading => Primary is { } primary ? T["act.decide", Terms.Word("action", primary)] : T["act.title"];

    private string Waiting => Detail.Row.IsOpen ? T["act.waiting." + Detail.Row.State] : T["act.ended"];

    private void Choose(FaultAction action)
    {
        var form = Begin(action);
        form.Severity = Detail.Row.Severity;
        form.Into = MergeChoices.Count > 0 ? MergeChoices[0].Id.Value : 0;
        form.Reporter = Unanswered.Count > 0 ? Unanswered[0].Reporter : 0;
    }
}
