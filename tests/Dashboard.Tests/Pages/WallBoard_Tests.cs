using Facilities.Dashboard.Pages.Wall;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Overview;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What stands on the duty room's screen, and what one line stands for when it doesn't all fit.</summary>
public sealed class WallBoard_Tests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_fault_has_its_line_while_all_fit()
    {
        var board = WallBoard.Of(View(p1: 1, others: WallBoard.MostLines - WallBoard.LinesPerCard), Now);

        (board.Cards.Count, board.Faults.Count, board.Storm.Count, board.More).ShouldBe((1, 5, 0, 0));
    }

    [Fact]
    public void One_more_than_fits_is_told_by_site()
    {
        var board = WallBoard.Of(View(p1: 1, others: WallBoard.MostLines - WallBoard.LinesPerCard + 1), Now);

        (board.Cards.Count, board.Faults.Count, board.More).ShouldBe((1, 0, 0));
        board.Storm.Sum(WallBoard.Below).ShouldBe(6);
    }

    [Fact]
    public void In_a_storm_life_safety_stays_single()
    {
        var board = WallBoard.Of(View(p1: 4, others: 30), Now);

        (board.Cards.Count, board.Faults.Count).ShouldBe((WallBoard.MostCards, 1));
        board.Faults.ShouldAllBe(row => row.Severity == Severity.P1);
        // Nothing is lost: what has neither card nor line is counted.
        (board.Cards.Count + board.Faults.Count + board.Storm.Sum(WallBoard.Below) + board.More).ShouldBe(34);
    }

    [Fact]
    public void The_worst_sites_come_first_and_only_what_is_near_is_soon()
    {
        var view = View(p1: 0, others: 2) with
        {
            Next = [new NextItem(Now.AddMinutes(119), Place(1)), new NextItem(Now.AddMinutes(121), Place(1))],
            Communities = [Site(1, new SeverityCounts(0, 0, 1, 0)), Site(2, new SeverityCounts(1, 0, 0, 0)), Site(3, new SeverityCounts(0, 0, 0, 0))],
        };

        var board = WallBoard.Of(view, Now);

        board.Sites.Select(site => site.Id.Value).ShouldBe([2, 1, 3]);
        board.Soon.Count.ShouldBe(1);
    }

    private static OverviewResult View(int p1, int others)
    {
        var rows = Enumerable.Range(1, p1 + others).Select(n => Row(n, n <= p1 ? Severity.P1 : Severity.P2)).ToList();
        return new OverviewResult
        {
            AsOf = Now,
            Overdue = 0,
            WrongNow = new SeverityCounts(p1, others, 0, 0),
            ActNow = [.. rows.Take(12)],
            Next = [],
            NextCount = 0,
            Points = 0,
            LivePoints = 0,
            Silent = [],
            Inspections = new Operations.Inspections.InspectionCounts(0, 0, 0, 0, 0, 0),
            ClaimsToNotify = 0,
            Communities = [Site(1, new SeverityCounts(p1, others / 2, 0, 0)), Site(2, new SeverityCounts(0, others - (others / 2), 0, 0))],
        };
    }

    private static CommunityRow Site(int id, SeverityCounts open) => new(new CommunityId(id), "s" + id, new LocalizedName("小区", "Site"), 1, open, 0, new Operations.Inspections.InspectionCounts(0, 0, 0, 0, 0, 0), 0, 0);

    private static AssetPlace Place(int id) => new(new AssetId(id), "s", "a" + id, "elevator", new LocalizedName("梯", "Lift"), new CommunityId(1), new LocalizedName("小区", "Site"), null);

    private static FaultRow Row(int id, Severity severity) => new()
    {
        Id = new FaultId(id),
        Number = "F-" + id,
        Severity = severity,
        State = FaultState.Found,
        Family = "door",
        ModeKey = "door-wear",
        Title = CodedText.Of("fault.mode"),
        Source = FaultSource.Patrol,
        Place = Place(id),
        IsOpen = true,
        OnsetAt = Now,
        DetectedAt = Now,
        RuleClear = false,
        Overdue = false,
        Reopened = 0,
    };
}
