using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Reports;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>What is made again and again for this person, and the form for one more: what it shows stands in the address as on the compliance page.</summary>
public sealed partial class ReportsPage
{
    private Rows<ReportSubscriptionRow> _rows = new([], 0);
    private ComplianceFilter? _wanted;
    private ComplianceTrail? _trail;

    [Inject]
    private ReportSubscriptions Subscriptions { get; set; } = default!;

    [Inject]
    private ComplianceList List { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _rows = await Subscriptions.ListAsync(caller, Paging, cancellationToken);
        var wanted = ViewFor(caller, Inspections.Today).Filter;
        _trail = await List.TrailAsync(caller, wanted, cancellationToken);
        _wanted = wanted;
    }
}
