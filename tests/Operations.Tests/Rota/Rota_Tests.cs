using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Rota;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Rota;

public sealed class Rota_Tests
{
    [Fact]
    public async Task On_call_is_whoever_the_rota_names_at_that_instant()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var book = site.Get<RotaBook>();
        await book.AddPatternAsync(site.Manager, home, Draft(site.Crew, "08:00", "20:00"), default);
        await book.AddPatternAsync(site.Manager, home, Draft(site.Crew2, "20:00", "08:00"), default);
        (await OnCallAsync(site, site.Now)).ShouldBe([site.Crew.User!.Value]);
        (await OnCallAsync(site, site.Now.AddHours(12))).ShouldBe([site.Crew2.User!.Value]);
        (await site.Get<OnCall>().AtAsync(home, DutyLevel.Second, site.Now, default)).ShouldBeEmpty();

        // Substituted for tomorrow.
        await book.AddSubstitutionAsync(site.Dispatcher, home, null, site.Crew.User!.Value, site.Crew2.User!.Value, new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 3), default);
        var tomorrow = (await site.Get<OnCall>().AtAsync(home, DutyLevel.First, site.Now.AddDays(1), default)).ShouldHaveSingleItem();
        (tomorrow.User, tomorrow.InsteadOf, tomorrow.Organisation).ShouldBe((site.Crew2.User!.Value, site.Crew.User, site.LiftFirm));
    }

    [Fact]
    public async Task Who_answers_now_is_told_with_the_communities_where_nobody_does()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var queries = site.Get<RotaQueries>();
        var nobody = await queries.NowAsync(site.Manager, default);
        (nobody.First.Count, nobody.Unmanned.Count).ShouldBe((0, nobody.Asked));

        await site.Get<RotaBook>().AddPatternAsync(site.Manager, home, Draft(site.Crew, "08:00", "20:00"), default);
        var manned = await queries.NowAsync(site.Manager, default);
        (manned.First.Count, manned.Second.Count, manned.Unmanned.Count).ShouldBe((1, 0, nobody.Unmanned.Count - 1));
        (await queries.NowAsync(site.Stranger, default)).First.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_is_locked_is_not_on_duty()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        await site.Get<RotaBook>().AddPatternAsync(site.Manager, home, Draft(site.Crew, "00:00", "00:00"), default);
        await site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var user = await unit.Db.Users.FirstAsync(item => item.Id == site.Crew.User!.Value.Value, token);
            (user.LockoutEnabled, user.LockoutEnd) = (true, DateTimeOffset.MaxValue.AddYears(-1));
        }, default);
        (await OnCallAsync(site, site.Now)).ShouldBeEmpty();
    }

    /// <summary>Else whoever knows his name could take him off duty.</summary>
    [Fact]
    public async Task An_account_that_wrong_passwords_locked_stays_on_duty()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        await site.Get<RotaBook>().AddPatternAsync(site.Manager, home, Draft(site.Crew, "00:00", "00:00"), default);
        await site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var user = await unit.Db.Users.FirstAsync(item => item.Id == site.Crew.User!.Value.Value, token);
            (user.LockoutEnabled, user.LockoutEnd) = (true, TimeProvider.System.GetUtcNow().AddMinutes(10));
        }, default);
        (await OnCallAsync(site, site.Now)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_people_of_the_site_are_named_and_a_maintenance_firm_names_its_own()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var book = site.Get<RotaBook>();
        (await Should.ThrowAsync<RuleViolation>(() => book.AddPatternAsync(site.Manager, home, Draft(site.Stranger, "08:00", "20:00"), default))).Code.ShouldBe(OperationCodes.NotOfSite);
        (await Should.ThrowAsync<RuleViolation>(() => book.AddPatternAsync(site.Stranger, home, Draft(site.Stranger, "08:00", "20:00"), default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => book.AddPatternAsync(site.Crew, home, Draft(site.Crew, "08:00", "20:00"), default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => book.AddPatternAsync(site.Manager, home, Draft(site.Crew, "08:00", "20:00") with { Days = "9" }, default))).Code.ShouldBe(RuleCodes.DutyWeekdays);
    }

    [Fact]
    public async Task A_week_shows_shifts_and_gaps_and_every_change_is_in_the_chain()
    {
        await using var site = await TestSite.StartAsync();
        var home = await HomeAsync(site);
        var book = site.Get<RotaBook>();
        var pattern = await book.AddPatternAsync(site.Manager, home, Draft(site.Crew, "08:00", "20:00") with { Days = "12345" }, default);
        var shift = await book.AddShiftAsync(site.Manager, home, DutyLevel.First, site.Crew2.User!.Value, site.Now.AddHours(10), site.Now.AddHours(22), default);
        var week = await site.Get<RotaQueries>().WeekAsync(site.Regulator, home, null, default);
        week.Monday.ShouldBe(new DateOnly(2026, 3, 2));
        week.OnNow.ShouldHaveSingleItem().User.ShouldBe(site.Crew.User!.Value);
        week.Spans.Count.ShouldBe(6);
        week.Gaps.Count(gap => gap.Level == DutyLevel.First).ShouldBe(5);
        week.Gaps.Where(gap => gap.Level == DutyLevel.Manager).ShouldHaveSingleItem().Until.ShouldBe(week.Until);
        (week.MayChange, week.Ladders.Count).ShouldBe((false, 4));

        await book.RemovePatternAsync(site.Manager, home, pattern, default);
        await book.RemoveShiftAsync(site.Manager, home, shift, default);
        (await site.Get<RotaQueries>().WeekAsync(site.Manager, home, null, default)).Spans.ShouldBeEmpty();
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "rota"))).ShouldBe(4);
    }

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Communities.Where(item => item.SiteCode == "wanghai").Select(item => item.Id).FirstAsync());

    private static async Task<IReadOnlyList<UserId>> OnCallAsync(TestSite site, DateTimeOffset at) =>
        [.. (await site.Get<OnCall>().AtAsync(await HomeAsync(site), DutyLevel.First, at, default)).Select(person => person.User)];

    private static DutyPatternDraft Draft(Caller person, string from, string until) =>
        new(DutyLevel.First, person.User!.Value, "1234567", TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            TimeOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), new DateOnly(2026, 3, 1));
}
