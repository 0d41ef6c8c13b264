using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Injection;

/// <summary>
/// Domain sheet §2 and §5 as a table: what each scenario is on each asset type it applies to. Development times are the sheet's lead times where it
/// has them. Of what takes half a year and more (worn fire pump, lamp ageing) the shorter part is drawn, and impellers wear in one to two months: a
/// faster drift is easier to see against a learned baseline, which docs/formats/injected-recordings.md says.
/// </summary>
internal static class FaultLabels
{
    private static readonly Dictionary<(string Type, FaultKind Kind), FaultLabel> All = new()
    {
        [(AssetTypes.Elevator, FaultKind.Entrapment)] = Sudden("entrapment", 1, "entrapment", Seconds(60), Seconds(60)).Beside("supply"),
        [(AssetTypes.Elevator, FaultKind.EntrapmentDoorJammed)] = Sudden("entrapment", 1, "entrapment", Seconds(60), Seconds(60)).Beside("supply", "door"),
        [(AssetTypes.Elevator, FaultKind.EntrapmentSilent)] = Sudden("entrapment-unconfirmed", 1, "entrapment", Minutes(3), Seconds(60)).Beside("comms"),
        [(AssetTypes.Elevator, FaultKind.DoorWear)] = Slow("door-wear", 3, "door", Days(7), Days(42), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.DoorCycling)] = Sudden("door-phantom", 2, "door", Hours(2), Seconds(60)),
        [(AssetTypes.Elevator, FaultKind.LockWear)] = Slow("lock-contact", 3, "lock", Days(2), Days(28), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.BrakeWear)] = Slow("brake-wear", 2, "brake", Days(14), Days(56), Minutes(5)).Beside("levelling"),
        [(AssetTypes.Elevator, FaultKind.LevelingDrift)] = Slow("levelling-drift", 3, "levelling", Days(14), Days(42), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.MachineBearing)] = Slow("machine-bearing", 3, "drive", Days(28), Days(84), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.GuideWear)] = Slow("guide-wear", 3, "guide", Days(7), Days(28), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.TractionSlip)] = Slow("traction-slip", 2, "traction", Days(7), Days(28), Minutes(5)),
        [(AssetTypes.Elevator, FaultKind.SupplyLoss)] = Sudden("supply", 2, "supply", Seconds(60), Seconds(60)),
        [(AssetTypes.Elevator, FaultKind.Flapping)] = Sudden("supply", 2, "supply", Minutes(3), Seconds(60)),
        [(AssetTypes.Elevator, FaultKind.AssetSilent)] = Sudden("comms", 2, "comms", Minutes(3), Seconds(60)).Beside("entrapment"),
        [(AssetTypes.Elevator, FaultKind.SensorFrozen)] = Sudden("sensor", 3, "sensor", Hours(24), Hours(1)),

        [(AssetTypes.BoosterPump, FaultKind.PumpBearing)] = Slow("bearing-wear", 3, "bearing", Days(21), Days(70), Minutes(1)),
        [(AssetTypes.BoosterPump, FaultKind.Cavitation)] = Slow("cavitation", 2, "hydraulics", Minutes(5), Days(3), Seconds(10)).Beside("bearing"),
        [(AssetTypes.BoosterPump, FaultKind.CheckValveLeak)] = Slow("check-valve-leak", 3, "valve", Days(7), Days(28), Minutes(5)).Beside("vessel", "hydraulics"),
        [(AssetTypes.BoosterPump, FaultKind.VesselLostAir)] = Slow("vessel-air", 3, "vessel", Days(1), Days(7), Minutes(5)).Beside("valve", "hydraulics"),
        [(AssetTypes.BoosterPump, FaultKind.ImpellerWear)] = Slow("impeller-wear", 3, "hydraulics", Days(30), Days(60), Minutes(1)),
        [(AssetTypes.BoosterPump, FaultKind.Burst)] = Sudden("burst", 2, "burst", Seconds(20), Seconds(60)).Beside("hydraulics", "water-quality"),
        [(AssetTypes.BoosterPump, FaultKind.PhaseLoss)] = Sudden("phase", 2, "electrical", Seconds(60), Seconds(60)).Beside("bearing"),
        [(AssetTypes.BoosterPump, FaultKind.DryRun)] = Sudden("dry-run", 2, "hydraulics", Seconds(60), Seconds(60)).Beside("bearing"),
        [(AssetTypes.BoosterPump, FaultKind.LowChlorine)] = Slow("low-chlorine", 2, "water-quality", Hours(1), Hours(12), Minutes(5)),
        [(AssetTypes.BoosterPump, FaultKind.LowPressure)] = Sudden("pressure-low", 3, "hydraulics", Minutes(10), Seconds(10)),
        [(AssetTypes.BoosterPump, FaultKind.RoomFlood)] = Sudden("room-flood", 2, "room", Seconds(30), Seconds(60)),
        [(AssetTypes.BoosterPump, FaultKind.SupplyLoss)] = Sudden("supply-short", 2, "hydraulics", Minutes(10), Seconds(60)).Beside("electrical"),
        [(AssetTypes.BoosterPump, FaultKind.Flapping)] = Sudden("room-flood", 2, "room", Minutes(3), Seconds(60)),
        [(AssetTypes.BoosterPump, FaultKind.AssetSilent)] = Sudden("comms", 3, "comms", Minutes(3), Seconds(60)),
        [(AssetTypes.BoosterPump, FaultKind.SensorFrozen)] = Sudden("sensor", 3, "sensor", Hours(6), Minutes(10)),

        [(AssetTypes.FirePump, FaultKind.FirePumpManual)] = Sudden("not-auto", 1, "readiness", Minutes(30), Seconds(60)),
        [(AssetTypes.FirePump, FaultKind.StartFails)] = Sudden("start-fails", 1, "readiness", Seconds(30), Seconds(60)).Beside("pressure"),
        [(AssetTypes.FirePump, FaultKind.ValveClosed)] = Sudden("valve-closed", 1, "readiness", Minutes(5), Seconds(60)).Beside("pressure"),
        [(AssetTypes.FirePump, FaultKind.WornPump)] = Slow("pump-worn", 2, "pressure", Days(60), Days(120), Days(7)),
        [(AssetTypes.FirePump, FaultKind.FireWaterLeak)] = Slow("leak", 3, "leak", Days(2), Days(21), Hours(1)).Beside("pressure"),
        [(AssetTypes.FirePump, FaultKind.Freezing)] = Slow("freezing", 2, "room", Hours(6), Hours(48), Minutes(10)),
        [(AssetTypes.FirePump, FaultKind.LowTank)] = Slow("level-low", 2, "level", Hours(6), Hours(48), Minutes(5)),
        [(AssetTypes.FirePump, FaultKind.DieselBattery)] = Slow("diesel-battery", 3, "battery", Days(7), Days(28), Minutes(10)),
        [(AssetTypes.FirePump, FaultKind.SupplyLoss)] = Sudden("supply-lost", 1, "readiness", Seconds(10), Seconds(60)),
        [(AssetTypes.FirePump, FaultKind.Flapping)] = Sudden("supply-lost", 1, "readiness", Seconds(130), Seconds(60)),
        [(AssetTypes.FirePump, FaultKind.AssetSilent)] = Sudden("comms", 2, "comms", Minutes(3), Seconds(60)),
        [(AssetTypes.FirePump, FaultKind.SensorFrozen)] = Sudden("sensor", 3, "sensor", Hours(24), Hours(1)),

        [(AssetTypes.FireAlarm, FaultKind.PanelFault)] = Sudden("panel-fault", 2, "panel", Seconds(60), Seconds(60)).Beside("battery"),
        [(AssetTypes.FireAlarm, FaultKind.PointsDisabled)] = Sudden("disabled", 2, "disabled", Minutes(5), Seconds(60)),
        [(AssetTypes.FireAlarm, FaultKind.Flapping)] = Sudden("panel-fault", 2, "panel", Minutes(3), Seconds(60)),
        [(AssetTypes.FireAlarm, FaultKind.AssetSilent)] = Sudden("comms", 2, "comms", Minutes(3), Seconds(60)),

        [(AssetTypes.SmokeDetector, FaultKind.Contamination)] = Slow("contaminated", 3, "detector", Days(14), Days(90), Hours(12)),
        [(AssetTypes.SmokeDetector, FaultKind.BatteryAgeing)] = Slow("battery-low", 3, "battery", Days(30), Days(180), Hours(12)),
        [(AssetTypes.SmokeDetector, FaultKind.Flapping)] = Sudden("tamper", 3, "detector", Minutes(2), Seconds(60)),
        [(AssetTypes.SmokeDetector, FaultKind.AssetSilent)] = Sudden("comms", 3, "comms", Hours(72), Hours(12)),
        [(AssetTypes.SmokeDetector, FaultKind.SensorFrozen)] = Sudden("sensor", 3, "sensor", Days(10), Hours(12)),

        [(AssetTypes.EmergencyLight, FaultKind.BatteryAgeing)] = Slow("battery-ageing", 3, "battery", Days(30), Days(180), Minutes(5)),
        [(AssetTypes.EmergencyLight, FaultKind.ChargerFault)] = Sudden("charger-fault", 3, "charger", Hours(24), Minutes(5)),
        [(AssetTypes.EmergencyLight, FaultKind.LampOut)] = Sudden("lamp-out", 3, "lamp", Minutes(10), Minutes(5)),
        [(AssetTypes.EmergencyLight, FaultKind.AssetSilent)] = Sudden("comms", 3, "comms", Minutes(15), Minutes(5)),

        [(AssetTypes.LightingCircuit, FaultKind.LampsOut)] = Sudden("lamps-out", 3, "lamp", Minutes(15), Minutes(5)),
        [(AssetTypes.LightingCircuit, FaultKind.LampAgeing)] = Slow("lamp-ageing", 4, "lamp", Days(60), Days(120), Minutes(5)),
        [(AssetTypes.LightingCircuit, FaultKind.DriverFailing)] = Slow("driver-failing", 3, "lamp", Days(7), Days(28), Minutes(5)).Beside("circuit"),
        [(AssetTypes.LightingCircuit, FaultKind.DayBurning)] = Sudden("day-burning", 4, "schedule", Hours(1), Minutes(5)) with { Hours = (10, 14) },
        [(AssetTypes.LightingCircuit, FaultKind.DarkCircuit)] = Sudden("dark-night", 3, "schedule", Minutes(30), Minutes(5)).Beside("lamp", "circuit") with { Hours = (20, 24) },
        [(AssetTypes.LightingCircuit, FaultKind.LeakageRising)] = Slow("leakage", 2, "leakage", Days(2), Days(14), Minutes(5)),
        [(AssetTypes.LightingCircuit, FaultKind.AssetSilent)] = Sudden("comms", 3, "comms", Minutes(15), Minutes(5)),
        [(AssetTypes.LightingCircuit, FaultKind.SensorFrozen)] = Sudden("sensor", 3, "sensor", Hours(6), Minutes(10)),
    };

    /// <summary>Every scenario on every type it applies to, in the catalogue's order. A gateway's own faults are nobody's: they are left out.</summary>
    public static IEnumerable<(Scenario Scenario, string Type, FaultLabel Label)> Injectable =>
        from scenario in ScenarioCatalog.All
        from type in scenario.Types
        select (scenario, type, All[(type, scenario.Kind)]);

    private static FaultLabel Sudden(string mode, int severity, string family, TimeSpan persistence, TimeSpan interval) =>
        new() { Mode = mode, Severity = severity, Families = [family], Persistence = persistence, Interval = interval };

    private static FaultLabel Slow(string mode, int severity, string family, TimeSpan atLeast, TimeSpan atMost, TimeSpan interval) =>
        new() { Mode = mode, Severity = severity, Families = [family], DevelopsAtLeast = atLeast, DevelopsAtMost = atMost, Interval = interval };

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    private static TimeSpan Days(int count) => TimeSpan.FromDays(count);
}
