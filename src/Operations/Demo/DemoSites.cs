namespace Facilities.Operations.Demo;

/// <summary>
/// The two communities of the demo, said once: the seeder registers them, and whoever hosts the simulator plays them. Codes are stable;
/// names and numbers are invented.
/// </summary>
public static class DemoSites
{
    public const string Wanghai = "wanghai";
    public const string Jinxiu = "jinxiu";

    /// <summary>Site and asset of the lift in which somebody has been trapped for 29 minutes when the demo starts.</summary>
    public static readonly (string Site, string Asset) Trapped = (Jinxiu, "lift-3-1");

    /// <summary>Site and asset of the lift that traps somebody within two minutes.</summary>
    public static readonly (string Site, string Asset) TrapsSoon = (Wanghai, "lift-2-1");

    /// <summary>Site and asset of the booster pump whose bearing fails.</summary>
    public static readonly (string Site, string Asset) FailingPump = (Wanghai, "booster-2");

    public static IReadOnlyList<DemoSite> All { get; } =
    [
        new(Wanghai, "望海公寓", "Wanghai Flats", "云山区滨海路18号", 412, 36.0602, 120.3805,
            [("1号楼", "Bldg 1", 18), ("2号楼", "Bldg 2", 18), ("地下室", "Basement", 0)],
            [
                Lift("lift-1-1", "1号楼1单元1号梯", "Bldg 1 Unit 1 Lift 1", "1号楼", "370211-10101", "2019-06-12", "2027-06-12", 18),
                Lift("lift-1-2", "1号楼1单元2号梯", "Bldg 1 Unit 1 Lift 2", "1号楼", "370211-10102", "2019-06-12", "2027-06-12", 18),
                Lift("lift-2-1", "2号楼1单元1号梯", "Bldg 2 Unit 1 Lift 1", "2号楼", "370211-10103", "2019-07-03", "2027-07-03", 18),
                Lift("lift-2-2", "2号楼1单元2号梯", "Bldg 2 Unit 1 Lift 2", "2号楼", "370211-10104", "2019-07-03", "2027-07-03", 18),
                Booster("booster-1", "1号增压泵", "Booster pump 1", "低区", 7.5),
                Booster("booster-2", "2号增压泵", "Booster pump 2", "高区", 11),
                FirePump("fire-pump-1", "1号消火栓泵", "Hydrant pump 1", "both"),
                Panel("panel-1", "火灾报警控制器", "Fire alarm panel"),
                Smoke("smoke-101", "101室烟感", "Smoke detector 101", "1号楼"),
                Smoke("smoke-704", "704室烟感", "Smoke detector 704", "1号楼"),
                Smoke("smoke-1203", "1203室烟感", "Smoke detector 1203", "2号楼"),
                Emergency("emlight-1-05", "1号楼5层应急灯", "Emergency light, Bldg 1 floor 5", "1号楼"),
                Emergency("emlight-2-12", "2号楼12层应急灯", "Emergency light, Bldg 2 floor 12", "2号楼"),
                Light("light-garage-a", "车库A区照明", "Garage zone A lighting", "L-A1", 60, 18, "garage", "地下室"),
            ]),
        new(Jinxiu, "锦绣花园", "Jinxiu Garden", "云山区汇泉路66号", 688, 36.0551, 120.3517,
            [("3号楼", "Bldg 3", 24), ("5号楼", "Bldg 5", 24), ("设备间", "Plant room", 0)],
            [
                Lift("lift-3-1", "3号楼2单元1号梯", "Bldg 3 Unit 2 Lift 1", "3号楼", "370211-20301", "2017-03-20", "2027-03-20", 24),
                Lift("lift-3-2", "3号楼2单元2号梯", "Bldg 3 Unit 2 Lift 2", "3号楼", "370211-20302", "2017-03-20", "2027-03-20", 24),
                Lift("lift-5-1", "5号楼1单元1号梯", "Bldg 5 Unit 1 Lift 1", "5号楼", "370211-20501", "2018-11-08", "2027-11-08", 24),
                Lift("lift-5-2", "5号楼1单元2号梯", "Bldg 5 Unit 1 Lift 2", "5号楼", "370211-20502", "2018-11-08", "2027-11-08", 24),
                Booster("booster-1", "1号增压泵", "Booster pump 1", "高区", 15, "设备间"),
                Booster("booster-2", "2号增压泵", "Booster pump 2", "高区", 15, "设备间"),
                FirePump("fire-pump-1", "1号消火栓泵", "Hydrant pump 1", "hydrant", "设备间"),
                FirePump("fire-pump-2", "喷淋泵", "Sprinkler pump", "sprinkler", "设备间"),
                Panel("panel-1", "火灾报警控制器", "Fire alarm panel", "设备间"),
                Smoke("smoke-302", "302室烟感", "Smoke detector 302", "3号楼"),
                Smoke("smoke-1506", "1506室烟感", "Smoke detector 1506", "5号楼"),
                Emergency("emlight-3-09", "3号楼9层应急灯", "Emergency light, Bldg 3 floor 9", "3号楼"),
                Emergency("emlight-5-14", "5号楼14层应急灯", "Emergency light, Bldg 5 floor 14", "5号楼"),
                Light("light-garage-b", "车库B区照明", "Garage zone B lighting", "L-B3", 48, 18, "garage", "设备间"),
                Light("light-road-1", "小区主路照明", "Main road lighting", "L-R1", 30, 60, "road", "设备间"),
            ]),
    ];

    private static DemoAsset Lift(string code, string name, string nameEn, string building, string registration, string supervisory, string next, int stops) =>
        new(code, "elevator", name, nameEn, building, Attributes(
            ("registration_no", registration), ("rescue_no", registration[^5..].PadLeft(6, '1')), ("maker", "海川电梯"), ("model", "HC-1750"), ("rated_load_kg", "1000"),
            ("rated_persons", "13"), ("rated_speed", "1.75"), ("stops", Text(stops)), ("supervisory_inspection", supervisory), ("next_inspection", next), ("use", "residential"),
            ("firm", "恒升电梯"), ("safety_officer", "王芳"), ("way_in", $"东门进，{building}；机房在 {stops} 层楼顶，钥匙在门岗 2 号柜。"), ("gate_phone", "0532-0000 0110")));

    private static DemoAsset Booster(string code, string name, string nameEn, string zone, double kw, string building = "地下室") =>
        new(code, "booster-pump", name, nameEn, building, Attributes(
            ("zone", zone), ("pumps", "2"), ("rated_flow_m3h", "50"), ("head_m", "52"), ("rated_kw", Text(kw)), ("rated_current_a", Text(kw * 2.2)), ("setpoint_mpa", "0.45"), ("vfd", "true")));

    private static DemoAsset FirePump(string code, string name, string nameEn, string system, string building = "地下室") =>
        new(code, "fire-pump", name, nameEn, building, Attributes(("system", system), ("rated_current_a", "50"), ("churn_mpa", "0.8")));

    private static DemoAsset Panel(string code, string name, string nameEn, string building = "地下室") =>
        new(code, "fire-alarm", name, nameEn, building, Attributes(("maker", "安泰消防"), ("model", "AT-5000"), ("loops", "4"), ("detectors", "480"), ("commissioned", "2019-05-01"), ("firm", "宏宇消防")));

    private static DemoAsset Smoke(string code, string name, string nameEn, string building) =>
        new(code, "smoke-detector", name, nameEn, building, Attributes(("network", "nb_iot")));

    private static DemoAsset Emergency(string code, string name, string nameEn, string building) =>
        new(code, "emergency-light", name, nameEn, building, Attributes(("location", name), ("required_min", "30"), ("battery_nominal_v", "3.6"), ("installed", "2021-04-15")));

    private static DemoAsset Light(string code, string name, string nameEn, string circuit, int lamps, int watts, string area, string building) =>
        new(code, "lighting-circuit", name, nameEn, building, Attributes(("circuit", circuit), ("lamps", Text(lamps)), ("lamp_w", Text(watts)), ("area", area)));

    private static Dictionary<string, string> Attributes(params ReadOnlySpan<(string Key, string Value)> attributes)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes) result.Add(key, value);
        return result;
    }

    private static string Text(double number) => number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
