using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Injection;

/// <summary>One recording to be made: an asset from <see cref="Begin"/> to <see cref="End"/>, healthy or with one fault that stays to the end.</summary>
/// <param name="Seed">The operator's seed that everything was drawn from.</param>
/// <param name="Asset">Type, ratings and the fault itself.</param>
/// <param name="Begin">First event, site time.</param>
/// <param name="Trained">Until here the detectors have time to learn; the fault starts later.</param>
/// <param name="End">Last instant, where a silent asset is still silent.</param>
/// <param name="Fault">Scenario and label; null: healthy.</param>
internal sealed record PlannedRecording(
    int Seed, AssetPlan Asset, DateTimeOffset Begin, DateTimeOffset Trained, DateTimeOffset End, (Scenario Scenario, FaultLabel Label)? Fault)
{
    /// <summary>The fault as the models play it; null: healthy.</summary>
    public FaultInjection? Injection => Asset.Faults.Count == 0 ? null : Asset.Faults[0];
}
