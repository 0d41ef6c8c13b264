using Facilities.Simulator.Assets;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Work;

/// <summary>An act at its site time, with the asset's own numbers.</summary>
internal sealed record PlannedAct(long FromUnixMs, long ToUnixMs, string Point, double? Number, bool? Flag, string? State)
{
    private static readonly TimeSpan AroundGap = TimeSpan.FromMinutes(10);

    public bool IsOn(long unixMs) => FromUnixMs <= unixMs && unixMs < ToUnixMs;

    public void Write(Report report)
    {
        if (Flag is { } flag) report.Flag(Point, flag);
        else if (State is { } state) report.State(Point, state);
        else if (Number is { } number) report.Number(Point, number, 3);
    }

    /// <summary>What is done to an asset: its own works, and its part in those of others, a panel's in a test of a detector. Later acts of a point win over earlier ones.</summary>
    public static IReadOnlyList<PlannedAct> Of(SitePlan site, AssetPlan plan)
    {
        var acts = new List<PlannedAct>();
        foreach (var worked in site.Assets)
        {
            foreach (var work in worked.Works)
            {
                if (!WorkScripts.TryFind(work.Work, out var script)) continue;
                var mine = script.Acts(work.Play).Where(act => act.OtherType is { } type
                    ? ReferenceEquals(plan, site.Assets.FirstOrDefault(other => other.Type == type))
                    : ReferenceEquals(plan, worked));
                var start = work.Start.ToUnixTimeMilliseconds();
                acts.AddRange(mine.Select(act => new PlannedAct(
                    start + act.FromS * 1_000L, start + act.ToS * 1_000L, act.PointKey, act.NumberOf(key => AssetRatings.Of(plan, key)), act.Flag, act.State)));
            }
        }

        return acts;
    }

    /// <summary>When nothing is heard of an asset because of how its works are played.</summary>
    public static IEnumerable<(long FromUnixMs, long ToUnixMs)> Gaps(AssetPlan plan)
    {
        foreach (var work in plan.Works.Where(work => work.Play == WorkKind.DataGap))
        {
            if (WorkScripts.TryFind(work.Work, out var script))
                yield return ((work.Start - AroundGap).ToUnixTimeMilliseconds(), (work.Start + script.Length + AroundGap).ToUnixTimeMilliseconds());
        }
    }
}
