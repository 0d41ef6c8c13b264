using System.Globalization;
using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

/// <summary>
/// Due dates counted by hand, each with the basis it stands on. A row: basis, duty, anchor, what happens, and what is due through a day.
/// What happens: <c>do DUE@DAY</c>, <c>out FROM..BACK</c> with a permit, <c>rest FROM..BACK</c> without one, <c>tighten INTERVAL from DAY</c>, <c>demand INTERVAL FROM..UNTIL</c>, <c>holidays</c> (the weeks around National Day 2026).
/// What is due: dates; <c>x</c> = excused, <c>&gt;DAY</c> = planned for an earlier day.
/// </summary>
public sealed class DueDates_Tests
{
    [Theory]
    // A half-month is 15 days, not a calendar half; it drifts through the months.
    [InlineData("TSG T5002-2017", "elevator-half-month", "2026-01-01", "", "2026-03-05", "2026-01-16 2026-01-31 2026-02-15 2026-03-02")]
    [InlineData("TSG T5002-2017, leap year", "elevator-half-month", "2028-02-01", "", "2028-03-20", "2028-02-16 2028-03-02 2028-03-17")]
    [InlineData("TSG T5002-2017, common year", "elevator-half-month", "2027-02-01", "", "2027-03-20", "2027-02-16 2027-03-03 2027-03-18")]
    [InlineData("TSG T5002-2017, New Year", "elevator-half-month", "2026-12-10", "", "2027-01-10", "2026-12-25 2027-01-09")]
    // At most: early work brings the next one forward, lateness never pushes it back.
    [InlineData("TSG T5002-2017, at most", "elevator-half-month", "2026-01-01", "do 2026-01-16@2026-01-10", "2026-02-28", "2026-01-16 2026-01-25 2026-02-09 2026-02-24")]
    [InlineData("TSG T5002-2017, at most", "elevator-half-month", "2026-01-01", "do 2026-01-16@2026-01-20", "2026-02-20", "2026-01-16 2026-01-31 2026-02-15")]
    [InlineData("TSG T5002-2017, at most", "elevator-half-month", "2026-01-01", "do 2026-01-16@2026-01-16", "2026-02-20", "2026-01-16 2026-01-31 2026-02-15")]
    [InlineData("TSG T5002-2017, at most", "elevator-half-month", "2026-01-01", "do 2026-01-16@2026-01-10; do 2026-01-25@2026-01-20", "2026-02-20", "2026-01-16 2026-01-25 2026-02-04 2026-02-19")]
    [InlineData("TSG T5002-2017, at most", "elevator-half-month", "2028-02-14", "do 2028-02-29@2028-02-29", "2028-03-31", "2028-02-29 2028-03-15 2028-03-30")]
    [InlineData("GB 25201-2010, out of use with a permit", "elevator-half-month", "2026-01-01", "out 2026-02-01..2026-03-10", "2026-03-31", "2026-01-16 2026-01-31 2026-02-15x 2026-03-02x 2026-03-10 2026-03-25")]
    [InlineData("GB 25201-2010, back before the next due", "elevator-half-month", "2026-01-01", "out 2026-02-01..2026-02-10", "2026-03-05", "2026-01-16 2026-01-31 2026-02-15 2026-03-02")]
    [InlineData("GB 25201-2010, back on a due date", "elevator-half-month", "2026-01-01", "out 2026-01-10..2026-01-31", "2026-02-20", "2026-01-16x 2026-01-31 2026-02-15")]
    [InlineData("a firm asks more of itself", "elevator-half-month", "2026-01-01", "tighten 10d from 2026-02-05", "2026-02-21", "2026-01-16 2026-01-31 2026-02-10 2026-02-20")]
    [InlineData("a firm asks more of itself, not for days that are over", "elevator-half-month", "2026-01-01", "tighten 10d from 2026-02-12", "2026-02-23", "2026-01-16 2026-01-31 2026-02-12 2026-02-22")]
    [InlineData("国市监特设〔2020〕56号", "elevator-half-month", "2026-01-01", "demand 1mo 2026-02-01..2026-04-30", "2026-05-20", "2026-01-16 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-15")]
    [InlineData("国市监特设〔2020〕56号, the permit ends", "elevator-half-month", "2026-01-01", "demand 1mo 2026-02-01..2026-04-10", "2026-05-01", "2026-01-16 2026-01-31 2026-02-28 2026-03-31 2026-04-15 2026-04-30")]
    [InlineData("国市监特设〔2020〕56号, stays at most", "elevator-half-month", "2026-01-01", "demand 30d 2026-02-01..2026-12-31; do 2026-03-02@2026-02-20", "2026-04-30", "2026-01-16 2026-01-31 2026-03-02 2026-03-22 2026-04-21")]
    // Month ends clamp and come back.
    [InlineData("TSG T5002-2017, quarter", "elevator-quarter", "2025-11-30", "", "2026-12-01", "2026-02-28 2026-05-30 2026-08-30 2026-11-30")]
    [InlineData("TSG T5002-2017, quarter", "elevator-quarter", "2026-03-31", "", "2027-04-01", "2026-06-30 2026-09-30 2026-12-31 2027-03-31")]
    [InlineData("TSG T5002-2017, quarter, early", "elevator-quarter", "2026-03-31", "do 2026-06-30@2026-06-15", "2027-01-01", "2026-06-30 2026-09-15 2026-12-15")]
    [InlineData("TSG T5002-2017, half-year", "elevator-half-year", "2026-08-31", "", "2028-03-01", "2027-02-28 2027-08-31 2028-02-29")]
    [InlineData("TSG T5002-2017, half-year", "elevator-half-year", "2027-08-29", "", "2028-09-01", "2028-02-29 2028-08-29")]
    [InlineData("TSG T5002-2017, year", "elevator-year", "2028-02-29", "", "2032-03-01", "2029-02-28 2030-02-28 2031-02-28 2032-02-29")]
    [InlineData("TSG T5002-2017, year, late", "elevator-year", "2026-05-10", "do 2027-05-10@2027-05-20", "2028-06-01", "2027-05-10 2028-05-10")]
    [InlineData("TSG T5002-2017, year, early", "elevator-year", "2026-05-10", "do 2027-05-10@2027-04-20", "2028-06-01", "2027-05-10 2028-04-20")]
    [InlineData("TSG T5002-2017, self-check", "elevator-self-check", "2026-03-31", "", "2029-04-01", "2027-03-31 2028-03-31 2029-03-31")]
    [InlineData("TSG T5002-2017, rescue drill", "elevator-rescue-drill", "2026-01-31", "", "2027-02-01", "2026-07-31 2027-01-31")]
    // Years 1, 4, 7, 9, 11, 13, 15 after the supervisory inspection, then yearly; testing in the other years.
    [InlineData("TSG T7001-2023", "elevator-inspection", "2020-06-15", "", "2037-01-01", "2021-06-15 2024-06-15 2027-06-15 2029-06-15 2031-06-15 2033-06-15 2035-06-15 2036-06-15")]
    [InlineData("TSG T7001-2023, 29 February", "elevator-inspection", "2020-02-29", "", "2029-12-31", "2021-02-28 2024-02-29 2027-02-28 2029-02-28")]
    [InlineData("TSG T7001-2023, two months early", "elevator-inspection", "2020-06-15", "do 2024-06-15@2024-04-15", "2029-12-31", "2021-06-15 2024-06-15 2027-06-15 2029-06-15")]
    [InlineData("TSG T7001-2023, late", "elevator-inspection", "2020-06-15", "do 2021-06-15@2021-08-01", "2027-12-31", "2021-06-15 2024-06-15 2027-06-15")]
    [InlineData("TSG T7001-2023, yearly after the fifteenth", "elevator-inspection", "2010-09-30", "", "2028-12-31", "2011-09-30 2014-09-30 2017-09-30 2019-09-30 2021-09-30 2023-09-30 2025-09-30 2026-09-30 2027-09-30 2028-09-30")]
    [InlineData("TSG T7001-2023, over a year out of use", "elevator-inspection", "2020-06-15", "out 2025-01-10..2026-02-01", "2027-12-31", "2021-06-15 2024-06-15 2026-02-01 2027-06-15")]
    [InlineData("TSG T7001-2023, a year out of use", "elevator-inspection", "2020-06-15", "out 2025-01-10..2026-01-10", "2027-12-31", "2021-06-15 2024-06-15 2027-06-15")]
    [InlineData("TSG T7001-2023, due while out of use", "elevator-inspection", "2020-06-15", "out 2026-06-01..2027-07-01", "2029-12-31", "2021-06-15 2024-06-15 2027-06-15x 2027-07-01 2029-06-15")]
    [InlineData("TSG T7001-2023, back on the due date", "elevator-inspection", "2020-06-15", "out 2026-01-01..2027-06-15", "2029-12-31", "2021-06-15 2024-06-15 2027-06-15 2029-06-15")]
    [InlineData("TSG T7008-2023", "elevator-testing", "2020-06-15", "", "2040-01-01", "2022-06-15 2023-06-15 2025-06-15 2026-06-15 2028-06-15 2030-06-15 2032-06-15 2034-06-15")]
    [InlineData("TSG T7008-2023, 29 February", "elevator-testing", "2020-02-29", "", "2030-12-31", "2022-02-28 2023-02-28 2025-02-28 2026-02-28 2028-02-29 2030-02-28")]
    [InlineData("TSG T7008-2023, early", "elevator-testing", "2020-06-15", "do 2023-06-15@2023-04-20", "2026-12-31", "2022-06-15 2023-06-15 2025-06-15 2026-06-15")]
    [InlineData("TSG T7001-2023, due while out of use for a month", "elevator-inspection", "2020-06-15", "out 2027-06-01..2027-07-01", "2029-12-31", "2021-06-15 2024-06-15 2027-06-15x 2027-07-01 2029-06-15")]
    [InlineData("TSG T7001-2023, done before it went out of use", "elevator-inspection", "2020-06-15", "do 2027-06-15@2027-05-01; out 2027-06-01..2027-07-01", "2029-12-31", "2021-06-15 2024-06-15 2027-06-15 2029-06-15")]
    [InlineData("TSG T7001-2023, over a year out of service without a permit", "elevator-inspection", "2020-06-15", "rest 2025-01-10..2026-02-01", "2027-12-31", "2021-06-15 2024-06-15 2026-02-01 2027-06-15")]
    [InlineData("TSG T7001-2023, a year out of service without a permit", "elevator-inspection", "2020-06-15", "rest 2025-01-10..2026-01-10", "2027-12-31", "2021-06-15 2024-06-15 2027-06-15")]
    [InlineData("TSG T7001-2023, a permit and then none, over a year together", "elevator-inspection", "2020-06-15", "out 2025-01-10..2025-06-01; rest 2025-06-01..2026-02-01", "2027-12-31", "2021-06-15 2024-06-15 2026-02-01 2027-06-15")]
    [InlineData("TSG T5002-2017, out of service without a permit", "elevator-half-month", "2026-01-01", "rest 2026-01-20..2026-03-01", "2026-03-20", "2026-01-16 2026-03-01 2026-03-16")]
    [InlineData("TSG T7008-2023, due while out of use", "elevator-testing", "2020-06-15", "out 2026-06-01..2026-08-01", "2028-12-31", "2022-06-15 2023-06-15 2025-06-15 2026-06-15x 2026-08-01 2028-06-15")]
    [InlineData("TSG T7008-2023, the last one due while out of use", "elevator-testing", "2012-06-15", "out 2026-06-01..2026-08-01", "2028-12-31", "2014-06-15 2015-06-15 2017-06-15 2018-06-15 2020-06-15 2022-06-15 2024-06-15 2026-06-15x 2026-08-01")]
    [InlineData("SAMR order 74, monthly, out of use", "elevator-monthly-review", "2026-01-31", "out 2026-02-20..2026-03-10", "2026-04-30", "2026-02-28x 2026-03-10 2026-03-31 2026-04-30")]
    [InlineData("SAMR order 74, weekly, out of use: it comes round anyway", "elevator-weekly-check", "2026-03-02", "out 2026-03-08..2026-03-12", "2026-03-24", "2026-03-09x 2026-03-16 2026-03-23")]
    [InlineData("SAMR order 74, daily, out of use", "elevator-daily-control", "2026-03-01", "out 2026-03-03..2026-03-05", "2026-03-06", "2026-03-02 2026-03-03x 2026-03-04x 2026-03-05 2026-03-06")]
    // Fixed records: neither early nor late work moves them.
    [InlineData("SAMR order 74, daily, leap year", "elevator-daily-control", "2028-02-27", "", "2028-03-02", "2028-02-28 2028-02-29 2028-03-01 2028-03-02")]
    [InlineData("SAMR order 74, daily, New Year", "elevator-daily-control", "2026-12-30", "do 2026-12-31@2026-12-31", "2027-01-02", "2026-12-31 2027-01-01 2027-01-02")]
    [InlineData("SAMR order 74, weekly", "elevator-weekly-check", "2026-12-28", "", "2027-01-12", "2027-01-04 2027-01-11")]
    [InlineData("SAMR order 74, weekly, late", "elevator-weekly-check", "2026-03-02", "do 2026-03-09@2026-03-11", "2026-03-24", "2026-03-09 2026-03-16 2026-03-23")]
    [InlineData("SAMR order 74, monthly", "elevator-monthly-review", "2026-01-31", "", "2026-05-31", "2026-02-28 2026-03-31 2026-04-30 2026-05-31")]
    [InlineData("SAMR order 74, monthly, leap year", "elevator-monthly-review", "2027-12-31", "do 2028-01-31@2028-01-15", "2028-03-31", "2028-01-31 2028-02-29 2028-03-31")]
    [InlineData("EN 81-28", "elevator-intercom-test", "2026-01-31", "do 2026-02-28@2026-02-20", "2026-04-30", "2026-02-28 2026-03-20 2026-04-20")]
    [InlineData("EN 81-28, done on a clamped month end", "elevator-intercom-test", "2026-01-31", "do 2026-02-28@2026-02-28", "2026-04-30", "2026-02-28 2026-03-28 2026-04-28")]
    [InlineData("TSG T5002-2017, five years", "elevator-brake-test", "2026-03-02", "", "2036-12-31", "2031-03-02 2036-03-02")]
    [InlineData("TSG T5002-2017, five years from 29 February", "elevator-brake-test", "2024-02-29", "", "2034-12-31", "2029-02-28 2034-02-28")]
    // Fire water.
    [InlineData("GB 50974-2014, weekly", "fire-pump-weekly-start", "2026-12-28", "", "2027-01-12", "2027-01-04 2027-01-11")]
    [InlineData("GB 50974-2014, weekly, leap year", "fire-pump-weekly-start", "2028-02-24", "", "2028-03-10", "2028-03-02 2028-03-09")]
    [InlineData("GB 50974-2014, weekly, early", "fire-pump-weekly-start", "2026-03-02", "do 2026-03-09@2026-03-06", "2026-03-28", "2026-03-09 2026-03-13 2026-03-20 2026-03-27")]
    [InlineData("GB 50974-2014, weekly, late", "fire-pump-weekly-start", "2026-03-02", "do 2026-03-09@2026-03-12", "2026-03-24", "2026-03-09 2026-03-16 2026-03-23")]
    [InlineData("GB 50974-2014, weekly, pump under repair", "fire-pump-weekly-start", "2026-03-02", "out 2026-03-10..2026-03-26", "2026-04-03", "2026-03-09 2026-03-16x 2026-03-23x 2026-03-26 2026-04-02")]
    [InlineData("GB 50974-2014, daily", "fire-pump-jockey", "2027-02-27", "", "2027-03-02", "2027-02-28 2027-03-01 2027-03-02")]
    [InlineData("GB 50974-2014, monthly", "fire-pump-manual-start", "2026-10-31", "", "2027-03-01", "2026-11-30 2026-12-31 2027-01-31 2027-02-28")]
    [InlineData("GB 50974-2014, quarterly", "fire-pump-flow-test", "2027-11-30", "", "2028-09-01", "2028-02-29 2028-05-30 2028-08-30")]
    [InlineData("GB 50974-2014, diesel fuel", "fire-pump-diesel-fuel", "2026-02-22", "do 2026-03-01@2026-02-28", "2026-03-15", "2026-03-01 2026-03-07 2026-03-14")]
    [InlineData("GB 50974-2014, winter ends and begins", "fire-water-temperature", "2026-03-12", "", "2026-11-17", "2026-03-13 2026-03-14 2026-03-15 2026-11-15 2026-11-16 2026-11-17")]
    [InlineData("GB 50974-2014, winter over New Year", "fire-water-temperature", "2026-12-30", "", "2027-01-02", "2026-12-31 2027-01-01 2027-01-02")]
    [InlineData("NFPA 25, diesel weekly", "fire-pump-churn-diesel", "2026-05-25", "", "2026-06-09", "2026-06-01 2026-06-08")]
    [InlineData("NFPA 25, electric monthly", "fire-pump-churn-electric", "2026-05-31", "", "2026-08-31", "2026-06-30 2026-07-31 2026-08-31")]
    [InlineData("GB 50974-2014, hydrant", "hydrant-full", "2026-04-30", "", "2027-05-01", "2026-10-30 2027-04-30")]
    [InlineData("GB 50974-2014, two months", "sprinkler-flow-switch", "2025-12-31", "", "2026-09-01", "2026-02-28 2026-04-30 2026-06-30 2026-08-31")]
    [InlineData("GB 50974-2014, alarm valve", "sprinkler-alarm-valve", "2026-01-15", "do 2026-04-15@2026-04-01", "2026-10-15", "2026-04-15 2026-07-01 2026-10-01")]
    [InlineData("GB 25201-2010, weekly patrol", "fire-patrol-weekly", "2026-02-23", "do 2026-03-02@2026-02-27", "2026-03-17", "2026-03-02 2026-03-09 2026-03-16")]
    [InlineData("Fire Law art. 16, month", "fire-system-month", "2026-08-31", "", "2026-12-01", "2026-09-30 2026-10-31 2026-11-30")]
    [InlineData("Fire Law art. 16, year", "fire-system-year", "2026-02-28", "do 2027-02-28@2027-02-10", "2029-03-01", "2027-02-28 2028-02-10 2029-02-10")]
    // Detectors and lights.
    [InlineData("GB 50166, functional sample", "smoke-detector-sample", "2027-03-31", "", "2029-04-01", "2028-03-31 2029-03-31")]
    [InlineData("GB 50166, cleaned after two years, then every three", "smoke-detector-cleaning", "2026-03-02", "", "2037-01-01", "2028-03-02 2031-03-02 2034-03-02")]
    [InlineData("GB 50166, from 29 February", "smoke-detector-cleaning", "2024-02-29", "", "2033-01-01", "2026-02-28 2029-02-28 2032-02-29")]
    [InlineData("GB 17945, monthly", "emergency-light-function", "2028-01-30", "", "2028-04-30", "2028-02-29 2028-03-30 2028-04-30")]
    [InlineData("GB 17945, yearly", "emergency-light-discharge", "2027-02-28", "", "2029-03-01", "2028-02-28 2029-02-28")]
    // Floating: from the day it was done.
    [InlineData("local rules, lubrication, late", "booster-pump-lubrication", "2026-01-31", "do 2026-04-30@2026-05-10", "2026-12-01", "2026-04-30 2026-08-10 2026-11-10")]
    [InlineData("local rules, lubrication, early", "booster-pump-lubrication", "2026-01-31", "do 2026-04-30@2026-04-20", "2026-11-01", "2026-04-30 2026-07-20 2026-10-20")]
    [InlineData("local rules, tank cleaning", "booster-pump-tank-cleaning", "2026-08-31", "", "2027-09-01", "2027-02-28 2027-08-31")]
    [InlineData("our default, leakage", "lighting-leakage", "2026-03-31", "do 2026-09-30@2026-10-15", "2027-05-01", "2026-09-30 2027-04-15")]
    [InlineData("our default, structures", "structure-round", "2026-08-30", "", "2027-09-01", "2027-02-28 2027-08-30")]
    // Holidays and worked weekends move the planned day, never the due date.
    [InlineData("National Day 2026", "elevator-half-month", "2026-09-16", "holidays", "2026-10-20", "2026-10-01>2026-09-30 2026-10-16")]
    [InlineData("National Day 2026, last day off", "elevator-half-month", "2026-09-22", "holidays", "2026-10-10", "2026-10-07>2026-09-30")]
    [InlineData("National Day 2026, worked Saturday", "elevator-half-month", "2026-09-25", "holidays", "2026-10-20", "2026-10-10")]
    [InlineData("National Day 2026, Sunday after the worked Saturday", "elevator-half-month", "2026-09-26", "holidays", "2026-10-20", "2026-10-11>2026-10-10")]
    [InlineData("National Day 2026, worked Sunday before", "elevator-half-month", "2026-09-05", "holidays", "2026-09-30", "2026-09-20")]
    [InlineData("National Day 2026, a week with no working day", "fire-pump-weekly-start", "2026-09-30", "holidays", "2026-10-08", "2026-10-07")]
    [InlineData("National Day 2026, daily records keep their day", "elevator-daily-control", "2026-09-30", "holidays", "2026-10-03", "2026-10-01 2026-10-02 2026-10-03")]
    [InlineData("weekend", "fire-system-month", "2026-09-28", "holidays", "2026-11-28", "2026-10-28 2026-11-28>2026-11-27")]
    public void Are_as_counted_by_hand(string basis, string template, string anchor, string events, string through, string dues)
    {
        var duty = new Duty(InspectionTemplates.Find(template).ShouldNotBeNull(), anchor, events == "holidays" ? Sites.Calendar(NationalDay2026) : null);
        duty.Plan(anchor);
        foreach (var happens in events.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Happens(duty, happens, Day(anchor));
        duty.Plan(through);
        duty.Plan(through).IsEmpty.ShouldBeTrue(basis);

        var shown = duty.Items.Where(item => item.DueDate <= Day(through)).OrderBy(item => item.DueDate)
            .Select(item => Text(item.DueDate) + (item.State == InspectionState.Excused ? "x" : "") + (events == "holidays" && item.PlannedDate != item.DueDate ? ">" + Text(item.PlannedDate) : ""));
        string.Join(' ', shown).ShouldBe(dues, basis);
    }

    private static void Happens(Duty duty, string happens, DateOnly today)
    {
        var words = happens.Split(' ');
        switch (words[0])
        {
            case "do":
                var at = words[1].Split('@');
                duty.Plan(at[1]);
                duty.Do(at[0], at[1]);
                break;
            case "out":
                var days = words[1].Split("..");
                duty.Outages.Add(new Outage(Day(days[0]), Day(days[1]), "P-1"));
                duty.Schedule.Replan(today);
                break;
            case "rest":
                var rest = words[1].Split("..");
                duty.Plan(rest[0]);
                duty.Schedule.End(Day(rest[0]), Day(rest[0]));
                duty.Plan(rest[0]);
                duty.Plan(rest[1]);
                duty.Schedule.Resume(Day(rest[1]));
                duty.Plan(rest[1]);
                break;
            case "tighten":
                duty.Schedule.Tighten(duty.Template, InspectionInterval.Parse(words[1]), Day(words[3]), today);
                break;
            case "demand":
                var span = words[2].Split("..");
                duty.Schedule.AllowOnDemand(duty.Template, InspectionInterval.Parse(words[1]), Day(span[0]), Day(span[1]), "AX-1", today);
                break;
            case "holidays":
                break;
            default:
                throw new ArgumentException(happens);
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
