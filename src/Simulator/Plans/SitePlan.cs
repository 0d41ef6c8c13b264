using Facilities.Domain.Assets;
using Facilities.Simulator.Faults;

namespace Facilities.Simulator.Plans;

/// <summary>One site: its gateway is one MQTT connection that speaks for all its assets.</summary>
public sealed record SitePlan
{
    /// <summary>The <c>{site}</c> level of the topics; small letters, digits, '-', '_', '.'.</summary>
    public required string Code { get; init; }

    public required IReadOnlyList<AssetPlan> Assets { get; init; }

    /// <summary>Local time of the site, which traffic, demand and dusk follow. China has one zone and no summer time.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Faults of the gateway itself: <see cref="FaultKind.GatewayOffline"/> and <see cref="FaultKind.LinkLost"/>.</summary>
    public IReadOnlyList<FaultInjection> Faults { get; init; } = [];

    /// <summary>The same rule as for registered sites and assets.</summary>
    internal static bool IsCode(string code) => Codes.IsWellFormed(code);

    internal void Validate(List<string> errors)
    {
        if (Assets.Count == 0) errors.Add($"Site '{Code}' has no asset.");
        if (!IsCode(Code)) errors.Add($"'{Code}' is not a site code: 1 to 64 of a-z, 0-9, '-', '_', '.'.");
        foreach (var twice in Assets.GroupBy(asset => asset.Code).Where(group => group.Count() > 1))
            errors.Add($"Asset code '{twice.Key}' is used twice in site '{Code}'.");
        foreach (var fault in Faults)
        {
            if (!ScenarioCatalog.Find(fault.Kind).OfGateway) errors.Add($"'{ScenarioCatalog.Find(fault.Kind).Name}' is not a fault of a gateway (site '{Code}').");
        }
        foreach (var asset in Assets) asset.Validate(errors);
    }
}
