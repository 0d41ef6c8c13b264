using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>One item: the checklist to fill in, or what was found.</summary>
public sealed partial class InspectionPage
{
    private RecordView? _view;
    private string _permit = "";
    private string? _problem;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private RecordReader Records { get; set; } = default!;

    [Inject]
    private InspectionActions Actions { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) throw new RuleViolation(OperationCodes.NotFound);
        _view = await Records.ReadAsync(caller, new InspectionItemId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound);
    }

    private async Task ExcuseAsync()
    {
        try
        {
            await Actions.ExcuseAsync(Caller, _view!.Detail.Row.Id, _permit.Trim(), CancellationToken.None);
            _problem = null;
            await RefreshAsync();
        }
        catch (RuleViolation refused)
        {
            _problem = Terms.Say(refused.Reason);
        }
    }
}
