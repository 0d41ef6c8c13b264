using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Health;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Permits;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>One asset: is it well, what does it say now, what is open, what is due, and where its limits come from.</summary>
public sealed partial class AssetPage
{
    private const int ShownInspections = 6;

    private AssetDetail? _detail;
    private IReadOnlyList<LiveValueRow> _values = [];
    private IReadOnlyList<InspectionRow> _inspections = [];
    private IReadOnlyList<HealthLine> _health = [];
    private IReadOnlyList<RuleRow> _charted = [];
    private EvidenceRange _range = EvidenceRange.All[1];
    private PointChart? _chart;
    private string? _pointKey;
    private IReadOnlyList<PermitRow> _permits = [];
    private IReadOnlyList<ForecastRow>? _forecasts;
    private AssetHealthView? _score;
    private IReadOnlyDictionary<string, DateTimeOffset> _replaced = AssetOverrides.None.Replaced;
    private bool _maySetThresholds;
    private bool _mayGrantPermits;
    private bool _seesFaults;

    [Parameter]
    public string Site { get; set; } = "";

    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery(Name = "point")]
    private string? PointParameter { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeParameter { get; set; }

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private PermitBook Permits { get; set; } = default!;

    [Inject]
    private AssetDirectory Directory { get; set; } = default!;

    [Inject]
    private TelemetryQueries Telemetry { get; set; } = default!;

    [Inject]
    private AssetForecasts Forecasts { get; set; } = default!;

    [Inject]
    private AssetHealthScores Scores { get; set; } = default!;

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
    private IStringLocalizer<FaultText> Faults { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ChartText> Chart { get; set; } = default!;

    protected override LiveInterest Interest => _detail is { } detail
        ? LiveInterest.InValuesOf([detail.Row.Place.Id.Value], LiveTopic.Fault, LiveTopic.Inspection)
        : LiveInterest.In(LiveTopic.Asset);

    private string Facts
    {
        get
        {
            string[] facts =
            [
                AssetWords.Name(_detail!.TypeName),
                .. _detail.Attributes.Take(4).Select(pair => AttributeText(pair.Key, pair.Value)),
                _detail.Contracts.FirstOrDefault(contract => contract.HoldsToday) is { } contract ? AssetWords.Name(contract.Name) : "",
            ];
            return string.Join(" · ", facts.Where(fact => fact.Length > 0));
        }
    }

    private IEnumerable<(string Name, string Value)> Papers
    {
        get
        {
            foreach (var (key, value) in _detail!.Attributes) yield return (AttributeName(key), AttributeValue(key, value));
            if (_detail.CommissionedOn is { } since) yield return (T["papers.commissioned"], Format.ShortDay(since));
            foreach (var contract in _detail.Contracts)
            {
                yield return (T["papers.contract"], AssetWords.Name(contract.Name) + (contract.Until is { } until ? T["papers.until", Format.ShortDay(until)].Value : ""));
            }

            foreach (var policy in _detail.Policies)
            {
                yield return (T["papers.policy"], $"{policy.Number} · {AssetWords.Name(policy.Insurer)}{T["papers.until", Format.Day(policy.ValidUntil)].Value}");
            }
        }
    }

    private IReadOnlyList<string> LimitWords =>
        [.. _charted.Select(rule => $"{AssetWords.Name(rule.Name)} {Format.Quantity(rule.Limit ?? double.NaN, rule.Unit)} · {Words.Origin(rule.LimitOrigin, rule.Source)}")];

    private IReadOnlyList<FilterOption> PointOptions => [.. _values.Select(value => new FilterOption(value.Key, AssetWords.Name(value.Name)))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Directory.TryGet(Site, Code, out var entry)) throw new RuleViolation(OperationCodes.NotFound);
        var detail = AssetSight.For(caller.Role, await Registry.GetAsync(caller.Scope, entry.Id, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound));
        _seesFaults = AssetSight.SeesFaults(caller.Role);
        var values = await Telemetry.LiveAsync(caller.Scope, entry.Id, cancellationToken) ?? [];
        _values = [.. values.Where(value => !value.Diagnostic)];
        _inspections = (await Inspections.ListAsync(caller.Scope, new InspectionFilter
        {
            Asset = entry.Id,
            PendingOnly = false,
            Descending = true,
            Until = Inspections.Today.AddDays(31),
            Paging = new Paging(0, ShownInspections),
        }, cancellationToken)).Items;
        _maySetThresholds = RoleRights.Has(caller.Role, Right.SetThresholds);
        _replaced = (entry.Overrides ?? AssetOverrides.None).Replaced;
        _mayGrantPermits = RoleRights.Has(caller.Role, Right.GrantPermit);
        _permits = await Permits.ListAsync(caller, detail.Row.Place.Id, cancellationToken);
        _health = Health(detail);
        if (_seesFaults)
        {
            _forecasts = await ForecastsAsync(caller, entry.Id, cancellationToken);
            _score = await ScoreAsync(caller, entry.Id, cancellationToken);
        }

        await ReadChartAsync(detail, cancellationToken);
        var first = _detail is null;
        _detail = detail;
        if (first) ListenAgain();
    }

    /// <summary>Null while the store is away: that nothing is known isn't that nothing is coming.</summary>
    private async Task<IReadOnlyList<ForecastRow>?> ForecastsAsync(Caller caller, AssetId asset, CancellationToken cancellationToken)
    {
        try
        {
            return await Forecasts.OfAsync(caller.Scope, asset, cancellationToken) ?? [];
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Null while the store is away and it was never scored.</summary>
    private async Task<AssetHealthView?> ScoreAsync(Caller caller, AssetId asset, CancellationToken cancellationToken)
    {
        try
        {
            return await Scores.OfAsync(caller.Scope, asset, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task ReadChartAsync(AssetDetail detail, CancellationToken cancellationToken)
    {
        _range = EvidenceRange.Find(RangeParameter) ?? EvidenceRange.All[1];
        var type = detail.Row.Place.TypeKey;
        // What is wrong is what one wants to see; else the first measured quantity.
        var suggested = detail.OpenFaults.Select(fault => fault.Finding?.Signal).FirstOrDefault(signal => signal is not null)
            ?? _values.FirstOrDefault(value => value.Kind == PointKind.Number && value.At is not null)?.Key ?? (_values.Count > 0 ? _values[0].Key : null);
        _pointKey = PointParameter is { } wanted && Words.Definition(type, wanted) is not null ? wanted : suggested;
        if (_pointKey is null || Words.Definition(type, _pointKey) is not { } point)
        {
            _chart = null;
            return;
        }

        _charted = PointLimits.On(Words.Template(type), point, detail.Rules);
        var now = Clock.GetUtcNow();
        _chart = await Charts.BuildAsync(new PointChartRequest(detail.Row.Place.Id, type, point, now - _range.Length, now)
        {
            Limits = [.. _charted.Select(rule => new ChartLimit(rule.Limit!.Value, AssetWords.Name(rule.Name)))],
            Marks = [.. detail.OpenFaults.Where(fault => fault.Finding?.Signal == _pointKey)
                .Select(fault => new ChartMark(fault.OnsetAt.ToUnixTimeMilliseconds(), fault.Number, "p3"))],
        }, cancellationToken);
    }

    /// <summary>Only what was computed: open faults, how much can be seen, overdue inspections. Nothing is called good for being silent.</summary>
    private List<HealthLine> Health(AssetDetail detail)
    {
        var lines = new List<HealthLine>();
        var place = detail.Row.Place;
        foreach (var fault in detail.OpenFaults.Take(3))
        {
            lines.Add(new HealthLine("report", Tone(fault.Severity), Words.Mode(place.TypeKey, fault.ModeKey), Words.Finding(place.TypeKey, fault.Finding), "/faults/" + fault.Number));
        }

        if (_seesFaults && detail.OpenFaults.Count == 0) lines.Add(new HealthLine("check", null, T["health.noFaults"], T["health.noFaultsText", DisplayFormat.Count(detail.Rules.Count(rule => rule.Enabled))]));
        foreach (var item in _inspections.Where(item => item.State is InspectionState.Overdue or InspectionState.Missed).Take(2))
        {
            lines.Add(new HealthLine("event_busy", "org", AssetWords.Name(item.Name), T["health.overdue", Format.ShortDay(item.DueDate)], "/inspections/" + item.Id));
        }

        var visibility = detail.Row.Visibility;
        if (visibility.Points == 0) lines.Add(new HealthLine("signal_disconnected", "unknown", T["health.blind"], T["health.blindText"]));
        else if (visibility.FreshPoints < visibility.Points) lines.Add(new HealthLine("signal_disconnected", "unknown", T["health.partly", DisplayFormat.Count(visibility.Points - visibility.FreshPoints)], T["health.partlyText", visibility.FreshPoints, visibility.Points]));
        else lines.Add(new HealthLine("sensors", null, T["health.seen"], T["health.seenText", DisplayFormat.Count(visibility.Points)]));
        foreach (var summary in detail.Summaries.Take(2))
        {
            lines.Add(new HealthLine("history", null, Words.Mode(place.TypeKey, summary.ModeKey), T["health.past", Format.Moment(summary.OnsetAt)]));
        }

        return lines;
    }

    private Severity? SeverityOf(string pointKey) => _detail?.OpenFaults.Where(fault => fault.Finding?.Signal == pointKey).Select(fault => (Severity?)fault.Severity).Min();

    private string AttributeName(string key) =>
        Words.Template(_detail!.Row.Place.TypeKey)?.Attributes.FirstOrDefault(attribute => attribute.Key == key) is { } attribute ? AssetWords.Name(attribute.Name) : key;

    private string AttributeValue(string key, string value) =>
        Words.Template(_detail!.Row.Place.TypeKey)?.Attributes.FirstOrDefault(attribute => attribute.Key == key) is not { } attribute ? value
        : attribute.Choices.FirstOrDefault(choice => choice.Key == value) is { } choice ? AssetWords.Name(choice.Name)
        : attribute.Type == AttributeType.Flag && bool.TryParse(value, out var flag) ? Format.Flag(flag)
        : attribute.Unit.Length > 0 ? value + " " + DisplayFormat.UnitText(attribute.Unit)
        : value;

    private string AttributeText(string key, string value) => $"{AttributeName(key)} {AttributeValue(key, value)}";

    private static string Tone(Severity severity) => severity switch
    {
        Severity.P1 => "red",
        Severity.P2 => "org",
        Severity.P3 => "vio",
        _ => "",
    };

    private string PointLink(string key) => Navigation.GetUriWithQueryParameter("point", key) + "#history";

    private string RangeLink(EvidenceRange range) => Navigation.GetUriWithQueryParameter("range", range.Key);

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));
}
