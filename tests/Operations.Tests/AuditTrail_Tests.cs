using Facilities.Domain;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>A forger with the database at hand, and the administrator who erases a person lawfully.</summary>
public sealed class AuditTrail_Tests
{
    /// <summary>Each way to tamper, what is found, and at which entry; the fault's history makes at least eight entries.</summary>
    public static TheoryData<string, AuditFlaw, long> Forgeries => new()
    {
        { "UPDATE audit_entries SET action = 'Reject' WHERE number = 3", AuditFlaw.Changed, 3 },
        { "UPDATE audit_entries SET at = at - 60000 WHERE number = 4", AuditFlaw.Changed, 4 },
        { "UPDATE audit_entries SET organisation_id = 99 WHERE number = 2", AuditFlaw.Changed, 2 },
        { "UPDATE audit_entries SET personal = 'personal?user=99' WHERE number = 3", AuditFlaw.PersonalChanged, 3 },
        { "DELETE FROM audit_entries WHERE number = 5", AuditFlaw.Gap, 5 },
        { "DELETE FROM audit_entries WHERE number = 1", AuditFlaw.Gap, 1 },
        { "UPDATE audit_entries SET number = number + 1000 WHERE number > 4; UPDATE audit_entries SET number = number - 999 WHERE number > 1000; "
            + "INSERT INTO audit_entries (number, at, subject, subject_id, action, role, detail, previous_hash, hash) SELECT 5, at, subject, subject_id, action, role, detail, hash, hash FROM audit_entries WHERE number = 4",
            AuditFlaw.Changed, 5 },
        { "DELETE FROM audit_entries WHERE number > 6", AuditFlaw.TailCut, 7 },
        { "DELETE FROM audit_entries", AuditFlaw.TailCut, 1 },
        { "UPDATE audit_entries SET personal = NULL, salt = NULL WHERE number = 3", AuditFlaw.ErasureNotRecorded, 3 },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Names_what_was_done_to_the_table_and_where(string forgery, AuditFlaw flaw, long number)
    {
        await using var site = await LivedAsync();
        var trail = site.Get<AuditTrail>();
        (await trail.VerifyAsync(null, null, default)).Holds.ShouldBeTrue();

        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync(forgery));

        var verdict = await trail.VerifyAsync(null, null, default);
        (verdict.Flaw, verdict.Number).ShouldBe((flaw, number));
    }

    /// <summary>Whoever also turns the database's own head back is found by the one that was published.</summary>
    [Fact]
    public async Task A_tail_cut_with_care_is_found_by_the_published_head()
    {
        await using var site = await LivedAsync();
        var trail = site.Get<AuditTrail>();
        var published = await trail.HeadAsync(default);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            "DELETE FROM audit_entries WHERE number > 6; UPDATE audit_head SET number = 6, hash = (SELECT hash FROM audit_entries WHERE number = 6)"));

        (await trail.VerifyAsync(null, null, default)).Holds.ShouldBeTrue("nothing in the database says otherwise");
        var verdict = await trail.VerifyAsync(published, null, default);
        (verdict.Flaw, verdict.Number).ShouldBe((AuditFlaw.TailCut, 7));
    }

    [Fact]
    public async Task An_erased_person_is_gone_and_the_chain_holds_with_what_he_did_under_his_number()
    {
        await using var site = await LivedAsync();
        var trail = site.Get<AuditTrail>();
        var crew = site.Crew.User!.Value;
        await site.Get<ContactSettings>().SetAsync(site.Crew, crew, new ContactDetails("138 0000 0009", "crew@example.com", [ChannelKind.Sms], 0, 0, "en"), default);
        var published = await trail.HeadAsync(default);
        var steps = await site.ReadAsync(db => db.Faults.SelectMany(fault => fault.History).CountAsync(line => line.UserId == crew));
        steps.ShouldBeGreaterThan(2);

        var erased = await site.Get<PersonalErasure>().EraseAsync(site.Admin, crew, "left the firm, asked for it", default);

        erased.ShouldBeGreaterThanOrEqualTo(steps + 1);
        var verdict = await trail.VerifyAsync(published, null, default);
        (verdict.Flaw, verdict.Number, verdict.Erased).ShouldBe((null, null, (long)erased));
        var text = new StringWriter();
        await trail.ExportAsync(text, default);
        foreach (var gone in new[] { "13800000009", "crew@example.com", $"user={crew}\"", $"user={crew}&" }) text.ToString().ShouldNotContain(gone);
        text.ToString().ShouldContain("left%20the%20firm");
        (await site.ReadAsync(db => db.ContactCards.CountAsync(card => card.UserId == crew.Value))).ShouldBe(0);
        (await site.ReadAsync(db => db.Faults.SelectMany(fault => fault.History).CountAsync(line => line.UserId == crew))).ShouldBe(steps, "under his number");
        var account = await site.ReadAsync(db => db.Users.SingleAsync(user => user.Id == crew.Value));
        (account.NameEn, account.UserName, account.PasswordHash).ShouldBe(($"Erased person {crew}", $"erased-{crew}", null));
        (await site.Get<Callers>().FindAsync(crew.ToString(), default)).ShouldBeNull("he can't sign in any more");

        (await site.Get<PersonalErasure>().EraseAsync(site.Admin, crew, "again", default)).ShouldBe(0, "nothing is left to erase");
        (await trail.VerifyAsync(published, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_an_administrator_erases_somebody_else_with_a_reason()
    {
        await using var site = await TestSite.StartAsync();
        var erasure = site.Get<PersonalErasure>();
        var crew = site.Crew.User!.Value;

        foreach (var caller in new[] { site.Crew, site.Dispatcher, site.Manager, site.Regulator, site.Insurer })
            (await Should.ThrowAsync<RuleViolation>(() => erasure.EraseAsync(caller, crew, "why", default))).Reason.Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => erasure.EraseAsync(site.Admin, site.Admin.User!.Value, "why", default))).Reason.Code.ShouldBe(RuleCodes.AccountOwn);
        (await Should.ThrowAsync<RuleViolation>(() => erasure.EraseAsync(site.Admin, new UserId(9_999), "why", default))).Reason.Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => erasure.EraseAsync(site.Admin, crew, " ", default))).Reason.Code.ShouldBe(OperationCodes.FieldMissing);
        (await Should.ThrowAsync<RuleViolation>(() => erasure.EraseAsync(site.Admin, crew, new string('x', 201), default))).Reason.Code.ShouldBe(OperationCodes.FieldInvalid);
    }

    [Fact]
    public async Task An_export_is_verified_by_itself_and_tells_what_was_done_to_it()
    {
        await using var site = await LivedAsync();
        var trail = site.Get<AuditTrail>();
        var published = await trail.HeadAsync(default);
        var text = new StringWriter();
        await trail.ExportAsync(text, default);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var whole = await VerifyAsync(lines, published);
        (whole.Flaw, whole.Head).ShouldBe((null, published));
        (await VerifyAsync([.. lines.Take(2), .. lines.Skip(3)])).ShouldSatisfyAllConditions(verdict => verdict.Flaw.ShouldBe(AuditFlaw.Gap), verdict => verdict.Number.ShouldBe(3));
        (await VerifyAsync([.. lines.Take(3), lines[3].Replace("\"role\":", "\"role\":1", StringComparison.Ordinal), .. lines.Skip(4)])).ShouldSatisfyAllConditions(
            verdict => verdict.Flaw.ShouldBe(AuditFlaw.Changed), verdict => verdict.Number.ShouldBe(4));
        (await VerifyAsync([.. lines.Take(5), lines[^1]])).ShouldSatisfyAllConditions(verdict => verdict.Flaw.ShouldBe(AuditFlaw.TailCut), verdict => verdict.Number.ShouldBe(6));
        (await VerifyAsync(lines, new AuditHead(3, new string('0', 64)))).Flaw.ShouldBe(AuditFlaw.OtherHead);
        (await Should.ThrowAsync<FormatException>(() => VerifyAsync([.. lines.SkipLast(1)]))).Message.ShouldContain("no head");
        (await Should.ThrowAsync<FormatException>(() => VerifyAsync([lines[0], "{\"number\":2}", lines[^1]]))).Message.ShouldContain("Line 2");
        (await Should.ThrowAsync<FormatException>(() => VerifyAsync(["not json"]))).Message.ShouldContain("Line 1");

        var csv = new StringWriter();
        await trail.ExportCsvAsync(csv, default);
        var rows = csv.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldStartWith("number,at,subject");
        rows.Length.ShouldBe(lines.Length + 1, "a heading, an entry a row, and the head");
        rows[^1].ShouldContain(published.ToString());
    }

    private static Task<AuditVerdict> VerifyAsync(IEnumerable<string> lines, AuditHead? published = null) => AuditFile.VerifyAsync(new StringReader(string.Join('\n', lines)), published, default);

    /// <summary>A fault that went some way: entries by the service, the dispatcher and the crew.</summary>
    private static async Task<TestSite> LivedAsync()
    {
        var site = await TestSite.StartAsync();
        var actions = site.Get<FaultActions>();
        var fault = (await actions.ReportAsync(site.Dispatcher, new FaultReport { Key = "r", Asset = site.Lift, Family = "door", Severity = Severity.P2 }, default)).Fault;
        var key = 0;
        await DoAsync(site.Dispatcher, FaultAction.Accept);
        await DoAsync(site.Dispatcher, FaultAction.Dispatch, command => command with { Firm = site.LiftFirm });
        await DoAsync(site.Crew, FaultAction.Acknowledge);
        await DoAsync(site.Crew, FaultAction.Arrive);
        await DoAsync(site.Crew, FaultAction.Comment, command => command with { Note = "门机皮带松" });
        await DoAsync(site.Crew, FaultAction.Comment, command => command with { Note = "已换" });
        await DoAsync(site.Dispatcher, FaultAction.Comment, command => command with { Note = "谢谢" });
        return site;

        Task DoAsync(Caller caller, FaultAction action, Func<FaultCommand, FaultCommand>? with = null)
        {
            var command = new FaultCommand { Action = action, Key = $"k{++key}" };
            return actions.ActAsync(caller, fault, with?.Invoke(command) ?? command, default);
        }
    }
}
