using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What has to be done, how often, by whom and by which rule; what the reader's firm asks beyond it; and the intervals of single assets with their permits.</summary>
public sealed partial class DutyPage
{
    private IReadOnlyList<DutyRow> _duties = [];
    private Rows<ScheduleRow> _schedules = new([], 0);
    private bool _mayPlan;
    private bool _mayTighten;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeParameter { get; set; }

    [SupplyParameterFromQuery(Name = "asset")]
    private string? AssetParameter { get; set; }

    [Inject]
    private InspectionDuties Duties { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private bool IsSchedules => ViewParameter == "schedules";

    private AssetId? Asset => int.TryParse(AssetParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var asset) ? new AssetId(asset) : null;

    private IReadOnlyList<FilterOption> TypeOptions => [.. _duties.Select(duty => duty.AssetType).Distinct().Select(type => new FilterOption(type, TypeName(type)))];

    /// <summary>The library knows places that have no telemetry, and so no asset template.</summary>
    private string TypeName(string type) => Words.Type(type) is var name && name != type ? name : T["type." + type];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        _mayPlan = RoleRights.Has(caller.Role, Right.PlanInspections);
        _mayTighten = _mayPlan && caller.Actor.Organisation is not null;
        _duties = await Duties.LibraryAsync(caller, cancellationToken);
        _schedules = IsSchedules ? await Duties.SchedulesAsync(caller.Scope, Asset, Community, Paging, cancellationToken) : new Rows<ScheduleRow>([], 0);
    }
}
