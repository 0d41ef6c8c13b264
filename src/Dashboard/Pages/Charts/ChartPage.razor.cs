using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Facilities.Dashboard.Pages.Charts;

/// <summary>
/// Points of assets over any stretch of time, on as many axes as there are units. The address says exactly what is shown. Zooming asks the store
/// again: there are never more points than the window has pixels.
/// </summary>
public sealed partial class ChartPage
{
    /// <summary>Marks on a chart; more would be a fence.</summary>
    private const int MostEvents = 40;

    private const int MostSisters = 100;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Visits are asked for by their due date and drawn when they were; farther apart the two rarely are.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromDays(31);

    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<ChartPage>? _self;
    private int _pixels;
    private bool _explored;
    private bool _compare;
    private ChartStretch _stretch = ChartStretch.Read(null, null, null, DateTimeOffset.UnixEpoch);
    private List<ChartLineRow> _lines = [];
    private IReadOnlyList<ChartPanel> _panels = [];
    private IReadOnlyList<ChartEvent> _events = [];
    private IReadOnlyList<FilterOption> _sisters = [];

    [SupplyParameterFromQuery(Name = "p")]
    private string? PointsParameter { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeParameter { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromParameter { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToParameter { get; set; }

    [SupplyParameterFromQuery(Name = "compare")]
    private string? CompareParameter { get; set; }

    [Inject]
    private AssetDirectory Directory { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private FaultQueries Faults { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private PointCharts Charts { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    /// <summary>What stands still, or is so long that a new value moves it by no pixel, is not drawn again for each value.</summary>
    protected override LiveInterest Interest => _stretch is { Key: not null, Length.TotalHours: <= 24 }
        ? LiveInterest.InValuesOf(_lines.Select(line => line.Asset.Row.Place.Id.Value), LiveTopic.Fault)
        : LiveInterest.In(LiveTopic.Fault);

    private IReadOnlyList<FilterOption> PointChoices =>
        [.. (Words.Template(_lines[0].Asset.Row.Place.TypeKey)?.Points ?? []).Where(point => !point.Diagnostic && _lines.All(line => line.Address != _lines[0].Address with { Point = point.Definition.Key }))
            .Select(point => new FilterOption(point.Definition.Key, AssetWords.Name(point.Name)))];

    /// <summary>Called by the browser with what was marked on a chart, Unix milliseconds.</summary>
    [JSInvokable]
    public void Show(double from, double to)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to) || from >= to) return;
        var now = Clock.GetUtcNow();
        Navigation.NavigateTo(StretchLink(ChartStretch.Read(null, Text((long)from), Text((long)to), now)));
    }

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadWidthAsync();
        _stretch = ChartStretch.Read(RangeParameter, FromParameter, ToParameter, Clock.GetUtcNow());
        _compare = CompareParameter == "week";
        var details = new Dictionary<AssetId, AssetDetail>();
        var lines = new List<ChartLineRow>();
        foreach (var address in ChartPoint.ParseAll(PointsParameter))
        {
            if (!Directory.TryGet(address.Site, address.Code, out var entry) || Words.Definition(entry.TypeKey, address.Point) is not { } point) continue;
            if (!details.TryGetValue(entry.Id, out var detail))
            {
                // Whatever lies outside the caller's scope isn't there for him.
                if (await Registry.GetAsync(caller.Scope, entry.Id, cancellationToken) is not { } found) continue;
                details.Add(entry.Id, detail = AssetSight.For(caller.Role, found));
            }

            var limits = PointLimits.On(Words.Template(entry.TypeKey), point, detail.Rules);
            var request = new PointChartRequest(entry.Id, entry.TypeKey, point, _stretch.From, _stretch.To) { MostPoints = _pixels, Limits = [.. limits.Select(rule => new ChartLimit(rule.Limit!.Value, AssetWords.Name(rule.Name)))] };
            var chart = await Charts.BuildAsync(request, cancellationToken);
            var before = _compare ? await Charts.BuildAsync(request with { From = request.From - Week, To = request.To - Week, Limits = [] }, cancellationToken) : null;
            lines.Add(new ChartLineRow(address, detail, point, limits, chart, before));
        }

        _events = await EventsAsync(caller, details.Values, cancellationToken);
        _panels = lines.Count == 0 ? [] : ChartPanels.Of(lines, [.. _events.Select(item => new ChartMark(item.At.ToUnixTimeMilliseconds(), item.Label, item.Tone))], T);
        _sisters = lines.Count == 0 ? [] : await SistersAsync(caller, lines, cancellationToken);
        var asked = !lines.Select(line => line.Address).SequenceEqual(_lines.Select(line => line.Address));
        _lines = lines;
        if (asked) ListenAgain();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_module is null || _explored || _lines.Count == 0) return;
        _explored = true;
        try
        {
            _self = DotNetObjectReference.Create(this);
            await _module.InvokeVoidAsync("explore", _root, _self);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is left to see it.
        }
    }

    protected override async ValueTask OnGoneAsync()
    {
        _self?.Dispose();
        if (_module is null) return;
        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    /// <summary>A phone gets a phone's number of points.</summary>
    private async Task ReadWidthAsync()
    {
        if (_pixels > 0) return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
        _pixels = Math.Clamp(await _module.InvokeAsync<int>("room"), 200, SeriesReader.MostPoints);
    }

    private async Task<IReadOnlyList<ChartEvent>> EventsAsync(Caller caller, IEnumerable<AssetDetail> assets, CancellationToken cancellationToken)
    {
        var events = new List<ChartEvent>();
        foreach (var asset in assets)
        {
            var place = asset.Row.Place;
            if (AssetSight.SeesFaults(caller.Role))
            {
                var faults = await Faults.ListAsync(caller.Scope, new FaultFilter { Asset = place.Id, OpenOnly = false, FoundFrom = _stretch.From - Week, FoundUntil = _stretch.To + Week, Sort = FaultSort.FoundAt, Descending = true, Paging = new Paging(0, MostEvents) }, cancellationToken);
                events.AddRange(faults.Items.Select(fault => new ChartEvent(fault.OnsetAt, "report", fault.Number, $"{fault.Number} · {AssetWords.Name(place.Name)} · {Words.Mode(place.TypeKey, fault.ModeKey)}", fault.Severity.ToString().ToLowerInvariant(), "/faults/" + fault.Number)));
            }

            if (!RoleRights.Has(caller.Role, Right.ViewInspections)) continue;
            var visits = await Inspections.ListAsync(caller.Scope, new InspectionFilter { Asset = place.Id, PendingOnly = false, From = Zone.DayOf(_stretch.From - Early), Until = Zone.DayOf(_stretch.To + Early), Descending = true, Paging = new Paging(0, MostEvents) }, cancellationToken);
            events.AddRange(visits.Items.Where(visit => visit.EndedAt is not null).Select(visit => new ChartEvent(visit.EndedAt!.Value, "fact_check", AssetWords.Name(visit.Name), $"{AssetWords.Name(visit.Name)} · {AssetWords.Name(place.Name)}", "ink-3", "/inspections/" + visit.Id)));
        }

        return [.. events.Where(item => item.At >= _stretch.From && item.At < _stretch.To).OrderByDescending(item => item.At).Take(MostEvents)];
    }

    private async Task<IReadOnlyList<FilterOption>> SistersAsync(Caller caller, List<ChartLineRow> lines, CancellationToken cancellationToken)
    {
        var place = lines[0].Asset.Row.Place;
        var rows = await Registry.ListAsync(caller.Scope, new AssetFilter { Community = place.CommunityId, TypeKey = place.TypeKey, Paging = new Paging(0, MostSisters) }, cancellationToken);
        return [.. rows.Items.Where(row => lines.All(line => line.Address != lines[0].Address with { Code = row.Place.Code })).OrderBy(row => row.Place.Code, StringComparer.Ordinal)
            .Select(row => new FilterOption(row.Place.Code, AssetWords.Name(row.Place.Name)))];
    }

    private IReadOnlyList<string> LimitWords(ChartLineRow line) =>
        [.. line.Limits.Select(rule => $"{AssetWords.Name(rule.Name)} {Format.Quantity(rule.Limit ?? double.NaN, rule.Unit)} · {Words.Origin(rule.LimitOrigin, rule.Source)}")];

    private void AddPoint(string? point)
    {
        if (!string.IsNullOrEmpty(point)) Navigation.NavigateTo(PointsLink([.. _lines.Select(line => line.Address), _lines[0].Address with { Point = point }]));
    }

    private void AddSister(string? code)
    {
        if (!string.IsNullOrEmpty(code)) Navigation.NavigateTo(PointsLink([.. _lines.Select(line => line.Address), _lines[0].Address with { Code = code }]));
    }

    private string Link(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private string PointsLink(IEnumerable<ChartPoint> points) => Link("p", ChartPoint.Write(points));

    private string RangeLink(string key) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["range"] = key, ["from"] = null, ["to"] = null });

    private string StretchLink(ChartStretch stretch) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["range"] = null,
        ["from"] = Text(stretch.From.ToUnixTimeMilliseconds()),
        ["to"] = Text(stretch.To.ToUnixTimeMilliseconds()),
    });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
