using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Pages.Inspections;
using Facilities.Domain;
using Facilities.Domain.Audit;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Was it done, on time, and really: from the district down to one record and its evidence, all of it in the address.</summary>
public sealed partial class CompliancePage
{
    private static readonly ComplianceChoices Nothing = new([], []);

    private ComplianceView? _view;
    private IReadOnlyList<ComplianceRow> _rows = [];
    private ComplianceRow _all = ComplianceRow.Sum([], new LocalizedName("", ""));
    private ComplianceTrail? _trail;
    private ComplianceChoices _choices = Nothing;
    private Rows<ComplianceItemRow>? _items;
    private RecordView? _record;
    private AuditHead _head = AuditHead.Empty;
    private DateTimeOffset _readAt;
    private string _from = "";
    private string _until = "";

    [Inject]
    private ComplianceQuery Compliance { get; set; } = default!;

    [Inject]
    private ComplianceList List { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private RecordReader Records { get; set; } = default!;

    [Inject]
    private AuditTrail Trail { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Address { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private IReadOnlyList<FilterOption> PeriodOptions => [.. Enum.GetValues<CompliancePeriod>().Select(period => new FilterOption(period == CompliancePeriod.Month ? "" : period.ToString(), T["period." + period]))];

    private IReadOnlyList<FilterOption> ByOptions =>
        [.. Enum.GetValues<ComplianceBy>().Where(by => by != ComplianceBy.Asset || _view!.Filter is not { Community: null, Firm: null, Asset: null }).Select(by => new FilterOption(by.ToString(), T["by." + by]))];

    private IReadOnlyList<FilterOption> FirmOptions => [.. _choices.Firms.Select(firm => new FilterOption(Text(firm.Id.Value), AssetWords.Name(firm.Name)))];

    private IReadOnlyList<FilterOption> DutyOptions => [.. _choices.Duties.Select(duty => new FilterOption(duty.Key, AssetWords.Name(duty.Name)))];

    private string HeadText => _head.ToString() is { Length: > 22 } whole ? whole[..14] + "…" + whole[^4..] : _head.ToString();

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        var view = ViewFor(caller, Inspections.Today);
        var filter = view.Filter;
        _head = await Trail.HeadAsync(cancellationToken);
        var table = filter with { Of = null };
        _trail = await List.TrailAsync(caller, table, cancellationToken);
        _rows = await Compliance.CountAsync(caller, table, cancellationToken);
        _all = ComplianceRow.Sum(_rows, new LocalizedName("", ""));
        _items = view.ListsItems ? await List.PageAsync(caller, filter, Paging, cancellationToken) : null;
        // The contradicted card, else the newest record there is to look at.
        var chosen = view.Item ?? await List.WorstAsync(caller, table, cancellationToken) ?? _items?.Items.FirstOrDefault(row => row.StartedAt is not null)?.Id;
        _record = chosen is { } id ? await Records.ReadAsync(caller, id, cancellationToken) : null;
        if (_choices.Duties.Count == 0) _choices = await List.ChoicesAsync(caller, cancellationToken);
        (_view, _readAt) = (view, now);
        (_from, _until) = (Iso(filter.From), Iso(filter.Until));
    }

    /// <summary>The address with these things changed; everything else stays, the list begins on its first page.</summary>
    private string With(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var parameters = new Dictionary<string, object?> { ["page"] = null };
        foreach (var (name, value) in changes) parameters[name] = string.IsNullOrEmpty(value) ? null : value;
        return Address.GetUriWithQueryParameters(parameters);
    }

    /// <summary>One level down; null where there is nothing below.</summary>
    private string? Below(ComplianceRow row) => row.Key.Length == 0 ? null : With((Narrowing, row.Key), ("by", null), ("item", null), ("of", null));

    /// <summary>The items that a number counts.</summary>
    private string Counted(ComplianceRow row, ComplianceOutcome outcome) =>
        row.Key.Length == 0 ? With(("of", outcome.ToString()), ("item", null)) : With((Narrowing, row.Key), ("of", outcome.ToString()), ("by", null), ("item", null));

    private string Narrowing => _view!.Filter.By switch
    {
        ComplianceBy.District => "district",
        ComplianceBy.Community => "community",
        ComplianceBy.Firm => "firm",
        ComplianceBy.Asset => "asset",
        _ => "template",
    };

    private void Choose(string name, string? value) => Address.NavigateTo(With((name, value), ("item", null)));

    private void ChoosePeriod(string? value) => Address.NavigateTo(
        value == nameof(CompliancePeriod.Own) ? With(("period", value), ("from", _from), ("until", _until)) : With(("period", value), ("from", null), ("until", null), ("item", null)));

    private void ShowOwn() => Address.NavigateTo(With(("period", nameof(CompliancePeriod.Own)), ("from", _from), ("until", _until), ("item", null)));

    private async Task PrintAsync() => await Js.InvokeVoidAsync("print");

    /// <summary>To subscribe what stands here, whatever its days.</summary>
    private string ReportsLink => Address.GetUriWithQueryParameters("/reports", Narrowed(_view!.Filter));

    private string Export(string what, string format)
    {
        var filter = _view!.Filter;
        var query = Narrowed(filter);
        query["what"] = what;
        query["format"] = format;
        query["from"] = Iso(filter.From);
        query["until"] = Iso(filter.Until);
        if (what != "Items") query["of"] = null;
        return Address.GetUriWithQueryParameters("/api/compliance/export", query);
    }

    /// <summary>What is shown, as it stands in addresses.</summary>
    private static Dictionary<string, object?> Narrowed(ComplianceFilter filter) => new()
    {
        ["by"] = filter.By.ToString(),
        ["district"] = filter.District?.Value,
        ["community"] = filter.Community?.Value,
        ["asset"] = filter.Asset?.Value,
        ["firm"] = filter.Firm?.Value,
        ["template"] = filter.TemplateKey,
        ["of"] = filter.Of?.ToString(),
    };

    private static string Share(double? share) => share is { } known ? (100 * known).ToString("0.0", CultureInfo.InvariantCulture) : DisplayFormat.NoValue;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
