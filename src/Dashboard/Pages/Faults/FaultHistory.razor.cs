using Facilities.Dashboard.Format;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Newest first: what, who, when. Event time; the receive time shows where it is more than a minute later.</summary>
public sealed partial class FaultHistory
{
    private const int Short = 14;

    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    private bool _all;

    [Parameter, EditorRequired]
    public IReadOnlyList<FaultEventRow> Lines { get; set; } = [];

    /// <summary>Hash of the newest line's entry in the audit chain; null when it isn't there, which is a flaw.</summary>
    [Parameter]
    public string? ChainHash { get; set; }

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private IEnumerable<FaultEventRow> Shown => Lines.OrderByDescending(line => line.Sequence).Take(_all ? int.MaxValue : Short);

    private static string? Tone(FaultEventRow line) => line.Action switch
    {
        FaultAction.Open or FaultAction.UpdateFinding => "vio",
        FaultAction.RequestHold or FaultAction.ApproveHold or FaultAction.Reopen or FaultAction.Escalate => "org",
        FaultAction.NoteOverdue or FaultAction.NotePartOverdue => "red",
        FaultAction.PassSoak or FaultAction.Verify => "grn",
        _ => null,
    };

    private static string IconOf(FaultAction action) => action switch
    {
        FaultAction.Open or FaultAction.UpdateFinding => "monitoring",
        FaultAction.ClearFinding => "trending_flat",
        FaultAction.Dispatch or FaultAction.AskPart => "arrow_forward",
        FaultAction.Acknowledge or FaultAction.AcknowledgePart => "how_to_reg",
        FaultAction.Arrive => "location_on",
        FaultAction.StartFix or FaultAction.RecordParts => "build",
        FaultAction.TickStep => "check_circle",
        FaultAction.Merge => "call_merge",
        FaultAction.MarkUnstable => "sync_problem",
        FaultAction.RequestHold or FaultAction.ApproveHold or FaultAction.RefuseHold => "pause_circle",
        FaultAction.Resume => "play_circle",
        FaultAction.StartSoak or FaultAction.ExtendSoak => "hourglass_top",
        FaultAction.PassSoak or FaultAction.Verify => "verified_user",
        FaultAction.Comment => "chat",
        FaultAction.NoteOverdue or FaultAction.NotePartOverdue => "alarm",
        FaultAction.Escalate => "notification_important",
        FaultAction.Reopen => "replay",
        FaultAction.ChangeSeverity => "swap_vert",
        FaultAction.RecordPersons => "group",
        FaultAction.ReleasePersons or FaultAction.RecordRelease => "directions_walk",
        FaultAction.Rate => "star",
        FaultAction.Reject or FaultAction.Return or FaultAction.RefusePart or FaultAction.WithdrawPart => "undo",
        _ => "check",
    };

    private string Short4And4 => ChainHash is { Length: > 12 } hash ? hash[..4] + "…" + hash[^4..] : ChainHash ?? "";

    private void ShowAll() => _all = true;

    private string Said(FaultEventRow line)
    {
        var said = Terms.Say(line.Reason);
        if (line.Action == FaultAction.Dispatch && AssetWords.Name(line.Organisation) is { Length: > 0 }) return said;
        return said.Length > 0 ? said : Terms.Word("action", line.Action);
    }

    private string Who(FaultEventRow line)
    {
        var parts = new[] { AssetWords.Name(line.Person), AssetWords.Name(line.Organisation) }.Where(part => part.Length > 0).ToList();
        return parts.Count > 0 ? string.Join(" · ", parts) : line.Role == Role.System ? T["history.service"] : Terms.Role(line.Role);
    }

    private string? Received(FaultEventRow line) =>
        line.ReceivedAt - line.At > LateAfter ? T["history.received", Format.Full(line.ReceivedAt)] : Format.Full(line.At);
}
