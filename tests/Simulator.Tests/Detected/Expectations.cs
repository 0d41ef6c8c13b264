using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>
/// Domain sheet §2 as a table: each scenario, the rule that has to find it, and by when. Limits with a duration: the duration and two reporting
/// intervals. Faults that develop: before they are fully there plus what the rule needs to be sure; all of it far inside the scenario.
/// </summary>
internal static class Expectations
{
    private static readonly Dictionary<string, Expectation> Any = new()
    {
        ["entrapment"] = Minutes("entrapment", 2),
        ["entrapment-door-jammed"] = Minutes("entrapment", 2),
        ["entrapment-silent"] = Minutes("entrapment-unconfirmed", 4),
        ["door-wear"] = Minutes("door-slow", 180),
        ["door-cycling"] = Minutes("door-phantom", 60),
        ["lock-wear"] = Minutes("lock-breaks", 240),
        ["brake-wear"] = Minutes("brake-release", 120),
        ["leveling-drift"] = Minutes("levelling", 90),
        ["machine-bearing"] = Minutes("vib-z-trend", 120),
        ["guide-wear"] = Minutes("vib-xy-trend", 120),
        ["traction-slip"] = Minutes("traction-slip", 180),

        ["pump-bearing"] = Minutes("vib-zone-c", 30),
        ["cavitation"] = Minutes("inlet-low", 8),
        ["check-valve-leak"] = Minutes("night-leak", 120) with { Hour = 0.5 },
        ["vessel-lost-air"] = Minutes("starts", 60),
        ["impeller-wear"] = Minutes("head-curve", 120),
        ["burst"] = Minutes("burst", 3),
        ["phase-loss"] = Minutes("phase", 3),
        ["dry-run"] = Minutes("dry-run", 3),
        ["low-chlorine"] = Minutes("chlorine", 100),
        ["low-pressure"] = Minutes("pressure-low", 15),
        ["room-flood"] = Minutes("room-flood", 2),

        ["fire-pump-manual"] = Minutes("not-auto", 31),
        ["start-fails"] = Minutes("start-fails", 1),
        ["valve-closed"] = Minutes("valve-closed", 7),
        ["worn-pump"] = Minutes("churn-low", 65),
        ["fire-water-leak"] = Minutes("jockey-starts", 180),
        ["freezing"] = Minutes("freezing", 100),
        ["low-tank"] = Minutes("tank-low", 75),
        ["diesel-battery"] = Minutes("diesel-battery", 100),

        ["panel-fault"] = Minutes("panel-fault", 3),
        ["points-disabled"] = Minutes("disabled", 7),
        ["contamination"] = Minutes("contaminated", 300),
        ["charger-fault"] = Minutes("charger", 24 * 60 + 15),
        ["lamp-out"] = Minutes("lamp-out", 20),

        ["lamps-out"] = Minutes("lamps-out", 60),
        ["lamp-ageing"] = Minutes("light-per-watt", 300),
        ["driver-failing"] = Minutes("flicker", 90),
        ["day-burning"] = Minutes("day-burning", 75),
        ["dark-circuit"] = Minutes("dark-night", 45) with { Hour = 21 },
        ["leakage-rising"] = Minutes("leakage", 180),
    };

    private static readonly Dictionary<(string Scenario, string Type), Expectation> OfType = new()
    {
        [("supply-loss", AssetTypes.Elevator)] = Minutes("mains-off", 3),
        [("supply-loss", AssetTypes.BoosterPump)] = Minutes("supply-short", 15),
        [("supply-loss", AssetTypes.FirePump)] = Minutes("supply-lost", 2),
        [("battery-ageing", AssetTypes.SmokeDetector)] = Minutes("battery-low", 24 * 60),
        [("battery-ageing", AssetTypes.EmergencyLight)] = Minutes("battery-low", 330),
        [("flapping", AssetTypes.Elevator)] = Minutes("mains-off", 6),
        [("flapping", AssetTypes.BoosterPump)] = Minutes("room-flood", 6),
        [("flapping", AssetTypes.FirePump)] = Minutes("supply-lost", 6),
        [("flapping", AssetTypes.FireAlarm)] = Minutes("panel-fault", 6),
        [("flapping", AssetTypes.SmokeDetector)] = Minutes("tamper", 6),
        [("sensor-frozen", AssetTypes.Elevator)] = Minutes("frozen:motor_current_a", 26 * 60),
        [("sensor-frozen", AssetTypes.BoosterPump)] = Minutes("frozen:discharge_mpa", 7 * 60),
        [("sensor-frozen", AssetTypes.FirePump)] = Minutes("frozen:hydrant_static_mpa", 25 * 60),
        [("sensor-frozen", AssetTypes.SmokeDetector)] = Minutes("frozen:temp_c", 12 * 24 * 60),
        [("sensor-frozen", AssetTypes.LightingCircuit)] = Minutes("frozen:voltage_v", 7 * 60),
    };

    /// <summary>Three heartbeats and one report.</summary>
    private static readonly Dictionary<string, Expectation> Silence = new()
    {
        [AssetTypes.Elevator] = Minutes("comms", 4),
        [AssetTypes.BoosterPump] = Minutes("comms", 4),
        [AssetTypes.FirePump] = Minutes("comms", 4),
        [AssetTypes.FireAlarm] = Minutes("comms", 4),
        [AssetTypes.SmokeDetector] = Minutes("comms", 72 * 60),
        [AssetTypes.EmergencyLight] = Minutes("comms", 20),
        [AssetTypes.LightingCircuit] = Minutes("comms", 20),
    };

    /// <summary>Null: too short for this type's heartbeat, nothing may be said. Fails for a scenario that nobody thought of.</summary>
    public static Expectation? For(Scenario scenario, string type)
    {
        if (scenario.Kind is FaultKind.AssetSilent || scenario.OfGateway) return Silence[type].Within > scenario.Duration ? null : Silence[type];
        return OfType.TryGetValue((scenario.Name, type), out var own) ? own : Any[scenario.Name];
    }

    private static Expectation Minutes(string rule, double minutes) => new(rule, TimeSpan.FromMinutes(minutes));
}
