using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Models;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>What was learned of assets: state, what it rests on, how its shadow went; who may set thresholds goes back to the version before. Also how far the long runs have come.</summary>
public sealed partial class ModelsPage
{
    private Rows<AssetModelRow> _rows = new([], 0);
    private IReadOnlyList<RunRow> _runs = [];
    private AssetId? _asset;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    /// <summary>All versions of one asset.</summary>
    [SupplyParameterFromQuery(Name = "asset")]
    private string? AssetParameter { get; set; }

    [Inject]
    private ModelQueries Models { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Asset);

    private IReadOnlyList<FilterOption> StateOptions => [.. Enum.GetValues<ModelState>().Select(state => new FilterOption(state.ToString(), T["modelState." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        ModelState? state = Enum.TryParse<ModelState>(StateParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        _asset = int.TryParse(AssetParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var asset) ? new AssetId(asset) : null;
        if (_asset is { } id)
        {
            var versions = await Models.OfAsync(caller.Scope, id, cancellationToken) ?? [];
            _rows = new Rows<AssetModelRow>(versions, versions.Count);
        }
        else
        {
            _rows = await Models.ListAsync(caller.Scope, state, Paging, cancellationToken);
        }

        _runs = await Models.RunsAsync(cancellationToken);
    }
}
