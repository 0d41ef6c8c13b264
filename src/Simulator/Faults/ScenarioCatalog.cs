using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Faults;

/// <summary>Every scenario. A test holds that each <see cref="FaultKind"/> has exactly one.</summary>
public static class ScenarioCatalog
{
    private static readonly string[] Lift = [AssetTypes.Elevator];
    private static readonly string[] Booster = [AssetTypes.BoosterPump];
    private static readonly string[] Fire = [AssetTypes.FirePump];
    private static readonly string[] Lighting = [AssetTypes.LightingCircuit];

    private static readonly string[] Measuring = [.. Lift, .. Booster, .. Fire, AssetTypes.SmokeDetector, .. Lighting];
    private static readonly string[] Switching = [.. Lift, .. Booster, .. Fire, AssetTypes.FireAlarm, AssetTypes.SmokeDetector];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Step("entrapment", FaultKind.Entrapment, Lift, "car stops between floors, occupied; alarm button after 30 to 60 s", 45),
        Step("entrapment-door-jammed", FaultKind.EntrapmentDoorJammed, Lift, "car stops at a landing, occupied, and its door stays closed", 45),
        Step("entrapment-silent", FaultKind.EntrapmentSilent, Lift, "last seen occupied and moving, then nothing at all", 30),
        Slow("door-wear", FaultKind.DoorWear, Lift, "closing time +45 % on half of the floors, reopenings up", 60),
        Step("door-cycling", FaultKind.DoorCycling, Lift, "the parked car opens and closes its door every 15 s", 120),
        Slow("lock-wear", FaultKind.LockWear, Lift, "micro-breaks of the lock circuit and aborted starts at one landing", 60),
        Slow("brake-wear", FaultKind.BrakeWear, Lift, "brake release time and stopping distance +50 %, levelling drifts", 60),
        Slow("leveling-drift", FaultKind.LevelingDrift, Lift, "stops 25 mm off the landing", 60),
        Slow("machine-bearing", FaultKind.MachineBearing, Lift, "vertical vibration, motor temperature and current up at equal load", 60),
        Slow("guide-wear", FaultKind.GuideWear, Lift, "horizontal vibration doubles", 60),
        Slow("traction-slip", FaultKind.TractionSlip, Lift, "trips over equal distance take longer", 60),

        Slow("pump-bearing", FaultKind.PumpBearing, Booster, "vibration into zone D and bearing temperature +28 K", 20),
        Slow("cavitation", FaultKind.Cavitation, Booster, "inlet pressure low, current down, vibration up and noisy", 5),
        Slow("check-valve-leak", FaultKind.CheckValveLeak, Booster, "more starts, pressure sags between them", 30),
        Slow("vessel-lost-air", FaultKind.VesselLostAir, Booster, "short cycling", 30),
        Slow("impeller-wear", FaultKind.ImpellerWear, Booster, "more speed and energy for equal flow and pressure", 120),
        Step("burst", FaultKind.Burst, Booster, "pressure drops, flow jumps", 60),
        Step("phase-loss", FaultKind.PhaseLoss, Booster, "current +35 %, motor heats, vibration up", 20),
        Step("dry-run", FaultKind.DryRun, Booster, "current low, no flow, no pressure", 20),
        Slow("low-chlorine", FaultKind.LowChlorine, Booster, "free chlorine falls below 0.05 mg/L", 60),
        Slow("low-pressure", FaultKind.LowPressure, Booster, "discharge pressure 25 % below setpoint", 5),
        Step("room-flood", FaultKind.RoomFlood, Booster, "water on the pump room's floor", 30),

        Step("fire-pump-manual", FaultKind.FirePumpManual, Fire, "selector left in MANUAL", 120),
        Step("start-fails", FaultKind.StartFails, Fire, "a trial start: command without current", 120),
        Step("valve-closed", FaultKind.ValveClosed, Fire, "valve switch open, static pressure steps down", 120),
        Slow("worn-pump", FaultKind.WornPump, Fire, "churn pressure 15 % under commissioning at a trial start", 60),
        Slow("fire-water-leak", FaultKind.FireWaterLeak, Fire, "jockey pump starts more and more often", 60),
        Slow("freezing", FaultKind.Freezing, Fire, "pump room below 5 °C", 60),
        Slow("low-tank", FaultKind.LowTank, Fire, "tank and pool fall under the design level", 60),
        Slow("diesel-battery", FaultKind.DieselBattery, Fire, "starter battery sags (diesel sets only)", 60).With(AssetAttributes.Diesel, 1),

        Step("supply-loss", FaultKind.SupplyLoss, [.. Lift, .. Booster, .. Fire], "mains gone", 30),

        Step("panel-fault", FaultKind.PanelFault, [AssetTypes.FireAlarm], "panel reports a fault, battery not charging", 60),
        Step("points-disabled", FaultKind.PointsDisabled, [AssetTypes.FireAlarm], "detectors disabled without a permit", 120),
        Slow("contamination", FaultKind.Contamination, [AssetTypes.SmokeDetector], "chamber contamination above 80 %", 240),
        Slow("battery-ageing", FaultKind.BatteryAgeing, [AssetTypes.SmokeDetector, AssetTypes.EmergencyLight], "battery empties early; the light's test ends short", 240),
        Step("charger-fault", FaultKind.ChargerFault, [AssetTypes.EmergencyLight], "never returns from charging", 30 * 60),
        Step("lamp-out", FaultKind.LampOut, [AssetTypes.EmergencyLight], "lamp reports defect", 240),

        Slow("lamps-out", FaultKind.LampsOut, Lighting, "a quarter of the circuit's lamps fail, power steps down", 30).With(AssetAttributes.AlwaysOn, 1),
        Slow("lamp-ageing", FaultKind.LampAgeing, Lighting, "less light for the same power", 240).With(AssetAttributes.AlwaysOn, 1),
        Slow("driver-failing", FaultKind.DriverFailing, Lighting, "current spikes and flicker", 60).With(AssetAttributes.AlwaysOn, 1),
        Step("day-burning", FaultKind.DayBurning, Lighting, "lit in daylight (by day)", 240),
        Step("dark-circuit", FaultKind.DarkCircuit, Lighting, "dark when it should be lit (by night)", 240),
        Slow("leakage-rising", FaultKind.LeakageRising, Lighting, "earth leakage above 30 mA", 120),

        Step("flapping", FaultKind.Flapping, Switching, "one condition comes and goes every two minutes", 40),
        Lasting("asset-silent", FaultKind.AssetSilent, AssetTypes.Simulated, "nothing from this asset, the gateway lives, until ended"),
        Lasting("sensor-frozen", FaultKind.SensorFrozen, Measuring, "every number repeats its last value, until ended: found after hours"),

        Step("gateway-offline", FaultKind.GatewayOffline, [], "whole site silent; what happened meanwhile is lost", 20),
        Step("link-lost", FaultKind.LinkLost, [], "whole site silent; the gateway sends what it kept afterwards", 20),
    ];

    private static readonly Dictionary<FaultKind, Scenario> ByKind = All.ToDictionary(scenario => scenario.Kind);

    private static readonly Dictionary<string, Scenario> ByName = All.ToDictionary(scenario => scenario.Name);

    public static Scenario Find(FaultKind kind) => ByKind[kind];

    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Scenario? scenario) =>
        ByName.TryGetValue(name, out scenario);

    private static Scenario Step(string name, FaultKind kind, IReadOnlyList<string> types, string sign, int minutes) =>
        new() { Name = name, Kind = kind, Types = types, Sign = sign, Duration = TimeSpan.FromMinutes(minutes) };

    private static Scenario Lasting(string name, FaultKind kind, IReadOnlyList<string> types, string sign) =>
        new() { Name = name, Kind = kind, Types = types, Sign = sign };

    /// <summary>Grows over <paramref name="minutes"/> and stays for three times as long.</summary>
    private static Scenario Slow(string name, FaultKind kind, IReadOnlyList<string> types, string sign, int minutes) =>
        new() { Name = name, Kind = kind, Types = types, Sign = sign, Development = TimeSpan.FromMinutes(minutes), Duration = TimeSpan.FromMinutes(4 * minutes) };
}
