using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Enforcement;
using Facilities.Domain.Sampling;
using Facilities.Operations.Inspections;
using Facilities.Operations.Supervision;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Records are kept as long as the rule says, whoever asks, and go afterwards.</summary>
public sealed class RecordArchive_Tests
{
    [Fact]
    public async Task A_record_is_not_deleted_before_its_day_by_anybody_and_goes_by_itself_after_it()
    {
        await using var site = await TestSite.StartAsync();
        var id = await RecordAsync(site);
        var archive = site.Get<RecordArchive>();
        var detail = (await site.Get<InspectionQueries>().GetAsync(site.Manager, id, default))!;
        // Done on 16 March 2026, kept four years by TSG T5002.
        var until = detail.KeptUntil.ShouldNotBeNull();
        until.ShouldBe(new DateOnly(2030, 3, 16));

        (await Should.ThrowAsync<RuleViolation>(() => archive.DeleteAsync(site.Manager, id, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => archive.DeleteAsync(site.Admin, id, default))).Reason
            .ShouldBe(CodedText.Of(RuleCodes.InspectionKept, ("until", until), ("basis", "TSG T5002-2017")));
        GoTo(site, until);
        (await archive.RunAsync(default)).ShouldBe(0, "the last day is a day");
        (await Should.ThrowAsync<RuleViolation>(() => archive.DeleteAsync(site.Admin, id, default))).Code.ShouldBe(RuleCodes.InspectionKept);

        GoTo(site, until.AddDays(1));
        (await archive.RunAsync(default)).ShouldBe(1);
        (await site.ReadAsync(db => db.InspectionItems.AnyAsync(item => item.Id == id))).ShouldBeFalse();
        (await site.ReadAsync(db => db.InspectionProofs.AnyAsync(proof => proof.ItemId == id))).ShouldBeFalse();
        (await site.ReadAsync(db => db.EvidencePins.CountAsync())).ShouldBe(0, "nothing is left for which it was kept");
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "archive"))).ShouldBe(1);
        (await archive.RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task An_administrator_may_delete_what_need_not_be_kept()
    {
        await using var site = await TestSite.StartAsync();
        var id = await RecordAsync(site);
        GoTo(site, new DateOnly(2030, 3, 17));
        await site.Get<RecordArchive>().DeleteAsync(site.Admin, id, default);
        (await site.ReadAsync(db => db.InspectionItems.AnyAsync(item => item.Id == id))).ShouldBeFalse();
        var entry = await site.ReadAsync(db => db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Number).LastAsync());
        (entry.Subject, entry.SubjectId, entry.Action, entry.Role).ShouldBe(("inspection", id.ToString(), "delete", Role.Admin));
        entry.Detail.Parameters["asset"].ShouldBe(site.Lift.ToString());
        entry.Personal.ShouldBe(CodedText.Of("personal", ("user", site.Admin.User)));
    }

    [Fact]
    public async Task A_record_that_was_handed_to_enforcement_stays_while_the_case_is_open_and_as_long_again_after_it()
    {
        await using var site = await TestSite.StartAsync();
        var (id, cases) = (await RecordAsync(site), site.Get<EnforcementCases>());
        var opened = await cases.HandOverAsync(site.Regulator, id, "YS-2026-17", "Market supervision", "Visit never happened", default);
        await StaysThenGoesAsync(site, id, () => cases.EndAsync(site.Regulator, opened, EnforcementAction.Conclude, "Fined", default));
        (await site.ReadAsync(db => db.EnforcementCases.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_record_that_was_drawn_stays_until_somebody_looked_and_as_long_again_after_it()
    {
        await using var site = await TestSite.StartAsync();
        var (id, samples) = (await RecordAsync(site), site.Get<Samples>());
        site.Time.Advance(TimeSpan.FromMinutes(1));
        var sample = await samples.AnnounceAsync(site.Regulator, "k-1", new SampleDraft(new SampleRule(new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 2)), 1, "2026031-07"), default);
        await samples.DrawAsync(site.Regulator, sample, null, default);
        var check = (await samples.GetAsync(site.Regulator, sample, default))!.Checks.ShouldHaveSingleItem().Id;
        await StaysThenGoesAsync(site, id, () => site.Get<SpotChecks>().RecordAsync(site.Regulator, check, SpotCheckResult.AsClaimed, "Seen", default));
        (await samples.GetAsync(site.Regulator, sample, default))!.Checks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_under_review_is_kept_by_the_database_itself()
    {
        await using var site = await TestSite.StartAsync();
        var id = await RecordAsync(site);
        await site.Get<EnforcementCases>().HandOverAsync(site.Regulator, id, "YS-2026-17", "Market supervision", "Visit never happened", default);
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => site.ReadAsync(db => db.InspectionItems.Where(item => item.Id == id).ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task Work_that_nobody_recorded_is_kept_as_its_record_would_have_been()
    {
        await using var site = await TestSite.StartAsync();
        var community = await site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync());
        await site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            unit.Db.UnclaimedWorks.AddRange(new[] { "elevator-visit", "forgotten" }.Select(rule =>
                new UnclaimedWork { AssetId = site.Lift, CommunityId = community, RuleKey = rule, From = site.Now.AddHours(-1), To = site.Now, FoundAt = site.Now }));
            return Task.CompletedTask;
        }, default);
        GoTo(site, new DateOnly(2028, 3, 2));
        (await site.Get<RecordArchive>().RunAsync(default)).ShouldBe(0);
        GoTo(site, new DateOnly(2028, 3, 3));
        (await site.Get<RecordArchive>().RunAsync(default)).ShouldBe(1, "where no rule says anything");
        GoTo(site, new DateOnly(2030, 3, 2));
        (await site.Get<RecordArchive>().RunAsync(default)).ShouldBe(0);
        GoTo(site, new DateOnly(2030, 3, 3));
        (await site.Get<RecordArchive>().RunAsync(default)).ShouldBe(1, "a visit's");
        (await site.ReadAsync(db => db.UnclaimedWorks.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_still_open_stays_however_old()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var open = await site.ReadAsync(db => db.InspectionItems.CountAsync());
        GoTo(site, new DateOnly(2040, 1, 1));
        (await site.Get<RecordArchive>().RunAsync(default)).ShouldBe(0);
        (await site.ReadAsync(db => db.InspectionItems.CountAsync())).ShouldBe(open);
    }

    /// <summary>A record whose own time is over on 17 March 2030, while something about it is open until 1 June.</summary>
    private static async Task StaysThenGoesAsync(TestSite site, InspectionItemId id, Func<Task> end)
    {
        var archive = site.Get<RecordArchive>();
        GoTo(site, new DateOnly(2030, 6, 1));
        (await archive.RunAsync(default)).ShouldBe(0);
        (await Should.ThrowAsync<RuleViolation>(() => archive.DeleteAsync(site.Admin, id, default))).Code.ShouldBe(RuleCodes.InspectionHeld);
        await end();
        GoTo(site, new DateOnly(2034, 6, 1));
        (await archive.RunAsync(default)).ShouldBe(0);
        (await Should.ThrowAsync<RuleViolation>(() => archive.DeleteAsync(site.Admin, id, default))).Reason.Parameters["until"].ShouldBe("2034-06-01");
        GoTo(site, new DateOnly(2034, 6, 2));
        (await archive.RunAsync(default)).ShouldBe(1);
        (await site.ReadAsync(db => db.InspectionItems.AnyAsync(item => item.Id == id))).ShouldBeFalse();
    }

    /// <summary>The first half-monthly visit, done two weeks later.</summary>
    private static async Task<InspectionItemId> RecordAsync(TestSite site)
    {
        await site.Get<InspectionPlanning>().RunAsync(default);
        var id = await site.ReadAsync(db => db.InspectionItems.Where(item => item.AssetId == site.Lift).OrderBy(item => item.DueDate).Select(item => item.Id).FirstAsync());
        site.Time.Advance(TimeSpan.FromDays(14));
        await Inspections_Tests.CompleteAsync(site, id);
        return id;
    }

    private static void GoTo(TestSite site, DateOnly day) => site.Time.Advance(new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8)) - site.Now);
}
