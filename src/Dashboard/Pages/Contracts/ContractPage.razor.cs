using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Contracts;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Contracts;

/// <summary>Delivered against contracted in a quarter, down to the visits and faults that fell short; all of it in the address.</summary>
public sealed partial class ContractPage
{
    /// <summary>Quarters to choose from, the current one included.</summary>
    private const int Quarters = 9;

    private const int PageSize = 50;

    private PerformanceResult? _result;
    private Rows<ContractLine> _lines = new([], 0);
    private Quarter _quarter;
    private IReadOnlyList<FilterOption> _firms = [];
    private ClauseRow? _chosen;
    private IReadOnlyList<ClauseCase> _failed = [];
    private IReadOnlyList<ClauseCase> _unknown = [];

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterParameter { get; set; }

    [SupplyParameterFromQuery(Name = "firm")]
    private string? FirmParameter { get; set; }

    [SupplyParameterFromQuery(Name = "clause")]
    private string? ClauseParameter { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [Inject]
    private ContractClauses Contracts { get; set; } = default!;

    [Inject]
    private ContractPerformance Performance { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    /// <summary>Of the list of contracts, from 1.</summary>
    private int PageNumber => int.TryParse(PageParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;

    private IReadOnlyList<FilterOption> QuarterOptions
    {
        get
        {
            var options = new List<FilterOption>();
            for (var quarter = Performance.Current; options.Count < Quarters; quarter = quarter.Previous) options.Add(new FilterOption(quarter.ToString(), T["quarter", quarter.From.Year, ((quarter.From.Month - 1) / 3) + 1]));
            return options;
        }
    }

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _quarter = Quarter.TryParse(QuarterParameter, out var quarter) ? quarter : Performance.Current;
        var firm = int.TryParse(FirmParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new OrganisationId(id) : (OrganisationId?)null;
        var all = await Performance.MeasureAsync(caller, _quarter, null, cancellationToken);
        _firms = [.. all.Rows.DistinctBy(row => row.Firm).Select(row => new FilterOption(row.Firm.ToString(), AssetWords.Name(row.Name)))];
        _result = firm is null ? all : await Performance.MeasureAsync(caller, _quarter, firm, cancellationToken);
        _lines = await Contracts.ListAsync(caller, firm, new Paging((PageNumber - 1) * PageSize, PageSize), cancellationToken);
        _chosen = _result.Rows.FirstOrDefault(row => row.Key == ClauseParameter);
        (_failed, _unknown) = ([], []);
        if (_chosen?.Performance is not { } chosen) return;
        _failed = await Performance.CasesAsync(caller, chosen.Clause.Kind, chosen.Failed, cancellationToken);
        _unknown = await Performance.CasesAsync(caller, chosen.Clause.Kind, chosen.Unknown, cancellationToken);
    }

    private static string Address(ClauseCase item) => (item.Duty is null ? "/faults/" : "/inspections/") + item.Reference;

    private string Name(ClauseCase item) => item.Duty is { } duty ? AssetWords.Name(duty) : T["fault", item.Reference];

    private string Name(ContractClause clause) => ContractWords.Clause(clause, T, Format);

    private static string Tone(ClauseResult result) => result switch
    {
        ClauseResult.NotMet => "red",
        ClauseResult.NoData => "org",
        _ => "ink2",
    };

    private static string Symbol(ClauseResult result) => result switch
    {
        ClauseResult.NotMet => "error",
        ClauseResult.NoData => "help",
        _ => "check",
    };

    private static string Share(double? share) => share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + " %" : DisplayFormat.NoValue;

    private string Export(string format) => Navigation.GetUriWithQueryParameters(
        "/api/contracts/performance/export", new Dictionary<string, object?> { ["quarter"] = _quarter.ToString(), ["firm"] = FirmParameter, ["format"] = format });

    private string With(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private string PageLink(int page) => With("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["clause"] = null, ["page"] = null }));
}
