using Facilities.Dashboard.Components;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Complaints;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>Records of the hotline, above all those the rules weren't sure of: one person says what they are about.</summary>
public sealed partial class ComplaintQueue
{
    private Rows<ComplaintRow> _rows = new([], 0);
    private ComplaintId? _open;
    private ComplaintId? _fault;
    private bool _mayReview;
    private bool _mayOpenFault;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "topic")]
    private string? TopicParameter { get; set; }

    [SupplyParameterFromQuery(Name = "record")]
    private string? RecordParameter { get; set; }

    [Inject]
    private ComplaintDesk Desk { get; set; } = default!;

    private IReadOnlyList<FilterOption> StateOptions => [.. Enum.GetValues<ComplaintState>().Select(state => new FilterOption(state.ToString(), T["state." + state]))];

    private IReadOnlyList<FilterOption> TopicOptions => [.. Enum.GetValues<ComplaintTopic>().Select(topic => new FilterOption(topic.ToString(), T["topic." + topic]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        _mayReview = RoleRights.Has(caller.Role, Right.ManageComplaints);
        _mayOpenFault = ComplaintFaults.MayOpen(caller.Role);
        _rows = await Desk.ListAsync(caller, new ComplaintFilter(Read<ComplaintState>(StateParameter), Read<ComplaintTopic>(TopicParameter), Community, Record: RecordParameter), Paging, cancellationToken);
    }

    private static T? Read<T>(string? text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;

    private void Open(ComplaintRow row) => (_open, _fault) = (_open == row.Id ? null : row.Id, null);

    private void OpenFault(ComplaintRow row) => (_open, _fault) = (null, _fault == row.Id ? null : row.Id);

    private bool MayOpenFault(ComplaintRow row) => _mayOpenFault && row is { Asset: not null, State: ComplaintState.Believed or ComplaintState.Confirmed };

    private Task DoneAsync()
    {
        (_open, _fault) = (null, null);
        return RefreshAsync();
    }
}
