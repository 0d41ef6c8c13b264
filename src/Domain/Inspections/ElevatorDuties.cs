using Facilities.Domain.Faults;
using static Facilities.Domain.Inspections.InspectionAnchor;

namespace Facilities.Domain.Inspections;

/// <summary>Duties for elevators: TSG T5002 (upkeep), T7001-2023 (inspection), T7008-2023 (testing), SAMR order 74 of 2023 (safety officer).</summary>
internal static class ElevatorDuties
{
    private const string Type = "elevator";
    private const string Upkeep = "TSG T5002-2017";
    private static readonly string[] Signed = ["checklist", "signatures", "inspection_mode"];
    private static readonly string[] Measured = ["checklist", "signatures", "inspection_mode", "values"];

    public static IReadOnlyList<InspectionTemplate> All { get; } =
    [
        new(InspectionTemplates.ElevatorHalfMonth, Type, "半月维护保养", "Half-monthly maintenance", InspectionInterval.HalfMonth, MaximumInterval, Performer.Firm, true, Signed, Upkeep, BasisMark.Stated)
        {
            Signatures = 2,
            Steps =
            [
                Step("machine_room", "机房清洁、通风", "Machine room clean and ventilated", Severity.P3, "drive", "°C", 5, 40),
                Step("brake", "制动器动作正常", "Brake works", Severity.P2, "brake"),
                Step("rescue_device", "手动紧急操作装置齐全", "Manual rescue device in place", Severity.P2, "drive"),
                Step("intercom", "轿厢对讲畅通", "Car intercom answered", Severity.P2, "supply"),
                Step("car_light", "轿厢照明、应急照明", "Car light and emergency light", Severity.P3, "supply"),
                Step("door_protection", "门防撞保护装置有效", "Door protection works", Severity.P2, "door"),
                Step("landing_locks", "层门锁紧装置", "Landing door locks", Severity.P2, "lock"),
                Step("leveling", "平层准确度", "Levelling accuracy", Severity.P3, "levelling", "mm", -10, 10),
                Step("pit", "底坑清洁、无渗水", "Pit clean and dry", Severity.P3, "supply"),
                Step("stop_switches", "停止装置", "Stop switches", Severity.P2, "supply"),
            ],
        },
        new("elevator-quarter", Type, "季度维护保养", "Quarterly maintenance", InspectionInterval.Months(3), MaximumInterval, Performer.Firm, true, Measured, Upkeep, BasisMark.Stated)
        {
            Signatures = 2, Includes = [InspectionTemplates.ElevatorHalfMonth],
        },
        new("elevator-half-year", Type, "半年维护保养", "Half-yearly maintenance", InspectionInterval.Months(6), MaximumInterval, Performer.Firm, true, Measured, Upkeep, BasisMark.Stated)
        {
            Signatures = 2, Includes = ["elevator-quarter"],
        },
        new("elevator-year", Type, "年度维护保养", "Yearly maintenance", InspectionInterval.Months(12), MaximumInterval, Performer.Firm, true, Measured, Upkeep, BasisMark.Stated)
        {
            Signatures = 2, Includes = ["elevator-half-year"],
        },
        new("elevator-self-check", Type, "年度自行检查", "Yearly self-check", InspectionInterval.Months(12), MaximumInterval, Performer.Firm, true, ["report"], Upkeep, BasisMark.Stated),
        new("elevator-rescue-drill", Type, "困人救援演练", "Rescue drill", InspectionInterval.Months(6), MaximumInterval, Performer.Firm, true, ["video", "times"], Upkeep, BasisMark.Stated),
        new("elevator-inspection", Type, "定期检验", "Periodic inspection", InspectionInterval.Years([1, 4, 7, 9, 11, 13, 15], 1), Fixed, Performer.InspectionBody, true, ["report_number"], "TSG T7001-2023", BasisMark.Stated)
        {
            EarlyMonths = 2,
        },
        new("elevator-testing", Type, "自行检测", "Testing", InspectionInterval.Years([2, 3, 5, 6, 8, 10, 12, 14], 0), Fixed, Performer.Firm, true, ["report"], "TSG T7008-2023", BasisMark.Stated)
        {
            EarlyMonths = 2,
        },
        Daily("elevator-daily-control", "日管控", "Daily control", InspectionInterval.Days(1), Performer.SafetyOfficer),
        Daily("elevator-weekly-check", "周排查", "Weekly check", InspectionInterval.Days(7), Performer.SafetyDirector),
        Daily("elevator-monthly-review", "月调度", "Monthly review", InspectionInterval.Months(1), Performer.Principal),
        new("elevator-intercom-test", Type, "对讲测试", "Intercom test", InspectionInterval.Months(1), MaximumInterval, Performer.SafetyOfficer, false, ["call_log"], "EN 81-28", BasisMark.Check),
        new("elevator-brake-test", Type, "125%制动试验", "125 % brake test", InspectionInterval.Months(60), Fixed, Performer.Firm, true, ["report"], Upkeep, BasisMark.Check),
    ];

    private static InspectionStep Step(string key, string name, string nameEn, Severity severity, string family, string? unit = null, double? minimum = null, double? maximum = null) =>
        new(key, name, nameEn, severity, family, unit, minimum, maximum);

    private static InspectionTemplate Daily(string key, string name, string nameEn, InspectionInterval interval, Performer performer) =>
        new(key, Type, name, nameEn, interval, Fixed, performer, true, ["record"], "SAMR order 74 (2023)", BasisMark.Stated) { AvoidsHolidays = false };
}
