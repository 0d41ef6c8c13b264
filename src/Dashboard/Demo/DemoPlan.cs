using System.Globalization;
using Facilities.Operations.Assets;
using Facilities.Operations.Demo;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Dashboard.Demo;

/// <summary>
/// What the demo's sites do: every asset of theirs that has a physical model runs; one lift holds people since 29 minutes before the first
/// start, so that the ladder's first step is passed in the second minute; another stops with people within two minutes; a pump's bearing fails.
/// </summary>
internal static class DemoPlan
{
    private static readonly TimeSpan TrappedBeforeStart = TimeSpan.FromMinutes(29);
    private static readonly TimeSpan TrapsAfterStart = TimeSpan.FromSeconds(80);

    /// <summary>How long people stay in the car before they are freed by hand.</summary>
    private static readonly TimeSpan FirstRescue = TimeSpan.FromMinutes(41);
    private static readonly TimeSpan SecondRescue = TimeSpan.FromMinutes(33);

    /// <summary>Enough of a past for every chart to have one, and little enough to be played within seconds.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromHours(2);

    /// <summary>After a longer stop the time in between stays a gap, as it would with real devices.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(10);

    /// <param name="assets">All registered assets.</param>
    /// <param name="scene">When the demo was first started.</param>
    /// <param name="isNew">This is that start: the past is played too.</param>
    /// <param name="now">Site clock.</param>
    public static SimulationPlan Build(IReadOnlyList<AssetEntry> assets, DemoScene scene, bool isNew, DateTimeOffset now)
    {
        // Not those that a load run left or that somebody registered for devices of his own.
        var theirs = DemoSites.All.SelectMany(site => site.Assets.Select(asset => (site.Code, asset.Code))).ToHashSet();
        var simulated = assets.Where(asset => theirs.Contains((asset.SiteCode, asset.Code)) && AssetTypes.Simulated.Contains(asset.TypeKey)).OrderBy(asset => asset.Id.Value).ToList();
        var from = isNew ? now - Past : now - LongestCatchUp;
        return new SimulationPlan
        {
            Sites = [.. simulated.GroupBy(asset => asset.SiteCode).Select(site => new SitePlan
            {
                Code = site.Key,
                Assets = [.. site.Select(asset => Of(asset) with { BackfillFrom = from, Faults = [.. Faults((asset.SiteCode, asset.Code), scene)] })],
            })],
        };
    }

    /// <summary>The asset's model without a past and without troubles.</summary>
    public static AssetPlan Of(AssetEntry asset) => new() { Code = asset.Code, Type = asset.TypeKey, Seed = asset.Id.Value, Attributes = Numbers(asset) };

    private static IEnumerable<FaultInjection> Faults((string Site, string Asset) asset, DemoScene scene)
    {
        if (asset == DemoSites.Trapped) yield return new FaultInjection { Kind = FaultKind.Entrapment, Start = scene.FirstStart - TrappedBeforeStart, Duration = FirstRescue };
        if (asset == DemoSites.TrapsSoon) yield return new FaultInjection { Kind = FaultKind.Entrapment, Start = scene.FirstStart + TrapsAfterStart, Duration = SecondRescue };
        if (asset == DemoSites.FailingPump) yield return new FaultInjection { Kind = FaultKind.PumpBearing, Start = scene.FirstStart - TimeSpan.FromHours(1.5), Development = TimeSpan.FromHours(1) };
    }

    /// <summary>The asset's own ratings, so that the model fits what the pages say of it.</summary>
    private static Dictionary<string, double> Numbers(AssetEntry asset)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, text) in asset.Overrides?.Attributes ?? new Dictionary<string, string>())
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) numbers[key] = number;
        }

        return numbers;
    }
}
