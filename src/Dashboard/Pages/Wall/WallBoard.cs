using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Overview;

namespace Facilities.Dashboard.Pages.Wall;

/// <summary>What stands on the duty room's screen. When more is wrong than fits, one line per site stands for it; life safety stays single.</summary>
/// <param name="Cards">P1, large.</param>
/// <param name="Faults">The others, a line each; in a storm only the P1 that no card was left for.</param>
/// <param name="Storm">Sites, a line each for all below P1; empty without a storm.</param>
/// <param name="More">Open faults that neither card nor line stands for.</param>
/// <param name="Soon">Due within <see cref="SoonWithin"/>.</param>
/// <param name="Sites">The worst first.</param>
internal sealed record WallBoard(
    IReadOnlyList<FaultRow> Cards, IReadOnlyList<FaultRow> Faults, IReadOnlyList<CommunityRow> Storm, int More, IReadOnlyList<NextItem> Soon, IReadOnlyList<CommunityRow> Sites)
{
    /// <summary>Cards that fit above each other on 1080 lines.</summary>
    public const int MostCards = 3;

    /// <summary>Lines that fit without any card.</summary>
    public const int MostLines = 7;

    /// <summary>Lines that a card takes the place of.</summary>
    public const int LinesPerCard = 2;

    private const int MostSoon = 5;
    private const int MostSites = 8;

    public static readonly TimeSpan SoonWithin = TimeSpan.FromHours(2);

    public static WallBoard Of(OverviewResult view, DateTimeOffset now)
    {
        IReadOnlyList<FaultRow> cards = [.. view.ActNow.Where(IsLifeSafety).Take(MostCards)];
        var others = view.ActNow.Except(cards).ToList();
        var room = Math.Max(1, MostLines - (LinesPerCard * cards.Count));
        var isStorm = view.WrongNow.Total - cards.Count > room;
        IReadOnlyList<FaultRow> faults = isStorm ? [.. others.Where(IsLifeSafety).Take(room)] : [.. others];
        IReadOnlyList<CommunityRow> storm = isStorm
            ? [.. view.Communities.Where(site => Below(site) > 0).OrderBy(site => WorstBelow(site.Open)).ThenByDescending(Below).Take(room - faults.Count)]
            : [];
        return new WallBoard(
            cards, faults, storm, view.WrongNow.Total - cards.Count - faults.Count - storm.Sum(Below),
            [.. view.Next.Where(item => item.DueAt <= now + SoonWithin).Take(MostSoon)],
            [.. view.Communities.OrderBy(site => Worst(site.Open)).ThenByDescending(site => site.Overdue).Take(MostSites)]);
    }

    /// <summary>Open faults of a site below P1.</summary>
    public static int Below(CommunityRow site) => site.Open.Total - site.Open.P1;

    /// <summary>The worst severity below P1.</summary>
    public static Severity WorstBelow(SeverityCounts open) => open.P2 > 0 ? Severity.P2 : open.P3 > 0 ? Severity.P3 : Severity.P4;

    /// <summary>1–4 as P1–P4; 5: nothing is open.</summary>
    public static int Worst(SeverityCounts open) => open switch { { P1: > 0 } => 1, { P2: > 0 } => 2, { P3: > 0 } => 3, { P4: > 0 } => 4, _ => 5 };

    private static bool IsLifeSafety(FaultRow row) => row.Severity == Severity.P1;
}
