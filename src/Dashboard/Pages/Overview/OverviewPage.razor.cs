using Facilities.Dashboard.Format;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Overview;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Overview;

/// <summary>What do I do now: wrong, overdue, next, not visible, and how the communities stand.</summary>
public sealed partial class OverviewPage
{
    private const int ShownNext = 8;

    /// <summary>Within this time a coming deadline is drawn as urgent.</summary>
    private static readonly TimeSpan UrgentWithin = TimeSpan.FromHours(1);

    private OverviewResult? _view;
    private IReadOnlyList<FaultRow> _trapped = [];
    private IReadOnlyList<FaultRow> _rest = [];
    private FaultSparks? _sparks;

    [Inject]
    private OverviewQuery Overview { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private SeriesReader Series { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Fault, LiveTopic.Inspection, LiveTopic.Claim, LiveTopic.Asset);

    private string LongestOverdue => _view?.LongestOverdue is { NextDueAt: { } due } row
        ? T["overdue.longest", Format.Countdown(Format.Now - due), AssetWords.Name(row.Place.Name)]
        : T["overdue.none"];

    private string NothingText => _view is { Next: [var next, ..] } ? T["now.emptyNext", Format.Moment(next.DueAt), What(next)] : T["now.emptyCalm"];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var view = await Overview.GetAsync(caller.Scope, cancellationToken);
        // People in a car stand above all; until they are out nothing sorts before them.
        _trapped = [.. view.ActNow.Where(row => row.Family == FaultFamilies.Entrapment && row.State < FaultState.Fixed && !row.RuleClear)];
        _rest = [.. view.ActNow.Except(_trapped)];
        _sparks ??= new FaultSparks(Series, Words, Clock);
        await _sparks.ReadAsync(_rest, cancellationToken);
        _view = view;
    }

    private static IEnumerable<(Severity Severity, int Count)> Counts(SeverityCounts counts) => AllCounts(counts).Where(pair => pair.Count > 0);

    private static IEnumerable<(Severity Severity, int Count)> AllCounts(SeverityCounts counts) =>
        [(Severity.P1, counts.P1), (Severity.P2, counts.P2), (Severity.P3, counts.P3), (Severity.P4, counts.P4)];

    private string? Urgency(NextItem item) =>
        item.Severity == Severity.P1 ? "red b" : item.Severity is not null && item.DueAt - Format.Now < UrgentWithin ? "org b" : null;

    private string What(NextItem item) =>
        item.Limit is { } limit ? T["next.limit", Terms.Word("due", limit)]
        : item.Claim is not null ? T["next.claim"]
        : AssetWords.Name(item.InspectionName);

    private static string Where(NextItem item) => $"{AssetWords.Name(item.Place.Community)} · {AssetWords.Name(item.Place.Name)}";

    private static string Href(NextItem item) =>
        item.Fault is { } fault ? $"/faults/{fault}" : item.Inspection is { } inspection ? $"/inspections/{inspection}" : $"/claims/{item.Claim}";
}
