using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Domain.Grades;
using Facilities.Operations.Complaints;
using Facilities.Operations.Grades;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Complaints;

/// <summary>What people and programs do with records of the hotline, and what they say beside telemetry and in grades.</summary>
public sealed class ComplaintDesk_Tests
{
    [Fact]
    public async Task A_confirmed_nickname_is_remembered_and_used_for_records_that_wait()
    {
        await using var site = await TestSite.StartAsync();
        var desk = site.Get<ComplaintDesk>();
        await TakeAsync(site, ("W1", "2026-02-20 08:00", "老纺织厂宿舍电梯困人"), ("W2", "2026-02-21 08:00", "老纺织厂宿舍电梯困人了"));
        var waiting = await desk.ListAsync(site.Regulator, new ComplaintFilter(ComplaintState.Waiting), Paging.First, default);
        waiting.Total.ShouldBe(2);
        var home = await HomeAsync(site);

        await desk.ReviewAsync(site.Regulator, waiting.Items[0].Id, new ComplaintReview(ComplaintTopic.Elevator, "entrapment", home, Asset: site.Lift, Alias: "老纺织厂宿舍"), default);

        var rows = (await desk.ListAsync(site.Regulator, new ComplaintFilter(), Paging.First, default)).Items;
        rows.Select(row => (row.RecordNo, row.State, row.Community, row.Asset)).ShouldBe([("W2", ComplaintState.Confirmed, home, site.Lift), ("W1", ComplaintState.Believed, home, site.Lift)]);
        rows[1].Reasons.ShouldContain(MatchReasons.Alias);
        (await site.Get<ComplaintAnalysis>().QuarterAsync(site.Regulator, new DateOnly(2026, 2, 1), home, default)).All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_dismissed_record_counts_nowhere()
    {
        await using var site = await TestSite.StartAsync();
        await TakeAsync(site, ("W1", "2026-02-20 08:00", "望海公寓电梯困人"));
        var row = (await site.Get<ComplaintDesk>().ListAsync(site.Regulator, new ComplaintFilter(), Paging.First, default)).Items.Single();

        await site.Get<ComplaintDesk>().ReviewAsync(site.Regulator, row.Id, new ComplaintReview(ComplaintTopic.Elevator, "entrapment", null, Dismissed: true), default);

        (await site.Get<ComplaintAnalysis>().QuarterAsync(site.Regulator, new DateOnly(2026, 2, 1), null, default)).All.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Records_show_only_in_scope_and_only_who_may_says_what_they_are_about()
    {
        await using var site = await TestSite.StartAsync();
        var desk = site.Get<ComplaintDesk>();
        await TakeAsync(site, ("W1", "2026-02-20 08:00", "望海公寓电梯困人"));
        var id = (await desk.ListAsync(site.Dispatcher, new ComplaintFilter(), Paging.First, default)).Items.Single().Id;

        (await desk.ListAsync(site.Stranger, new ComplaintFilter(), Paging.First, default)).Total.ShouldBe(0);
        (await Should.ThrowAsync<RuleViolation>(() => desk.ListAsync(site.Crew, new ComplaintFilter(), Paging.First, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => desk.ReviewAsync(site.Manager, id, new ComplaintReview(ComplaintTopic.Other, null, null), default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => desk.ReviewAsync(site.Stranger, id, new ComplaintReview(ComplaintTopic.Other, null, null), default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => desk.ReviewAsync(site.Regulator, id, new ComplaintReview(ComplaintTopic.Elevator, "no-such", null), default))).Code.ShouldBe(OperationCodes.FieldInvalid);
    }

    [Fact]
    public async Task Records_of_a_program_are_taken_once_and_refused_with_their_place_in_the_list()
    {
        await using var site = await TestSite.StartAsync();
        var desk = site.Get<ComplaintDesk>();
        ComplaintRecord[] records = [new("W1", "2026-02-20 08:00", "望海公寓电梯困人"), new("W2", "yesterday", "停水"), new("W1", "2026-02-20 08:00", "again")];

        var first = await desk.TakeAsync(site.Regulator, "12345", records, default);
        var again = await desk.TakeAsync(site.Regulator, "12345", records, default);

        (first.Added, again.Added).ShouldBe((1, 0));
        first.Refused.ShouldBe([(1, ComplaintCodes.Time)]);
        (await Should.ThrowAsync<RuleViolation>(() => desk.TakeAsync(site.Regulator, "12345", [.. Enumerable.Repeat(records[0], 501)], default))).Code.ShouldBe(OperationCodes.TooMany);
    }

    [Fact]
    public async Task Complaints_about_a_lift_stand_beside_what_its_sensors_saw()
    {
        await using var site = await TestSite.StartAsync();
        var echoes = site.Get<ComplaintEchoes>();
        (await echoes.OfAssetAsync(site.Regulator, site.Lift, default)).ShouldBeNull();
        await TakeAsync(site, ("W1", "2026-02-20 08:00", "望海公寓电梯门关不上，夹人"), ("W2", "2026-02-25 08:00", "望海公寓电梯门夹人"));
        var blind = (await echoes.OfAssetAsync(site.Regulator, site.Lift, default)).ShouldNotBeNull();
        (blind.Count, blind.Seen, blind.IsFresh).ShouldBe((2, null, false));

        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", onset: blind.FirstAt - TimeSpan.FromDays(9)));

        var seen = (await echoes.OfAssetAsync(site.Regulator, site.Lift, default)).ShouldNotBeNull();
        seen.Lead.ShouldBe(TimeSpan.FromDays(9));
        seen.FaultNumber.ShouldNotBeNull();
        (await echoes.OfAssetAsync(site.Crew, site.Lift, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Hotline_records_about_equipment_count_in_the_grade_twice_when_they_repeat_and_waiting_ones_do_not()
    {
        await using var site = await TestSite.StartAsync();
        await TakeAsync(
            site, ("W1", "2026-02-10 08:00", "望海公寓电梯困人"), ("W2", "2026-02-20 08:00", "望海公寓电梯困人"), ("W3", "2026-02-20 09:00", "望海公寓物业费太贵"), ("W4", "2026-02-20 10:00", "不知道哪里的电梯困人"));
        var home = await HomeAsync(site);

        var facts = await site.ReadAsync(async db => await GradeFactsReader.ReadAsync(db, await db.Communities.FirstAsync(item => item.Id == home), GradeWindow.Closed(new DateOnly(2026, 2, 1)), default));

        facts.Complaints.Select(item => (item.Fact.Kind, item.Fact.Label, item.Hotline, item.Repeat)).ShouldBe([(GradeLinkKind.Complaint, "W1", true, false), (GradeLinkKind.Complaint, "W2", true, true)]);
    }

    private static async Task TakeAsync(TestSite site, params (string Number, string At, string Text)[] records) =>
        (await site.Get<ComplaintDesk>().TakeAsync(site.Regulator, "12345", [.. records.Select(item => new ComplaintRecord(item.Number, item.At, item.Text))], default)).Refused.ShouldBeEmpty();

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync());
}
