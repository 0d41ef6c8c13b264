using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>The regulator's samples and what was handed to enforcement.</summary>
public sealed partial class SupervisionPage
{
    private Rows<SampleRow> _samples = new([], 0);
    private Rows<EnforcementRow> _cases = new([], 0);
    private ComplianceChoices _choices = new([], []);

    [Inject]
    private Samples Samples { get; set; } = default!;

    [Inject]
    private EnforcementCases Cases { get; set; } = default!;

    [Inject]
    private ComplianceList Compliance { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private DateOnly Today => Inspections.Today;

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _samples = await Samples.ListAsync(caller, Paging, cancellationToken);
        _cases = await Cases.ListAsync(caller, Operations.Paging.First, cancellationToken);
        if (_choices.Duties.Count == 0) _choices = await Compliance.ChoicesAsync(caller, cancellationToken);
    }
}
