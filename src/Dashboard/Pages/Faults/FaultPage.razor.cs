using System.Globalization;
using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Crew;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One fault: believe it, decide. What stands in the history and in the evidence is read anew with each change.</summary>
public sealed partial class FaultPage
{
    /// <summary>Lead and up to three that contributed.</summary>
    private const int MostCharts = 4;

    /// <summary>The newest; all are under deliveries.</summary>
    private const int MostTold = 30;

    private FaultDetail? _detail;
    private FaultExplanation? _explanation;
    private IReadOnlyList<LoopStep> _steps = [];
    private IReadOnlyList<EvidenceChart> _charts = [];
    private EvidenceRange _range = EvidenceRange.All[0];
    private DateTimeOffset _from;
    private DateTimeOffset _to;
    private IReadOnlyList<DispatchChoice> _choices = [];
    private IReadOnlyList<LinkedFault> _mergeChoices = [];
    private IReadOnlyList<PartyChoice> _partyChoices = [];
    private IReadOnlyList<DeliveryRow> _told = [];
    private IReadOnlyList<FaultFileRow> _files = [];
    private string? _claimLink;
    private string _limitOrigin = "";

    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeParameter { get; set; }

    [Inject]
    private FaultQueries Faults { get; set; } = default!;

    [Inject]
    private FaultDetailQuery Details { get; set; } = default!;

    [Inject]
    private FaultExplanations Explanations { get; set; } = default!;

    [Inject]
    private DeliveryQueries Deliveries { get; set; } = default!;

    [Inject]
    private FaultFiles Files { get; set; } = default!;

    [Inject]
    private PointCharts Charts { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<string> LimitWords => _charts is [var lead, ..] && lead.Chart.Spec.Limits.Count > 0 ? [T["legend.limit", _limitOrigin].Value] : [];

    protected override LiveInterest Interest =>
        _detail is { } detail ? LiveInterest.InValuesOf([detail.Row.Place.Id.Value], LiveTopic.Fault, LiveTopic.Claim) : LiveInterest.In(LiveTopic.Fault);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Lists that know only the id link by it; the number is what people read to each other.
        var id = int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? new FaultId(known)
            : await Faults.FindAsync(caller.Scope, Number, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound);
        var detail = await Details.GetAsync(caller, id, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound);
        _steps = LoopStep.From(detail);
        _explanation = await Explanations.OfAsync(caller.Scope, id, cancellationToken);
        await ReadChartsAsync(detail, cancellationToken);
        _choices = detail.Allowed.Contains(FaultAction.Dispatch) ? await Details.DispatchChoicesAsync(caller.Scope, id, cancellationToken) ?? [] : [];
        _mergeChoices = detail.Allowed.Contains(FaultAction.Merge) ? await Details.MergeChoicesAsync(caller.Scope, id, cancellationToken) : [];
        _partyChoices = detail.Allowed.Contains(FaultAction.AskPart) ? await Details.PartyChoicesAsync(caller.Scope, id, cancellationToken) ?? [] : [];
        _told = (await Deliveries.ListAsync(caller, id, null, new Paging(0, MostTold), cancellationToken)).Items;
        _files = await Files.ListAsync(caller.Scope, id, cancellationToken) ?? [];
        _claimLink = detail.Claims.Count > 0 && RoleRights.Has(caller.Role, Right.ViewClaims) ? $"/claims/{detail.Claims[^1]}" : null;
        var first = _detail is null;
        _detail = detail;
        // Known only now: whose values this page wants to hear of.
        if (!first) return;
        ListenAgain();
    }

    private async Task ReadChartsAsync(FaultDetail detail, CancellationToken cancellationToken)
    {
        var row = detail.Row;
        _to = row.ClosedAt is { } closed && closed < Clock.GetUtcNow() ? closed : Clock.GetUtcNow();
        _range = EvidenceRange.Find(RangeParameter) ?? EvidenceRange.For(_to - row.OnsetAt);
        _from = _to - _range.Length;
        var lead = row.Finding?.Signal;
        // In the order of the explanation: what was judged, then what moved most.
        var keys = new[] { lead }.Concat(_explanation?.Signals.Select(signal => signal.Key) ?? [])
            .Concat(detail.Findings.SelectMany(finding => finding.Evidence).Select(evidence => evidence.Key)).OfType<string>().Distinct().Take(MostCharts);
        var charts = new List<EvidenceChart>();
        foreach (var key in keys)
        {
            if (Words.Definition(row.Place.TypeKey, key) is not { } point) continue;
            var isLead = key == lead;
            var chart = await Charts.BuildAsync(
                new PointChartRequest(row.Place.Id, row.Place.TypeKey, point, _from, _to)
                {
                    Limits = isLead ? Limits(row) : [],
                    Marks = Marks(detail, named: charts.Count == 0),
                    Spans = Departed(key, row.Severity),
                }, cancellationToken);
            var name = Words.Point(row.Place.TypeKey, key);
            charts.Add(new EvidenceChart(key, name, T["evidence.label", name, Format.Span(_range.Length)], isLead, chart));
        }

        _charts = charts;
    }

    /// <summary>Only what is in the signal's own unit has a place on its axis: no σ, no share, no count.</summary>
    private List<ChartLimit> Limits(FaultRow row)
    {
        if (_explanation?.Signals is not [{ Limit: { } limit, Measure: SignalMeasure.Value or SignalMeasure.OwnMean or SignalMeasure.Trend } lead, ..] || lead.Key != row.Finding?.Signal) return [];
        var rule = Words.Template(row.Place.TypeKey)?.Rules.FirstOrDefault(rule => rule.Key == TrendJudge.RuleOf(_explanation.RuleKey ?? ""));
        _limitOrigin = rule is null ? "" : Words.Origin(rule.Origin, rule.OriginSource);
        var tone = row.Severity <= Severity.P1 ? "p1" : "p2";
        // What is judged by its distance from zero has a limit on both sides.
        var name = T["evidence.limit", Format.Number(limit)].Value;
        List<ChartLimit> limits = lead is { Measure: SignalMeasure.Value, Moves: SignMove.Either } ? [new(limit, name, tone), new(-limit, name, tone)] : [new(limit, name, tone)];
        if (lead.Baseline is { } usual) limits.Add(new ChartLimit(usual, T["evidence.usual", Format.Number(usual)], "ink-3"));
        return limits;
    }

    /// <summary>From the first sign to its end, or to now, on the signals that were judged or moved.</summary>
    private List<ChartSpan> Departed(string key, Severity severity)
    {
        if (_explanation is not { Since: { } since } || _explanation.Signals.FirstOrDefault(signal => signal.Key == key) is not { } signal || signal is { Since: null, Moves: null }) return [];
        var until = _explanation.ClearedAt is { } cleared && cleared < _to ? cleared : _to;
        var from = since > _from ? since : _from;
        return from < until ? [new ChartSpan(from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(), Tone: Tone(severity))] : [];
    }

    private List<ChartMark> Marks(FaultDetail detail, bool named)
    {
        var row = detail.Row;
        var marks = new List<ChartMark> { new(row.OnsetAt.ToUnixTimeMilliseconds(), T["mark.onset", Format.Moment(row.OnsetAt)], Tone(row.Severity)) };
        if (row.DetectedAt - row.OnsetAt > _range.Length / 20) marks.Add(new(row.DetectedAt.ToUnixTimeMilliseconds(), T["mark.detected"], "ink-3"));
        marks.AddRange(detail.History.Where(line => line.Action is FaultAction.Arrive or FaultAction.ReportFixed or FaultAction.RecordRelease)
            .Select(line => new ChartMark(line.At.ToUnixTimeMilliseconds(), Terms.Word("action", line.Action))));
        return named ? marks : [.. marks.Select(mark => mark with { Label = "" })];
    }

    private string RangeLink(EvidenceRange range) => Navigation.GetUriWithQueryParameter("range", range.Key);

    private static string Tone(Severity severity) => severity switch
    {
        Severity.P1 => "p1",
        Severity.P2 => "p2",
        _ => "p3",
    };
}
