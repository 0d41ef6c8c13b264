using System.Globalization;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>One sample: how anyone can repeat the draw, what was drawn, what was found.</summary>
public sealed partial class SamplePage
{
    private SampleDetail? _detail;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private Samples Samples { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) throw new RuleViolation(OperationCodes.NotFound);
        _detail = await Samples.GetAsync(caller, new SampleId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound);
    }
}
