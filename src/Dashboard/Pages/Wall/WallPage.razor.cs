using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Overview;
using Facilities.Operations.Rota;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Wall;

/// <summary>
/// The duty room's screen, read from five metres: wrong now, next two hours, not visible, the sites (<see cref="WallBoard"/>).
/// A P1 that nobody acknowledged is heard until somebody does, or says on this screen that he heard it.
/// </summary>
public sealed partial class WallPage
{
    private const int SecondsBetweenReads = 30;

    /// <summary>Less of its points seen than this is said at the site.</summary>
    private const double SeenWell = 0.9;

    private readonly HashSet<FaultId> _heard = [];
    private OverviewResult? _view;
    private OnCallNow? _onCall;
    private WallBoard? _board;
    private int _seconds;
    private IDisposable? _ticking;

    [Inject]
    private OverviewQuery Overview { get; set; } = default!;

    [Inject]
    private RotaQueries Rota { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Fault, LiveTopic.Inspection, LiveTopic.Claim, LiveTopic.Asset);

    private bool Alarming => _board is { } board && board.Cards.Any(IsLoud);

    private string WrongText => _view is null ? "" : string.Join(" · ", CountsOf(_view.WrongNow).Prepend(T["count", DisplayFormat.Count(_view.WrongNow.Total)].Value));

    // Time passes for "the next two hours" and for who is on shift without anything changing.
    protected override void OnInitialized() => _ticking = Ticker.EverySecond(() => ++_seconds % SecondsBetweenReads == 0 ? InvokeAsync(RefreshAsync) : Task.CompletedTask);

    protected override ValueTask OnGoneAsync()
    {
        _ticking?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var view = await Overview.GetAsync(caller.Scope, cancellationToken);
        if (RoleRights.Has(caller.Role, Right.ViewDuty)) _onCall = await Rota.NowAsync(caller, cancellationToken);
        _board = WallBoard.Of(view, Format.Now);
        _view = view;
        _heard.IntersectWith(view.ActNow.Select(row => row.Id));
    }

    private bool IsLoud(FaultRow row) => row.Severity == Severity.P1 && row.State < FaultState.Acknowledged && !_heard.Contains(row.Id);

    private static IEnumerable<string> CountsOf(SeverityCounts counts) =>
        new[] { ("P1", counts.P1), ("P2", counts.P2), ("P3", counts.P3), ("P4", counts.P4) }.Where(pair => pair.Item2 > 0).Select(pair => $"{pair.Item1} {DisplayFormat.Count(pair.Item2)}");

    private static string Place(FaultRow row) => string.Join(" · ", new[] { AssetWords.Name(row.Place.Community), AssetWords.Name(row.Place.Building) }.Where(part => part.Length > 0));

    private static string SiteClass(CommunityRow community) => "s" + WallBoard.Worst(community.Open).ToString(CultureInfo.InvariantCulture);

    private string SiteText(CommunityRow community)
    {
        var open = string.Join(" · ", CountsOf(community.Open));
        var share = community.Points == 0 ? 1 : (double)community.LivePoints / community.Points;
        var seen = share < SeenWell ? T["seen", Format.Percent(share, 0)].Value : "";
        return (open, seen) switch { ("", "") => T["quiet"], (_, "") => open, ("", _) => seen, _ => $"{open} · {seen}" };
    }

    private string OnCallText(OnCallNow onCall)
    {
        if (onCall.Unmanned.Count > 0) return T["unmanned", DisplayFormat.Count(onCall.Unmanned.Count)];
        var first = Format.List(onCall.First.Take(2).Select(AssetWords.Name)) + (onCall.First.Count > 2 ? " +" + (onCall.First.Count - 2).ToString(CultureInfo.InvariantCulture) : "");
        return onCall.Second is [var behind, ..] ? T["onCallBehind", first, AssetWords.Name(behind)] : T["onCall", first];
    }

    private string? Urgency(NextItem item) => item.Severity == Severity.P1 ? "over" : item.Severity is not null && item.DueAt - Format.Now < TimeSpan.FromMinutes(30) ? "soon" : null;

    private string What(NextItem item) =>
        item.Limit is { } limit ? T["dueSoon", Terms.Word("due", limit)] : item.Claim is not null ? T["claimSoon"] : AssetWords.Name(item.InspectionName);
}
