using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Work;

/// <summary>Every kind of work that a signature proves. A test holds that each signature has exactly one script, and that the verdicts on all plays of it are right.</summary>
public static class WorkScripts
{
    private const string Inspection = "inspection";
    private const string Emergency = "emergency";
    private const string Charging = "charging";

    public static IReadOnlyList<WorkScript> All { get; } =
    [
        Script("elevator-visit", AssetTypes.Elevator, 40,
            [
                Is(60, 1560, "mode", Inspection), At(60, 1560, "car_speed", 0), At(300, 320, "car_speed", 0.3), At(600, 620, "car_speed", -0.3), At(900, 920, "car_speed", 0.3),
                At(330, 640, "car_floor", 2), Is(340, 360, "door_state", "open"), At(640, 930, "car_floor", 3), Is(640, 660, "door_state", "open"), At(930, 1560, "car_floor", 4), Is(940, 960, "door_state", "open"),
                At(1600, 1612, "car_speed", 1.5),
            ],
            [Is(60, 540, "mode", Inspection), At(60, 540, "car_speed", 0)],
            [Is(60, 1560, "mode", "independent"), At(60, 1560, "car_speed", 0), At(300, 320, "car_speed", 0.3), At(600, 620, "car_speed", 0.3)]),
        Script("intercom-test", AssetTypes.Elevator, 5, [On(60, 70, "alarm_button"), On(75, 95, "intercom_call")], [On(60, 70, "alarm_button")], [On(75, 95, "intercom_call")]),
        Script("rescue-drill", AssetTypes.Elevator, 20,
            [
                On(60, 90, "alarm_button"), Is(300, 660, "mode", Inspection), At(55, 660, "car_speed", 0), Is(55, 600, "door_state", "closed"), Is(600, 660, "door_state", "open"),
                On(600, 660, "in_door_zone"),
            ],
            [On(60, 90, "alarm_button")],
            [Is(300, 660, "mode", Inspection), At(55, 660, "car_speed", 0), Is(55, 600, "door_state", "closed"), Is(600, 660, "door_state", "open")]),
        Script("fire-pump-start", AssetTypes.FirePump, 20,
            [On(60, 62, "start_command"), On(64, 844, "run"), Share(66, 844, "current_a", 0.55, AssetAttributes.RatedCurrentA), Share(70, 844, "discharge_mpa", 1.02, AssetAttributes.ChurnMpa)],
            [On(60, 62, "start_command"), On(64, 304, "run"), Share(66, 304, "current_a", 0.55, AssetAttributes.RatedCurrentA), Share(70, 304, "discharge_mpa", 1.02, AssetAttributes.ChurnMpa)],
            [On(60, 62, "start_command"), On(64, 844, "run"), Share(66, 844, "current_a", 0.08, AssetAttributes.RatedCurrentA)]),
        Script("fire-pump-start-diesel", AssetTypes.FirePump, 50,
            [On(60, 62, "start_command"), On(64, 2044, "run"), Share(70, 2044, "discharge_mpa", 1.02, AssetAttributes.ChurnMpa)],
            [On(60, 62, "start_command"), On(64, 664, "run"), Share(70, 664, "discharge_mpa", 1.02, AssetAttributes.ChurnMpa)],
            [On(60, 62, "start_command"), On(64, 2044, "run"), Share(70, 2044, "discharge_mpa", 0.67, AssetAttributes.ChurnMpa)]),
        Script("fire-pump-manual", AssetTypes.FirePump, 10,
            [On(60, 300, "run"), Share(64, 300, "current_a", 0.55, AssetAttributes.RatedCurrentA)],
            [On(60, 300, "run"), Share(64, 300, "current_a", 0.55, AssetAttributes.RatedCurrentA), Is(50, 20_000, "selector", "MANUAL")],
            [On(60, 300, "run"), At(60, 300, "current_a", 0)]),
        Script("fire-pump-flow", AssetTypes.FirePump, 20,
            [
                On(60, 900, "run"), Share(60, 300, "discharge_mpa", 1, AssetAttributes.ChurnMpa), Share(300, 600, "discharge_mpa", 0.88, AssetAttributes.ChurnMpa),
                Share(600, 900, "discharge_mpa", 0.77, AssetAttributes.ChurnMpa),
            ],
            [On(60, 900, "run"), Share(60, 300, "discharge_mpa", 1, AssetAttributes.ChurnMpa), Share(300, 900, "discharge_mpa", 0.88, AssetAttributes.ChurnMpa)],
            [On(60, 900, "run"), Share(60, 900, "discharge_mpa", 1, AssetAttributes.ChurnMpa)]),
        Script("sprinkler-end", AssetTypes.FirePump, 15,
            [At(60, 180, "sprinkler_end_mpa", 0.12), On(80, 180, "flow_switch"), On(90, 180, "pressure_switch"), On(95, 400, "run")],
            [At(60, 180, "sprinkler_end_mpa", 0.12), On(80, 180, "flow_switch")],
            [On(80, 180, "flow_switch"), On(95, 400, "run")]),
        Script("sprinkler-flow-switch", AssetTypes.FirePump, 10,
            [At(60, 180, "sprinkler_end_mpa", 0.12), On(80, 180, "flow_switch")], [At(60, 180, "sprinkler_end_mpa", 0.12)], [On(80, 180, "flow_switch")]),
        Script("hydrant-test", AssetTypes.FirePump, 10, [At(60, 180, "hydrant_static_mpa", 0.15)], [At(60, 40_000, "hydrant_static_mpa", 0.15)], [At(60, 180, "sprinkler_end_mpa", 0.12)]),
        Script("smoke-test", AssetTypes.SmokeDetector, 15,
            [On(60, 180, "alarm"), On(65, 600, "fire-alarm/fire"), On(120, 600, "fire-alarm/silenced")], [On(60, 180, "alarm")], [On(65, 600, "fire-alarm/fire"), On(120, 600, "fire-alarm/silenced")]),
        Script("emergency-function", AssetTypes.EmergencyLight, 5,
            [Is(60, 130, "mode", Emergency), Is(130, 400, "mode", Charging)], [Is(60, 75, "mode", Emergency)], [Is(60, 400, "mode", Charging)]),
        Script("emergency-discharge", AssetTypes.EmergencyLight, 120,
            [Is(60, 5760, "mode", Emergency), Is(5760, 48_960, "mode", Charging)], [Is(60, 2460, "mode", Emergency), Is(2460, 20_000, "mode", Charging)], [Is(60, 20_000, "mode", Charging)]),
        Script("tank-cleaning", AssetTypes.BoosterPump, 240,
            [At(600, 4200, "tank_level_m", 0.1), At(600, 5400, "free_cl_mg_l", 0), At(4200, 7200, "tank_level_m", 1.2)],
            [At(600, 90_000, "tank_level_m", 0.1), At(600, 90_000, "free_cl_mg_l", 0)],
            [At(600, 4200, "tank_level_m", 1.2)]),
    ];

    private static readonly Dictionary<string, WorkScript> ByKey = All.ToDictionary(script => script.Key, StringComparer.Ordinal);

    public static bool TryFind(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkScript? script) => ByKey.TryGetValue(key, out script);

    private static WorkScript Script(string key, string type, int minutes, IReadOnlyList<WorkAct> honest, IReadOnlyList<WorkAct> half, IReadOnlyList<WorkAct> wrongSignal) =>
        new(key, type, TimeSpan.FromMinutes(minutes), honest, half, wrongSignal);

    private static WorkAct On(int from, int to, string point) => new(from, to, point, Flag: true);

    private static WorkAct Is(int from, int to, string point, string state) => new(from, to, point, State: state);

    private static WorkAct At(int from, int to, string point, double number) => new(from, to, point, Number: number);

    /// <summary>A share of a rating of the asset.</summary>
    private static WorkAct Share(int from, int to, string point, double share, string attribute) => new(from, to, point, Number: share, Attribute: attribute);
}
