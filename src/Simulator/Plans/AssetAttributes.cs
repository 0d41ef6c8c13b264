namespace Facilities.Simulator.Plans;

/// <summary>
/// Keys of <see cref="AssetPlan.Attributes"/> that the models read, named as in the asset templates where these have them. An absent one
/// has the default named here, which fits the templates' own defaults.
/// </summary>
public static class AssetAttributes
{
    /// <summary>Elevator: number of landings (18).</summary>
    public const string Stops = "stops";

    /// <summary>Elevator: rated speed in m/s (1.75).</summary>
    public const string RatedSpeed = "rated_speed";

    /// <summary>Elevator: passenger trips on an ordinary weekday (320).</summary>
    public const string TripsPerDay = "trips_per_day";

    /// <summary>Rated motor current in A (elevator 24, booster pump 2.2 for each kW, fire pump 50).</summary>
    public const string RatedCurrentA = "rated_current_a";

    /// <summary>Booster pump: rated flow in m³/h (50).</summary>
    public const string RatedFlowM3h = "rated_flow_m3h";

    /// <summary>Booster pump: head at rated flow in m of water (52).</summary>
    public const string HeadM = "head_m";

    /// <summary>Booster pump: pressure setpoint in MPa (0.45).</summary>
    public const string SetpointMpa = "setpoint_mpa";

    /// <summary>Booster pump: rated motor power in kW (11).</summary>
    public const string RatedKw = "rated_kw";

    /// <summary>Fire pump: pressure against closed valves at commissioning in MPa (0.80).</summary>
    public const string ChurnMpa = "churn_mpa";

    /// <summary>Fire pump: 1 when a diesel engine drives it (0).</summary>
    public const string Diesel = "diesel";

    /// <summary>Lighting circuit: number of lamps (50).</summary>
    public const string Lamps = "lamps";

    /// <summary>Lighting circuit: watts of one lamp (20).</summary>
    public const string LampW = "lamp_w";

    /// <summary>Lighting circuit: 1 for a garage or corridor that is lit round the clock (0: dusk to dawn).</summary>
    public const string AlwaysOn = "always_on";
}
