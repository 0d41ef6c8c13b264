using Facilities.Dashboard.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Search;

/// <summary>Faults and assets whose number, name or code holds the words, open and ended ones.</summary>
public sealed partial class SearchPage
{
    private const int Most = 20;

    private Rows<FaultRow> _faults = new([], 0);
    private Rows<AssetRow> _assets = new([], 0);

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [Inject]
    private FaultQueries Faults { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var words = Query?.Trim();
        if (string.IsNullOrEmpty(words)) return;
        if (AssetSight.SeesFaults(caller.Role)) _faults = await Faults.ListAsync(caller.Scope, new FaultFilter { OpenOnly = false, Search = words, Paging = new Paging(0, Most) }, cancellationToken);
        _assets = await Registry.ListAsync(caller.Scope, new AssetFilter { Search = words, IncludeOutOfService = true, Paging = new Paging(0, Most) }, cancellationToken);
    }
}
