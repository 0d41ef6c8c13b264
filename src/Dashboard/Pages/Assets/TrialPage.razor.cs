using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>What other thresholds would have found on this asset in its stored telemetry.</summary>
public sealed partial class TrialPage
{
    private AssetDetail? _detail;

    [Parameter]
    public string Site { get; set; } = "";

    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery(Name = "rule")]
    private string? RuleParameter { get; set; }

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private AssetDirectory Directory { get; set; } = default!;

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Directory.TryGet(Site, Code, out var entry)) throw new RuleViolation(OperationCodes.NotFound);
        _detail = await Registry.GetAsync(caller.Scope, entry.Id, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound);
    }
}
