using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Rota;
using Facilities.Operations.Calendars;
using Facilities.Operations.Escalation;
using Facilities.Operations.Rota;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Calendars;

public sealed class SiteCalendars_Tests
{
    [Fact]
    public async Task A_day_off_moves_the_deadlines_of_open_faults_and_taking_it_back_moves_them_back()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"), site.Raise(site.Lift, "entrapment", "entrapment"));
        var before = await FixByAsync(site);
        var moved = await site.Get<SiteCalendars>().SetDayAsync(site.Manager, home, new DateOnly(2026, 3, 4), false, "停电", default);
        moved.ShouldBe(1, "trapped people know no holidays");
        (await FixByAsync(site)).ShouldBe(before.AddDays(1));
        var history = await site.ReadAsync(db => db.Set<FaultEvent>().Where(line => line.Action == FaultAction.MoveDeadlines).ToListAsync());
        history.ShouldHaveSingleItem().Reason.Code.ShouldBe(ReasonCodes.DeadlineCalendarChanged);
        (await site.ReadAsync(db => db.FaultTimers.FirstAsync(timer => timer.Kind == FaultTimerKind.Fix && timer.DueAt == before.AddDays(1)))).FiredAt.ShouldBeNull();

        (await site.Get<SiteCalendars>().SetDayAsync(site.Manager, home, new DateOnly(2026, 3, 4), false, "again", default)).ShouldBe(0);
        (await site.Get<SiteCalendars>().RemoveDayAsync(site.Manager, home, new DateOnly(2026, 3, 4), default)).ShouldBe(1);
        (await FixByAsync(site)).ShouldBe(before);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "calendar"))).ShouldBe(3);
    }

    [Fact]
    public async Task A_maintenance_firm_sets_no_rules_of_the_sites_it_works_for()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var boss = await site.AddUserAsync("lift-boss", Role.Firm, site.LiftFirm);

        await Should.ThrowAsync<RuleViolation>(() => site.Get<SiteCalendars>().SetHoursAsync(boss, home, "1 09:00-10:00", default));
        await Should.ThrowAsync<RuleViolation>(() => site.Get<SiteLadders>().SetAsync(boss, home, Severity.P1, "720m manager", default));
        (await site.Get<SiteCalendars>().YearAsync(boss, home, 2026, default)).MayChange.ShouldBeFalse();

        var book = site.Get<RotaBook>();
        var theirs = await book.AddShiftAsync(site.Manager, home, DutyLevel.Manager, site.Manager.User!.Value, site.Now, site.Now.AddHours(8), default);
        var own = await book.AddShiftAsync(boss, home, DutyLevel.First, site.Crew.User!.Value, site.Now, site.Now.AddHours(8), default);
        (await Should.ThrowAsync<RuleViolation>(() => book.RemoveShiftAsync(boss, home, theirs, default))).Code.ShouldBe(OperationCodes.NotOfSite);
        await book.RemoveShiftAsync(boss, home, own, default);
    }

    [Fact]
    public async Task Working_hours_around_the_clock_bring_them_forward()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"));
        (await site.Get<SiteCalendars>().SetHoursAsync(site.Manager, await HomeAsync(site), "1234567 00:00-24:00", default)).ShouldBe(1);
        (await FixByAsync(site)).ShouldBe(site.Now.AddDays(7));
    }

    [Fact]
    public async Task Days_come_from_a_file_or_from_the_notice_of_the_year()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var calendars = site.Get<SiteCalendars>();
        await calendars.ImportAsync(site.Manager, home, "\uFEFF日期,类型,名称\r\n2026/10/1,休,国庆节\r\n20261010,班,国庆节\r\n\r\n2026-12-31;off\r\n", default);
        var year = await calendars.YearAsync(site.Dispatcher, home, 2026, default);
        year.Days.Select(day => (day.Date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture), day.IsWorking, day.Name)).ShouldBe([("10-01", false, "国庆节"), ("10-10", true, "国庆节"), ("12-31", false, null)]);
        (year.MayChange, year.HolidaysKnown, year.TimeZone).ShouldBe((false, true, "Asia/Shanghai"));

        await calendars.TakeHolidaysAsync(site.Manager, home, 2026, default);
        (await calendars.YearAsync(site.Manager, home, 2026, default)).Days.Count.ShouldBe(33 + 6 + 1);
        (await calendars.YearAsync(site.Manager, home, 2027, default)).Days.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-10-01,maybe", OperationCodes.CsvLine)]
    [InlineData("2026-10-01,off\nnot a day,off", OperationCodes.CsvLine)]
    [InlineData("", OperationCodes.CsvLine)]
    [InlineData("1999-10-01,off", RuleCodes.CalendarDateOutOfRange)]
    public async Task A_file_with_a_wrong_line_changes_nothing(string csv, string code)
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<SiteCalendars>().ImportAsync(site.Manager, home, csv, default))).Code.ShouldBe(code);
        (await site.ReadAsync(db => db.CalendarDays.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Only_who_may_and_only_his_own()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var calendars = site.Get<SiteCalendars>();
        (await Should.ThrowAsync<RuleViolation>(() => calendars.SetHoursAsync(site.Dispatcher, home, "1 00:00-24:00", default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => calendars.SetHoursAsync(site.Manager, new CommunityId(home.Value + 1), "1 00:00-24:00", default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => calendars.SetHoursAsync(site.Manager, home, "Monday", default))).Code.ShouldBe(OperationCodes.HoursMalformed);
        (await Should.ThrowAsync<RuleViolation>(() => calendars.YearAsync(site.Insurer, home, 2026, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => calendars.TakeHolidaysAsync(site.Manager, home, 2027, default))).Code.ShouldBe(OperationCodes.YearNotOffered);
    }

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Communities.Where(item => item.SiteCode == "wanghai").Select(item => item.Id).FirstAsync());

    private static Task<DateTimeOffset> FixByAsync(TestSite site) => site.ReadAsync(db => db.Faults.Where(fault => fault.Severity == Severity.P3).Select(fault => fault.FixBy).FirstAsync());
}
