using Facilities.Simulator.Faults;
using Facilities.Simulator.Work;

namespace Facilities.Simulator.Plans;

/// <summary>One virtual asset. The same plan and site time give the same bytes.</summary>
public sealed record AssetPlan
{
    /// <summary>The <c>{asset}</c> level of the topics.</summary>
    public required string Code { get; init; }

    /// <summary>One of <see cref="AssetTypes.Simulated"/>.</summary>
    public required string Type { get; init; }

    public required int Seed { get; init; }

    /// <summary>Size and rating, keys in <see cref="AssetAttributes"/>; unknown keys are ignored.</summary>
    public IReadOnlyDictionary<string, double> Attributes { get; init; } = new Dictionary<string, double>();

    /// <summary>Site time from which the asset's past is played before it goes live; <c>null</c>: live only.</summary>
    public DateTimeOffset? BackfillFrom { get; init; }

    public IReadOnlyList<FaultInjection> Faults { get; init; } = [];

    /// <summary>What people do to it, or don't.</summary>
    public IReadOnlyList<WorkPlan> Works { get; init; } = [];

    internal void Validate(List<string> errors)
    {
        if (!SitePlan.IsCode(Code)) errors.Add($"'{Code}' is not an asset code: 1 to 64 of a-z, 0-9, '-', '_', '.'.");
        if (!AssetTypes.Simulated.Contains(Type)) errors.Add($"Asset '{Code}': type '{Type}' has no model; known are {string.Join(", ", AssetTypes.Simulated)}.");
        foreach (var fault in Faults)
        {
            var scenario = ScenarioCatalog.Find(fault.Kind);
            if (!scenario.AppliesTo(Type)) errors.Add($"Asset '{Code}': '{scenario.Name}' does not apply to type '{Type}'.");
            fault.Validate(Code, errors);
        }
        foreach (var work in Works) work.Validate(Code, Type, errors);
    }
}
