namespace Facilities.Simulator.Plans;

/// <summary>Keys of <see cref="AssetPlan.Attributes"/> that the models read. An absent one has the default named here.</summary>
public static class AssetAttributes
{
    /// <summary>Elevator: number of landings (18).</summary>
    public const string Stops = "stops";

    /// <summary>Elevator: rated speed in m/s (1.75).</summary>
    public const string RatedSpeedMps = "rated_speed_mps";

    /// <summary>Elevator: passenger trips on an ordinary weekday (320).</summary>
    public const string TripsPerDay = "trips_per_day";

    /// <summary>Elevator: rated motor current in A (24).</summary>
    public const string RatedCurrentA = "rated_current_a";

    /// <summary>Pump: rated flow in m³/h (30).</summary>
    public const string RatedFlowM3h = "rated_flow_m3h";

    /// <summary>Pump: head at rated flow in MPa (booster 0.75, fire pump 0.9).</summary>
    public const string RatedHeadMpa = "rated_head_mpa";

    /// <summary>Booster pump: pressure setpoint in MPa (0.60).</summary>
    public const string SetpointMpa = "setpoint_mpa";

    /// <summary>Pump: rated motor power in kW (booster 11, fire pump 45).</summary>
    public const string MotorKw = "motor_kw";

    /// <summary>Fire pump: 1 when a diesel engine drives it (0).</summary>
    public const string Diesel = "diesel";

    /// <summary>Lighting circuit: number of lamps (40).</summary>
    public const string Lamps = "lamps";

    /// <summary>Lighting circuit: watts of one lamp (18).</summary>
    public const string LampW = "lamp_w";

    /// <summary>Lighting circuit: 1 for a garage or corridor that is lit round the clock (0: dusk to dawn).</summary>
    public const string AlwaysOn = "always_on";
}
