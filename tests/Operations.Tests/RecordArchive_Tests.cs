using Facilities.Domain;
using Facilities.Operations.Inspections;
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
