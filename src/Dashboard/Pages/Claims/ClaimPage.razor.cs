using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Claims;
using Facilities.Operations.Evidence.Packs;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>One claim: what it is worth and why, the moments, the telemetry behind it, and what to do next.</summary>
public sealed partial class ClaimPage
{
    private const int MostCharts = 4;

    private ClaimDetail? _detail;
    private IReadOnlyList<ClaimChart> _charts = [];
    private bool _seesFaults;
    private string _key = "";

    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    private ClaimQueries Claims { get; set; } = default!;

    [Inject]
    private ClaimPacks Packs { get; set; } = default!;

    [Inject]
    private PointCharts Charts { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Claim);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!int.TryParse(Number, out var id) || await Claims.GetAsync(caller, new ClaimId(id), cancellationToken) is not { } detail)
        {
            throw new RuleViolation(Operations.OperationCodes.NotFound);
        }

        _seesFaults = AssetSight.SeesFaults(caller.Role);
        _key = (await Packs.KeyAsync(caller, cancellationToken)).Fingerprint;
        _charts = await ReadChartsAsync(detail, cancellationToken);
        _detail = detail;
    }

    private async Task<IReadOnlyList<ClaimChart>> ReadChartsAsync(ClaimDetail detail, CancellationToken cancellationToken)
    {
        var charts = new List<ClaimChart>();
        var row = detail.Row;
        var until = detail.Telemetry.Until < Clock.GetUtcNow() ? detail.Telemetry.Until : Clock.GetUtcNow();
        if (until <= detail.Telemetry.From) return [];
        // The whole pack is 24 h either side; on screen the hours around the loss are what decides.
        var from = Max(detail.Telemetry.From, row.LossAt - TimeSpan.FromHours(1));
        var to = row.LossEndedAt is { } ended ? Min(until, ended + TimeSpan.FromHours(1)) : until;
        var marks = detail.Timeline.Where(entry => entry.Code is "trapped" or "began" or "arrived" or "released" or "ended")
            .Select(entry => new ChartMark(entry.At.ToUnixTimeMilliseconds(), T["timeline." + entry.Code], entry.Code is "trapped" or "began" ? "p1" : "ink-3")).ToList();
        foreach (var key in detail.Telemetry.Points.Take(MostCharts))
        {
            if (Words.Definition(row.Place.TypeKey, key) is not { } point) continue;
            var chart = await Charts.BuildAsync(
                new PointChartRequest(detail.Telemetry.Asset, row.Place.TypeKey, point, from, to) { Marks = charts.Count == 0 ? marks : [.. marks.Select(mark => mark with { Label = "" })] },
                cancellationToken);
            charts.Add(new ClaimChart(Words.Point(row.Place.TypeKey, key), chart.Spec.Unit, chart));
        }

        return charts;
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static Money? Known(ClaimRow row) => row.AgreedAmount ?? row.PayableAmount ?? row.LossAmount;

    private string AmountOrigin(ClaimRow row) =>
        row.AgreedAmount is not null ? T["fig.agreed"] : row.PayableAmount is not null ? T["fig.payable"] : row.LossAmount is not null ? T["fig.loss"] : row.Trigger is null ? T["fig.needsPersons"] : T["fig.needsSurvey"];

    private static string CheckIcon(ClaimCheck check) => check.Passed switch { true => "check", false => "close", _ => "help" };

    private static string CheckTone(ClaimCheck check) => check.Passed switch { true => "ink2", false => "red", _ => "ink3" };

    private static string TimelineIcon(string code) => code switch
    {
        "trapped" or "began" => "emergency_home",
        "detected" => "monitoring",
        "acknowledged" => "how_to_reg",
        "arrived" => "location_on",
        "released" => "directions_walk",
        "persons" => "group",
        _ => "check",
    };

    private string Source(string source) => T["source." + source] is { ResourceNotFound: false } word ? word.Value : Words.Rule("elevator", source);

    private string Said(ClaimEventRow line) => Terms.Say(line.Reason) is { Length: > 0 } said ? " · " + said : "";

    private string Who(ClaimEventRow line) =>
        string.Join(" · ", new[] { AssetWords.Name(line.Person), AssetWords.Name(line.Organisation), line.Person is null ? Terms.Role(line.Role) : "" }.Where(part => part.Length > 0));
}
