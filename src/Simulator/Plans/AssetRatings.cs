using System.Globalization;

namespace Facilities.Simulator.Plans;

/// <summary>
/// Size and rating of a virtual asset: what its plan says, else what its type usually has. Models read it, and the same numbers are registered
/// with the service, so that limits computed from attributes (90 % of the commissioning pressure, lamps × watts) fit the model.
/// </summary>
internal static class AssetRatings
{
    /// <exception cref="KeyNotFoundException">Models of this type have no such attribute.</exception>
    public static double Of(AssetPlan plan, string key) => plan.Attributes.TryGetValue(key, out var value) ? value : Usual(plan)[key];

    /// <summary>The attributes as an asset template names them, in invariant form.</summary>
    public static IReadOnlyDictionary<string, string> Registered(AssetPlan plan)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Usual(plan).Keys)
        {
            if (key is AssetAttributes.TripsPerDay or AssetAttributes.Diesel or AssetAttributes.AlwaysOn) continue;
            attributes[key] = Of(plan, key).ToString("R", CultureInfo.InvariantCulture);
        }
        switch (plan.Type)
        {
            case AssetTypes.BoosterPump:
                // ISO 10816-1: small machines up to 15 kW, medium ones up to 75 kW.
                attributes["vib_class"] = Of(plan, AssetAttributes.RatedKw) <= 15 ? "I" : "II";
                break;
            case AssetTypes.FirePump:
                attributes["driver"] = Of(plan, AssetAttributes.Diesel) != 0 ? "diesel" : "electric";
                break;
            case AssetTypes.LightingCircuit:
                attributes["area"] = Of(plan, AssetAttributes.AlwaysOn) != 0 ? "garage" : "road";
                break;
        }
        return attributes;
    }

    private static Dictionary<string, double> Usual(AssetPlan plan) => plan.Type switch
    {
        AssetTypes.Elevator => new()
        {
            [AssetAttributes.Stops] = 18,
            [AssetAttributes.RatedSpeed] = 1.75,
            [AssetAttributes.TripsPerDay] = 320,
        },
        AssetTypes.BoosterPump => new()
        {
            [AssetAttributes.RatedFlowM3h] = 50,
            [AssetAttributes.HeadM] = 52,
            [AssetAttributes.SetpointMpa] = 0.45,
            [AssetAttributes.RatedKw] = 11,
            [AssetAttributes.RatedCurrentA] = 2.2 * (plan.Attributes.TryGetValue(AssetAttributes.RatedKw, out var power) ? power : 11),
        },
        AssetTypes.FirePump => new() { [AssetAttributes.ChurnMpa] = 0.80, [AssetAttributes.RatedCurrentA] = 50, [AssetAttributes.Diesel] = 0 },
        AssetTypes.LightingCircuit => new() { [AssetAttributes.Lamps] = 50, [AssetAttributes.LampW] = 20, [AssetAttributes.AlwaysOn] = 0 },
        _ => [],
    };
}
