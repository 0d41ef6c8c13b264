using Facilities.Domain.Faults;
using static Facilities.Domain.Inspections.InspectionAnchor;

namespace Facilities.Domain.Inspections;

/// <summary>Duties for fire pumps, tanks, hydrants and sprinklers: GB 50974-2014 ch. 14, GB 25201, NFPA 25, Fire Law art. 16.</summary>
internal static class FireWaterDuties
{
    private const string Pump = "fire-pump";
    private const string Water = "GB 50974-2014";

    public static IReadOnlyList<InspectionTemplate> All { get; } =
    [
        new(InspectionTemplates.FirePumpWeeklyStart, Pump, "消防泵周自动启动", "Weekly simulated automatic start", InspectionInterval.Days(7), MaximumInterval, Performer.Firm, true, ["current_trace", "pressure_trace"], Water, BasisMark.Stated)
        {
            Steps =
            [
                Step("selector_before", "启动前控制柜在自动位", "Selector in AUTO before", Severity.P1, "readiness"),
                Step("start", "模拟信号后启动用时", "Time from signal to running", Severity.P1, "readiness", "s", 0, 120),
                Step("current", "电流正常", "Current normal", Severity.P2, "readiness"),
                Step("pressure", "出口压力正常", "Discharge pressure normal", Severity.P2, "pressure"),
                Step("stopped_by_hand", "手动停泵", "Stopped by hand", Severity.P3, "readiness"),
                Step("selector_after", "试验后恢复自动位", "Selector back to AUTO", Severity.P1, "readiness"),
                Step("room", "泵房温度", "Room temperature", Severity.P2, "room", "°C", 5, 45),
            ],
        },
        new("fire-pump-manual-start", Pump, "手动启动、电源检查", "Manual start, supply check", InspectionInterval.Months(1), MaximumInterval, Performer.Operator, true, ["trace"], Water, BasisMark.Stated),
        new("fire-pump-flow-test", Pump, "流量和压力试验", "Flow and pressure test", InspectionInterval.Months(3), MaximumInterval, Performer.Firm, true, ["curve"], Water, BasisMark.Stated),
        new("fire-pump-jockey", Pump, "稳压泵启停压力和次数", "Jockey start/stop pressure and count", InspectionInterval.Days(1), MaximumInterval, Performer.Automatic, true, ["counters"], Water, BasisMark.Stated) { AvoidsHolidays = false },
        new("fire-pump-diesel-battery", Pump, "柴油泵电池检查", "Diesel battery", InspectionInterval.Days(1), MaximumInterval, Performer.Operator, true, ["values"], Water, BasisMark.Stated) { AvoidsHolidays = false },
        new("fire-pump-diesel-fuel", Pump, "柴油泵油位检查", "Diesel fuel", InspectionInterval.Days(7), MaximumInterval, Performer.Operator, true, ["values"], Water, BasisMark.Stated),
        new("fire-pump-diesel-run", Pump, "柴油泵手动启动", "Diesel manual run", InspectionInterval.Months(1), MaximumInterval, Performer.Operator, true, ["trace"], Water, BasisMark.Stated),
        new("fire-water-tank", "fire-tank", "消防水池水箱水位、气压罐压力", "Tank level, vessel pressure", InspectionInterval.Months(1), MaximumInterval, Performer.Operator, true, ["values"], Water, BasisMark.Stated),
        new("fire-water-temperature", "fire-tank", "冬季水温巡查", "Winter temperature", InspectionInterval.Days(1), MaximumInterval, Performer.Operator, true, ["values"], Water, BasisMark.Stated) { AvoidsHolidays = false },
        new("fire-pump-churn-diesel", Pump, "柴油泵零流量运行30分钟", "Diesel churn, 30 min", InspectionInterval.Days(7), MaximumInterval, Performer.Operator, false, ["trace"], "NFPA 25", BasisMark.Stated),
        new("fire-pump-churn-electric", Pump, "电动泵零流量运行10分钟", "Electric churn, 10 min", InspectionInterval.Months(1), MaximumInterval, Performer.Operator, false, ["trace"], "NFPA 25", BasisMark.Stated),
        new("fire-pump-yearly-flow", Pump, "年度流量试验", "Yearly flow test", InspectionInterval.Months(12), MaximumInterval, Performer.Operator, false, ["trace"], "NFPA 25", BasisMark.Stated),
        new("hydrant-static", "hydrant", "消火栓静压", "Hydrant static pressure", InspectionInterval.Months(1), MaximumInterval, Performer.Operator, true, ["pressure"], Water, BasisMark.Stated),
        new("hydrant-full", "hydrant", "消火栓全面检查", "Hydrant full check", InspectionInterval.Months(6), MaximumInterval, Performer.Firm, true, ["pressure"], Water, BasisMark.Stated) { Includes = ["hydrant-static"] },
        new("sprinkler-flow-switch", "sprinkler", "水流指示器试验", "Flow switch", InspectionInterval.Months(2), MaximumInterval, Performer.Operator, true, ["switch_events"], Water, BasisMark.Stated),
        new("sprinkler-alarm-valve", "sprinkler", "报警阀试验", "Alarm valve", InspectionInterval.Months(3), MaximumInterval, Performer.Firm, true, ["switch_events"], Water, BasisMark.Stated),
        new("fire-patrol-daily", "fire-system", "重点单位每日防火巡查", "Daily patrol of a key unit", InspectionInterval.Days(1), Fixed, Performer.Operator, true, ["points"], "GB 25201", BasisMark.Check) { AvoidsHolidays = false },
        new("fire-patrol-weekly", "fire-system", "每周防火巡查", "Weekly patrol", InspectionInterval.Days(7), Fixed, Performer.Operator, true, ["points"], "GB 25201", BasisMark.Check),
        new("fire-system-month", "fire-system", "消防设施月度维保", "Monthly maintenance check", InspectionInterval.Months(1), MaximumInterval, Performer.Firm, true, ["report"], "GB 25201", BasisMark.Stated),
        new("fire-system-year", "fire-system", "消防设施年度检测", "Yearly full test", InspectionInterval.Months(12), MaximumInterval, Performer.InspectionBody, true, ["report"], "Fire Law art. 16", BasisMark.Stated),
    ];

    private static InspectionStep Step(string key, string name, string nameEn, Severity severity, string family, string? unit = null, double? minimum = null, double? maximum = null) =>
        new(key, name, nameEn, severity, family, unit, minimum, maximum);
}
