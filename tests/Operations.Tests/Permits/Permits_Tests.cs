using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Permits;
using Facilities.Operations.Assets;
using Facilities.Operations.Permits;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Permits;

/// <summary>Site time is Monday 2026-03-02, 10:00 in China.</summary>
public sealed class Permits_Tests
{
    /// <summary>An alert came although a maintenance window was set; checkmate #2940.</summary>
    [Fact]
    public async Task Checkmate_2940_what_a_permit_covers_opens_no_fault_and_names_the_permit()
    {
        await using var site = await TestSite.StartAsync();
        var permit = await GrantAsync(site, site.Lift);
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"));
        (await FaultsAsync(site)).ShouldBe(0);
        (await site.ReadAsync(db => db.Notices.CountAsync())).ShouldBe(0);
        var detail = await site.Get<AssetQueries>().GetAsync(site.Manager.Scope, site.Lift, default);
        var kept = detail.ShouldNotBeNull().Summaries.ShouldHaveSingleItem();
        (kept.Permit, kept.ClearedAt).ShouldBe((permit, null));
        (await site.Get<PermitBook>().ListAsync(site.Dispatcher, site.Lift, default)).ShouldHaveSingleItem().KeptBack.ShouldHaveSingleItem().En.ShouldBe("Door operator, belt or track worn");
    }

    [Fact]
    public async Task What_still_stands_at_the_end_opens_its_fault_and_its_clock_starts_then()
    {
        await using var site = await TestSite.StartAsync();
        await GrantAsync(site, site.Lift, until: "2026-03-02T12:00");
        var door = site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s");
        var level = site.Raise(site.Lift, "levelling-drift", "levelling-drift", "leveling_mm");
        await site.ApplyAsync(door, level);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.ApplyAsync(site.Clear(level));
        (await site.Get<PermitEnds>().RunAsync(default)).ShouldBe(0);

        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<PermitEnds>().RunAsync(default)).ShouldBe(1);
        var fault = await site.ReadAsync(db => db.Faults.FirstAsync());
        (fault.Family, fault.OnsetAt, fault.DetectedAt).ShouldBe(("door", site.Now.AddHours(-2), site.Now));
        (await site.Get<PermitEnds>().RunAsync(default)).ShouldBe(0);
        // A replay after a crash tells it again.
        await site.ApplyAsync(door);
        (await FaultsAsync(site)).ShouldBe(1);
        // And it is over like any other.
        await site.ApplyAsync(site.Clear(door));
        (await site.ReadAsync(db => db.Faults.FirstAsync())).RuleClearedAt.ShouldBe(site.Now);
    }

    [Fact]
    public async Task Trapped_people_are_never_kept_back()
    {
        await using var site = await TestSite.StartAsync();
        await GrantAsync(site, site.Lift, kind: PermitKind.OutOfUse);
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment"));
        (await site.OnlyFaultAsync()).Severity.ShouldBe(Severity.P1);
    }

    [Fact]
    public async Task A_fire_pump_out_of_auto_is_a_p1_unless_the_permit_names_it()
    {
        await using var site = await TestSite.StartAsync();
        var first = await GrantAsync(site, site.FirePump, families: ["leak"]);
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        (await site.OnlyFaultAsync()).Severity.ShouldBe(Severity.P1);
        await site.Get<PermitBook>().EndAsync(site.Manager, first, default);

        await using var other = await TestSite.StartAsync();
        var permit = await GrantAsync(other, other.FirePump, families: ["readiness"]);
        await other.ApplyAsync(other.Raise(other.FirePump, "not-auto", "not-auto", "selector"));
        (await FaultsAsync(other)).ShouldBe(0);
        // Ended by hand while it stands.
        await other.Get<PermitBook>().EndAsync(other.Manager, permit, default);
        (await other.OnlyFaultAsync()).Severity.ShouldBe(Severity.P1);
        (await other.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "permit"))).ShouldBe(2);
    }

    /// <summary>Windows in the site's own time, whatever the server's; uptime-kuma #3066. Several a day; thingsboard #15189.</summary>
    [Fact]
    public async Task Uptime_kuma_3066_hours_of_a_permit_are_the_sites()
    {
        await using var site = await TestSite.StartAsync();
        await GrantAsync(site, site.Lift, until: "2026-03-06T18:00", hours: "12345 09:00-11:00 14:00-16:00");
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"));
        (await FaultsAsync(site)).ShouldBe(0);
        // 11:00: the window is over, and what stands is a fault.
        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<PermitEnds>().RunAsync(default)).ShouldBe(1);
        // 12:30: between the windows nothing is kept back; 14:30: it is again.
        site.Time.Advance(TimeSpan.FromHours(1.5));
        await site.ApplyAsync(site.Raise(site.Lift, "levelling-drift", "levelling-drift", "leveling_mm"));
        (await FaultsAsync(site)).ShouldBe(2);
        site.Time.Advance(TimeSpan.FromHours(2));
        await site.ApplyAsync(site.Raise(site.Lift, "vib-xy", "guide-wear", "vib_xy"));
        (await FaultsAsync(site)).ShouldBe(2);
    }

    [Fact]
    public async Task A_second_permit_takes_over_where_the_first_ends()
    {
        await using var site = await TestSite.StartAsync();
        await GrantAsync(site, site.Lift, until: "2026-03-02T12:00");
        var second = await GrantAsync(site, site.Lift, from: "2026-03-02T11:30", until: "2026-03-02T18:00");
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"));
        site.Time.Advance(TimeSpan.FromHours(2.5));
        (await site.Get<PermitEnds>().RunAsync(default)).ShouldBe(0);
        (await site.ReadAsync(db => db.Findings.Select(finding => finding.PermitId).FirstAsync())).ShouldBe(second);
    }

    [Fact]
    public async Task Only_who_may_grants_it_and_only_for_what_the_asset_has()
    {
        await using var site = await TestSite.StartAsync();
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<PermitBook>().GrantAsync(site.Crew, site.Lift, Draft(), default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<PermitBook>().GrantAsync(site.Manager, site.OtherLift, Draft(), default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<PermitBook>().GrantAsync(site.Manager, site.Lift, Draft() with { Families = ["readiness"] }, default))).Code.ShouldBe(OperationCodes.FamilyUnknown);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<PermitBook>().GrantAsync(site.Manager, site.Lift, Draft() with { Hours = "always" }, default))).Code.ShouldBe(OperationCodes.HoursMalformed);
    }

    private static PermitDraft Draft() => new()
    {
        Kind = PermitKind.Work,
        Reason = ReasonCodes.PermitMaintenance,
        From = DateTime.Parse("2026-03-02T09:00", System.Globalization.CultureInfo.InvariantCulture),
        Until = DateTime.Parse("2026-03-02T18:00", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static Task<PermitId> GrantAsync(
        TestSite site, AssetId asset, PermitKind kind = PermitKind.Work, string[]? families = null, string from = "2026-03-02T09:00", string until = "2026-03-02T18:00", string? hours = null) =>
        site.Get<PermitBook>().GrantAsync(site.Manager, asset, Draft() with
        {
            Kind = kind,
            Families = families ?? [],
            From = DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            Until = DateTime.Parse(until, System.Globalization.CultureInfo.InvariantCulture),
            Hours = hours,
        }, default);

    private static Task<int> FaultsAsync(TestSite site) => site.ReadAsync(db => db.Faults.CountAsync());
}
