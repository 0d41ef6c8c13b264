using static Facilities.Domain.Inspections.InspectionAnchor;

namespace Facilities.Domain.Inspections;

/// <summary>Duties for detectors, emergency lights, booster pumps, lighting, escape routes and structures.</summary>
internal static class OtherDuties
{
    private const string Lights = "GB 17945";
    private const string Ours = "";
    private const string Local = "local rules";

    public static IReadOnlyList<InspectionTemplate> All { get; } =
    [
        new("smoke-detector-sample", "smoke-detector", "烟感功能抽测", "Functional sample", InspectionInterval.Months(12), MaximumInterval, Performer.Firm, true, ["panel_events"], "NFPA 72 / GB 50166", BasisMark.Check),
        // The first after two years of use, then every three.
        new("smoke-detector-cleaning", "smoke-detector", "烟感清洗", "Cleaning", InspectionInterval.Years([2], 3), Fixed, Performer.Firm, true, ["report"], "GB 50166", BasisMark.Stated),
        new("emergency-light-function", "emergency-light", "应急照明月度功能试验", "Monthly function test", InspectionInterval.Months(1), MaximumInterval, Performer.Automatic, true, ["mode"], Lights, BasisMark.Stated),
        new("emergency-light-discharge", "emergency-light", "应急照明年度放电试验", "Yearly full discharge", InspectionInterval.Months(12), MaximumInterval, Performer.Automatic, true, ["mode", "duration"], Lights, BasisMark.Stated) { Includes = ["emergency-light-function"] },
        new("booster-pump-round", "booster-pump", "二次供水巡检", "Round", InspectionInterval.Days(1), Fixed, Performer.Operator, false, ["values"], Local, BasisMark.Check) { AvoidsHolidays = false },
        new("booster-pump-lubrication", "booster-pump", "润滑", "Lubrication", InspectionInterval.Months(3), Floating, Performer.Firm, false, ["values"], Local, BasisMark.Check),
        new("booster-pump-tank-cleaning", "booster-pump", "水箱清洗消毒", "Tank cleaning", InspectionInterval.Months(6), MaximumInterval, Performer.Firm, true, ["lab_report"], Local, BasisMark.Check),
        new("fire-lane-round", "fire-lane", "消防通道、楼道巡查", "Fire lane and stairwell", InspectionInterval.Days(1), Fixed, Performer.Operator, false, ["photo_pair"], Ours, BasisMark.Default) { AvoidsHolidays = false },
        new("extinguisher-pressure", "extinguisher", "灭火器压力", "Extinguisher pressure", InspectionInterval.Months(1), Fixed, Performer.Operator, false, ["photo"], Ours, BasisMark.Default),
        new("lighting-round", "lighting-circuit", "公共照明巡查", "Lighting round", InspectionInterval.Days(7), Fixed, Performer.Operator, false, ["photo"], Ours, BasisMark.Default),
        new("lighting-leakage", "lighting-circuit", "漏电测试", "Leakage test", InspectionInterval.Months(6), Floating, Performer.Operator, false, ["current"], Ours, BasisMark.Default),
        new("structure-round", "structure", "屋面、外墙、道路巡查", "Roof, outer wall, road", InspectionInterval.Months(6), Floating, Performer.Operator, false, ["photo"], Ours, BasisMark.Default),
    ];
}
