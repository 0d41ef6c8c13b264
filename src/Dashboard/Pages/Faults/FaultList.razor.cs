using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Find and sort all faults; what is overdue stands first.</summary>
public sealed partial class FaultList
{
    private FaultListQuery _query = FaultListQuery.Parse(null, null, null, null, null, null, null, null, null);
    private Rows<FaultRow> _rows = new([], 0);
    private FaultSparks? _sparks;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? SeverityParameter { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeParameter { get; set; }

    [SupplyParameterFromQuery(Name = "overdue")]
    private string? OverdueParameter { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchParameter { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortParameter { get; set; }

    [Inject]
    private FaultQueries Faults { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private SeriesReader Series { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Fault);

    private bool IsFiltered => _query with { Ended = false, Page = 1, Sort = FaultSort.Urgency } != FaultListQuery.Parse(null, null, null, null, null, null, null, null, null);

    private IReadOnlyList<FaultRow> Overdue => _query.Ended ? [] : [.. _rows.Items.Where(row => row.Overdue)];

    private IReadOnlyList<FaultRow> Rest => _query.Ended ? _rows.Items : [.. _rows.Items.Where(row => !row.Overdue)];

    private IReadOnlyList<FilterOption> SeverityOptions =>
        [.. Enum.GetValues<Severity>().Select(severity => new FilterOption(severity.ToString(), $"{severity} {Terms.Severity(severity)}"))];

    private IReadOnlyList<FilterOption> StateOptions =>
        [.. Enum.GetValues<FaultState>().Where(state => FaultTransitions.IsOpen(state) != _query.Ended).Select(state => new FilterOption(state.ToString(), Terms.State(state)))];

    private IReadOnlyList<FilterOption> TypeOptions => [.. Catalog.All.Select(template => new FilterOption(template.Type, AssetWords.Name(template.Name)))];

    private IReadOnlyList<FilterOption> SortOptions => [.. Enum.GetValues<FaultSort>().Select(sort => new FilterOption(sort == FaultSort.Urgency ? "" : sort.ToString(), T["sort." + sort]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _query = FaultListQuery.Parse(ViewParameter, SeverityParameter, StateParameter, CommunityParameter, TypeParameter, OverdueParameter, SearchParameter, SortParameter, PageParameter);
        _rows = await Faults.ListAsync(caller.Scope, _query.ToFilter(), cancellationToken);
        await ReadCommunitiesAsync(caller, cancellationToken);

        _sparks ??= new FaultSparks(Series, Words, Clock);
        if (!_query.Ended) await _sparks.ReadAsync(_rows.Items, cancellationToken);
    }
}
