using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Complaints;
using Facilities.Operations.Exports;
using Facilities.Operations.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Complaints;

/// <summary>A record of the hotline becomes a fault, or is of one.</summary>
public sealed class ComplaintFaults_Tests
{
    [Fact]
    public async Task A_complaint_becomes_a_fault_in_its_words_once()
    {
        await using var site = await TestSite.StartAsync();
        var id = await TakeAsync(site, "2026-03-01 08:00", "望海公寓电梯门关不上，夹人");
        (await site.Get<ComplaintFaults>().ChoiceAsync(site.Regulator, id, default)).ShouldNotBeNull().Family.ShouldBe("door");

        var made = await site.Get<ComplaintFaults>().OpenAsync(site.Regulator, id, null, Severity.P2, default);
        var again = await site.Get<ComplaintFaults>().OpenAsync(site.Dispatcher, id, "brake", Severity.P1, default);

        (again.Fault, again.Replayed, made.Replayed).ShouldBe((made.Fault, true, false));
        var fault = (await site.Get<FaultDetailQuery>().GetAsync(site.Regulator, made.Fault, default)).ShouldNotBeNull();
        (fault.Row.Family, fault.Row.Severity, fault.Row.Source).ShouldBe(("door", Severity.P2, FaultSource.Hotline));
        fault.History.ShouldContain(line => line.Note == "12345 W1: 望海公寓电梯门关不上，夹人");
        var row = (await site.Get<ComplaintDesk>().GetAsync(site.Regulator, id, default)).ShouldNotBeNull();
        (row.Fault, row.FaultNumber).ShouldBe((made.Fault, fault.Row.Number));
        (await site.ReadAsync(db => db.Complaints.Select(item => item.FaultId).SingleAsync())).ShouldBe(made.Fault);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "complaint" && entry.Action == "fault"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_complaint_joins_the_open_fault_that_its_words_can_mean()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"));
        var open = await site.OnlyFaultAsync();
        var id = await TakeAsync(site, "2026-03-02 09:00", "望海公寓电梯停运了，坐不了电梯");

        (await site.Get<ComplaintFaults>().ChoiceAsync(site.Manager, id, default)).ShouldNotBeNull().Open["door"].ShouldBe(open.Number);
        var joined = await site.Get<ComplaintFaults>().OpenAsync(site.Manager, id, null, Severity.P3, default);

        joined.Fault.ShouldBe(open.Id);
        (await site.OnlyFaultAsync()).Severity.ShouldBe(open.Severity);
        (await site.Get<FaultDetailQuery>().GetAsync(site.Regulator, open.Id, default)).ShouldNotBeNull().History.ShouldContain(line => line.Note != null && line.Note.Contains("坐不了电梯"));
    }

    [Fact]
    public async Task A_complaint_about_what_is_mended_by_now_is_of_that_fault_and_brings_nothing_back()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s", onset: site.Now.AddDays(-2)));
        var old = await site.OnlyFaultAsync();
        var ended = site.Now.AddMinutes(30);
        await site.ReadAsync(db => db.Faults.ExecuteUpdateAsync(set => set.SetProperty(fault => fault.EndedAt, ended).SetProperty(fault => fault.State, FaultState.Closed).SetProperty(fault => fault.OpenFamily, (string?)null)));
        var id = await TakeAsync(site, "2026-03-02 09:00", "望海公寓电梯门关不上，夹人");
        site.Time.Advance(TimeSpan.FromHours(2));

        var named = await site.Get<ComplaintFaults>().OpenAsync(site.Regulator, id, null, Severity.P3, default);

        (named.Fault, named.State).ShouldBe((old.Id, FaultState.Closed));
        (await site.OnlyFaultAsync()).State.ShouldBe(FaultState.Closed);
    }

    [Fact]
    public async Task Trapped_people_are_life_threatening_and_only_while_they_can_be_inside()
    {
        await using var site = await TestSite.StartAsync();
        var past = await TakeAsync(site, "2026-03-01 08:00", "望海公寓电梯困人");
        (await site.Get<ComplaintFaults>().ChoiceAsync(site.Regulator, past, default)).ShouldNotBeNull().Family.ShouldBe(FaultFamilies.Unexplained);
        await RefusedAsync(site, site.Regulator, past, OperationCodes.ComplaintEntrapmentPast, FaultFamilies.Entrapment);
        var now = await TakeAsync(site, "2026-03-02 09:50", "望海公寓电梯困人了", "W2");

        var made = await site.Get<ComplaintFaults>().OpenAsync(site.Regulator, now, null, Severity.P4, default);

        var fault = await site.OnlyFaultAsync();
        (fault.Id, fault.Family, fault.Severity).ShouldBe((made.Fault, FaultFamilies.Entrapment, Severity.P1));
    }

    [Fact]
    public async Task Only_believed_records_about_equipment_become_faults_and_only_for_who_sees_them_and_may_report()
    {
        await using var site = await TestSite.StartAsync();
        var sure = await TakeAsync(site, "2026-03-01 08:00", "望海公寓电梯门夹人");
        var doubtful = await TakeAsync(site, "2026-03-01 08:00", "不知道哪里的电梯门夹人", "W2");
        var placeless = await TakeAsync(site, "2026-03-01 08:00", "望海公寓家里停水", "W3");

        await RefusedAsync(site, site.Regulator, doubtful, OperationCodes.ComplaintDoubtful);
        await RefusedAsync(site, site.Regulator, placeless, OperationCodes.ComplaintWithoutAsset);
        await RefusedAsync(site, site.Regulator, sure, OperationCodes.FamilyUnknown, "wings");
        await RefusedAsync(site, site.Stranger, sure, OperationCodes.NotFound);
        await RefusedAsync(site, site.Crew, sure, RuleCodes.RightMissing);
        await RefusedAsync(site, site.Admin, sure, RuleCodes.RightMissing);
        (await site.Get<ComplaintFaults>().ChoiceAsync(site.Stranger, sure, default)).ShouldBeNull();
        (await site.FaultsAsync(openOnly: false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_quarter_leaves_with_sub_topics_in_the_readers_words()
    {
        await using var site = await TestSite.StartAsync();
        await TakeAsync(site, "2026-03-01 08:00", "望海公寓电梯门关不上，夹人");
        var export = site.Get<ComplaintExport>();
        var said = new List<object?>();
        foreach (var language in new[] { "zh-CN", "en" })
        {
            await foreach (var row in (await export.TableAsync(site.Regulator, new DateOnly(2026, 3, 1), null, CultureInfo.GetCultureInfo(language), default)).Rows) said.Add(row[1]);
        }

        said.Where(word => word is not null).ShouldBe(["门", "Doors"]);
        foreach (var kind in TopicLexicon.Shipped.Kinds)
        {
            foreach (var language in new[] { "zh-CN", "en" }) ExportText.Say(CultureInfo.GetCultureInfo(language), $"complaint.sub.{kind.Topic}.{kind.Key}").ShouldNotBeEmpty();
        }
    }

    private static async Task RefusedAsync(TestSite site, Caller caller, ComplaintId id, string code, string? family = null) =>
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<ComplaintFaults>().OpenAsync(caller, id, family, Severity.P3, default))).Code.ShouldBe(code);

    private static async Task<ComplaintId> TakeAsync(TestSite site, string at, string text, string number = "W1")
    {
        (await site.Get<ComplaintDesk>().TakeAsync(site.Regulator, "12345", [new ComplaintRecord(number, at, text)], default)).Added.ShouldBe(1);
        return await site.ReadAsync(db => db.Complaints.Where(item => item.RecordNo == number).Select(item => item.Id).SingleAsync());
    }
}
