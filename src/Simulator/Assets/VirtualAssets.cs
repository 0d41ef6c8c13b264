using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>Makes the model of an asset type.</summary>
internal static class VirtualAssets
{
    /// <exception cref="ArgumentException">The type has no model.</exception>
    public static VirtualAsset Create(SitePlan site, AssetPlan plan, long startUnixMs) => plan.Type switch
    {
        AssetTypes.Elevator => new Elevator(site, plan, startUnixMs),
        AssetTypes.BoosterPump => new BoosterPump(site, plan, startUnixMs),
        AssetTypes.FirePump => new FirePump(site, plan, startUnixMs),
        AssetTypes.FireAlarm => new FireAlarmPanel(site, plan, startUnixMs),
        AssetTypes.SmokeDetector => new SmokeDetector(site, plan, startUnixMs),
        AssetTypes.EmergencyLight => new EmergencyLight(site, plan, startUnixMs),
        AssetTypes.LightingCircuit => new LightingCircuit(site, plan, startUnixMs),
        _ => throw new ArgumentException($"Asset type '{plan.Type}' has no model; known are {string.Join(", ", AssetTypes.Simulated)}."),
    };
}
