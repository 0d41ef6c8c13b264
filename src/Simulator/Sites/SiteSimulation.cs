using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Sites;

/// <summary>
/// All assets of a site in one order of time. <see cref="Advance"/> plays the events up to an instant: the past in one go, the present
/// bit by bit, with the same result. Not thread-safe.
/// </summary>
internal sealed class SiteSimulation : IDisposable
{
    private readonly PriorityQueue<VirtualAsset, (long UnixMs, int Index)> _queue = new();
    private readonly Dictionary<string, (VirtualAsset Asset, int Index)> _assets = [];

    /// <param name="plan">The site.</param>
    /// <param name="startUnixMs">Site time at which assets without a past begin.</param>
    public SiteSimulation(SitePlan plan, long startUnixMs)
    {
        Plan = plan;
        var index = 0;
        foreach (var assetPlan in plan.Assets)
        {
            var from = Math.Min(startUnixMs, assetPlan.BackfillFrom?.ToUnixTimeMilliseconds() ?? startUnixMs);
            var asset = VirtualAssets.Create(plan, assetPlan, from);
            _assets.Add(assetPlan.Code, (asset, index));
            _queue.Enqueue(asset, (asset.NextUnixMs, index));
            index++;
        }
        NowUnixMs = NextUnixMs;
    }

    public SitePlan Plan { get; }

    public IEnumerable<VirtualAsset> Assets => _assets.Values.OrderBy(entry => entry.Index).Select(entry => entry.Asset);

    /// <summary>Site time up to which everything was played.</summary>
    public long NowUnixMs { get; private set; }

    public long NextUnixMs => _queue.TryPeek(out _, out var next) ? next.UnixMs : long.MaxValue;

    /// <summary>Plays events up to and including <paramref name="toUnixMs"/>, at most <paramref name="limit"/> of them.</summary>
    /// <returns>True when none is left before that instant.</returns>
    public bool Advance(long toUnixMs, Action<SimulatedMessage> sink, int limit = int.MaxValue)
    {
        while (_queue.TryPeek(out var asset, out var next) && next.UnixMs <= toUnixMs)
        {
            if (limit-- == 0) return false;
            asset.Step(sink);
            NowUnixMs = Math.Max(NowUnixMs, next.UnixMs);
            _queue.DequeueEnqueue(asset, (asset.NextUnixMs, next.Index));
        }
        NowUnixMs = Math.Max(NowUnixMs, toUnixMs);
        return true;
    }

    /// <exception cref="ArgumentException">No such asset, or the fault doesn't apply to its type.</exception>
    public void Inject(string asset, FaultInjection fault)
    {
        var found = Find(asset);
        var scenario = ScenarioCatalog.Find(fault.Kind);
        if (!scenario.AppliesTo(found.Plan.Type))
            throw new ArgumentException($"'{scenario.Name}' does not apply to type '{found.Plan.Type}'.");
        found.Inject(fault);
    }

    /// <summary>Ends the asset's present faults: a trapped passenger gets out, a worn door is as new.</summary>
    public void EndFaults(string asset) => Find(asset).EndFaults(NowUnixMs);

    public void Dispose()
    {
        foreach (var (asset, _) in _assets.Values) asset.Dispose();
    }

    private VirtualAsset Find(string code) => _assets.TryGetValue(code, out var entry)
        ? entry.Asset
        : throw new ArgumentException($"Site '{Plan.Code}' has no asset '{code}'.");
}
