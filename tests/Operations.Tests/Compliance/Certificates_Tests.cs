using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Certificates;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Inspections;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Policies;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Compliance;

/// <summary>Papers of assets and licences of people: who enters and sees them, what replaces them, and when who is told. Site time begins on 2026-03-02.</summary>
public sealed class Certificates_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public async Task An_entered_paper_takes_the_place_of_what_was_known_and_a_newer_one_its_place()
    {
        await using var site = await TestSite.StartAsync();
        (await OfLiftAsync(site, CertificateKind.Inspection)).ShouldSatisfyAllConditions(row => row.Id.ShouldBeNull(), row => row.ValidUntil.ShouldBe(new DateOnly(2027, 1, 1), "the asset's attribute"));

        var first = await EnterAsync(site, site.Manager, "k-1", CertificateKind.Inspection, Today.AddYears(-1), Today.AddDays(-3));
        (await EnterAsync(site, site.Manager, "k-1", CertificateKind.Inspection, Today.AddYears(-1), Today.AddDays(-3))).ShouldBe(first, "sent again");
        (await OfLiftAsync(site, CertificateKind.Inspection)).State.ShouldBe(CertificateState.Expired);
        await EnterAsync(site, site.Manager, "k-2", CertificateKind.Inspection, Today, Today.AddYears(1));

        var now = await OfLiftAsync(site, CertificateKind.Inspection);
        (now.State, now.ValidUntil, now.Issuer, now.MayEnd).ShouldBe((CertificateState.Valid, Today.AddYears(1), "Office", true));
        (await site.ReadAsync(db => db.Certificates.Where(paper => paper.AssetId == site.Lift).CountAsync())).ShouldBe(2, "what held before is kept");
        await site.Get<CertificateBook>().WithdrawAsync(site.Manager, now.Id!.Value, default);
        await site.Get<CertificateBook>().WithdrawAsync(site.Manager, now.Id!.Value, default);
        (await OfLiftAsync(site, CertificateKind.Inspection)).Id.ShouldBeNull("a withdrawn one never counted");
        (await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "certificate").OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync())).ShouldBe(["Enter", "Replace", "Withdraw"]);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_firm_keeps_its_own_peoples_licences_and_whoever_oversees_its_work_sees_them()
    {
        await using var site = await TestSite.StartAsync();
        var liftAdmin = await site.AddUserAsync("lift-admin", Role.FirmAdmin, site.LiftFirm);
        var book = site.Get<CertificateBook>();

        await RefusedAsync(site.Manager, OperationCodes.NotFound, "another firm's people");
        foreach (var other in new[] { site.Crew, site.Dispatcher, site.Regulator, site.Insurer }) await RefusedAsync(other, RuleCodes.RightMissing, other.Role.ToString());
        await book.EnterAsync(liftAdmin, "k-1", Licence(site.Crew, Today.AddYears(4)), default);

        foreach (var seeing in new[] { site.Crew, site.Manager, site.Regulator, site.Admin })
            (await LicencesAsync(site, seeing)).Single(row => row.HolderId == site.Crew.User).ShouldSatisfyAllConditions(row => row.ValidUntil.ShouldBe(Today.AddYears(4)), row => row.Firm!.En.ShouldBe("Hengsheng Lifts"));
        foreach (var blind in new[] { site.Stranger, site.Insurer }) (await LicencesAsync(site, blind)).ShouldBeEmpty();
        (await LicencesAsync(site, site.Manager)).ShouldAllBe(row => !row.MayEnd);
        var choices = await book.ChoicesAsync(liftAdmin, default);
        choices.People.Select(person => person.Name.En).ShouldBe(["crew", "crew2", "lift-admin"]);
        choices.Assets.ShouldHaveSingleItem().Id.ShouldBe(site.Lift);
        var entry = await site.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Subject == "certificate"));
        entry.Detail.ToString().ShouldNotContain("T-9", Case.Sensitive, "the number is personal and can be erased");

        async Task RefusedAsync(Caller who, string code, string why) =>
            (await Should.ThrowAsync<RuleViolation>(() => book.EnterAsync(who, "k", Licence(site.Crew, Today.AddYears(4)), default), why)).Code.ShouldBe(code, why);
    }

    [Fact]
    public async Task A_record_signed_without_a_valid_licence_is_doubted_and_stays_as_it_is()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await DoubtsAsync(site, await VisitAsync(site))).ShouldBeEmpty();

        var admin = await site.AddUserAsync("lift-admin", Role.FirmAdmin, site.LiftFirm);
        await site.Get<CertificateBook>().WithdrawAsync(admin, (await LicencesAsync(site, admin)).Single(row => row.HolderId == site.Crew2.User).Id!.Value, default);
        await site.Get<CertificateBook>().EnterAsync(admin, "k-1", Licence(site.Crew2, Today.AddDays(20)), default);
        var doubtful = await VisitAsync(site);

        (await DoubtsAsync(site, doubtful)).ShouldBe([CodedText.Of(ReasonCodes.DoubtUnlicensed, ("count", 1), ("licence", CertificateKind.ElevatorWork)).ToString()]);
        (await site.Get<InspectionQueries>().GetAsync(site.Manager, doubtful, default))!.Row.State.ShouldBe(InspectionState.Done);
        await site.Get<CertificateBook>().EnterAsync(admin, "k-2", Licence(site.Crew2, Today.AddYears(5)), default);
        (await DoubtsAsync(site, doubtful)).Count.ShouldBe(1, "what is entered later changes no record");
        (await DoubtsAsync(site, await VisitAsync(site))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_paper_is_told_of_once_when_it_ends_soon_and_once_when_it_is_over()
    {
        await using var site = await TestSite.StartAsync();
        var admin = await site.AddUserAsync("lift-admin", Role.FirmAdmin, site.LiftFirm);
        await EnterAsync(site, site.Manager, "k-1", CertificateKind.Registration, Today, null);
        await EnterAsync(site, site.Manager, "k-2", CertificateKind.Inspection, Today, Today.AddDays(70));
        await site.Get<CertificateBook>().EnterAsync(admin, "k-3", Licence(site.Crew, Today.AddDays(70)), default);
        var warnings = site.Get<CertificateWarnings>();
        (await warnings.RunAsync(default)).ShouldBe(0, "the lift is insured and inspected, the fire pump has no test on record");

        site.Time.Advance(TimeSpan.FromDays(15));
        (await warnings.RunAsync(default)).ShouldBe(2);
        (await warnings.RunAsync(default)).ShouldBe(0, "once");
        await site.Get<NoticePlanning>().RunAsync(default);
        (await InboxAsync(site, site.Manager)).ShouldBe([("Wanghai Flats Lift 1: Inspection expires on 2026-05-11", "/certificates")]);
        (await InboxAsync(site, site.Crew)).ShouldBe([("crew: Licence to work on lifts expires on 2026-05-11", "/certificates")]);
        (await InboxAsync(site, admin)).Count.ShouldBe(2, "the firm looks after the lift and keeps the licence");
        (await InboxAsync(site, site.Stranger)).ShouldBeEmpty();
        (await site.Get<DeliveryQueries>().ListAsync(site.Manager, null, null, Paging.First, default)).Items.ShouldAllBe(row => row.Notice == Storage.Relational.Notifications.NoticeKind.CertificateExpires);

        site.Time.Advance(TimeSpan.FromDays(60));
        (await warnings.RunAsync(default)).ShouldBe(2, "over now");
        await site.Get<NoticePlanning>().RunAsync(default);
        (await InboxAsync(site, site.Crew)).Count.ShouldBe(2);
        await site.Get<CertificateBook>().EnterAsync(admin, "k-4", Licence(site.Crew, Today.AddYears(4)), default);
        site.Time.Advance(TimeSpan.FromDays(10));
        (await warnings.RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_policy_over_many_lifts_is_told_of_once()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddAssetsAsync("elevator", 3);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var insurer = await unit.Db.Policies.Select(policy => policy.InsurerId).FirstAsync(token);
            unit.Db.Policies.Add(new Policy("P-2", insurer, site.Manager.Actor.Organisation!.Value, lifts, new PolicyTerms(1, site.Now.AddYears(-1), site.Now.AddDays(30), [new Cover(CoverKind.Entrapment)])));
        }, default);

        (await site.Get<CertificateWarnings>().RunAsync(default)).ShouldBe(0, "a policy tells of its end itself");
        (await site.Get<PolicyWarnings>().RunAsync(default)).ShouldBe(1);
        await site.Get<NoticePlanning>().RunAsync(default);
        (await InboxAsync(site, site.Manager)).ShouldBe([("Policy P-2 ends on 2026-04-01", "/policies")]);
        (await site.Get<Certificates>().ListAsync(site.Manager, new CertificateFilter(CertificateState.ExpiresSoon, CertificateKind.Insurance), Paging.First, default)).Total.ShouldBe(3);
    }

    [Fact]
    public async Task The_export_says_what_the_page_says_with_filter_time_and_head()
    {
        await using var site = await TestSite.StartAsync();
        await EnterAsync(site, site.Manager, "k-1", CertificateKind.Inspection, Today, Today.AddDays(30));
        var head = await site.Get<AuditTrail>().HeadAsync(default);
        var output = new MemoryStream();
        await (await site.Get<CertificateExport>().TableAsync(site.Manager, new CertificateFilter(CertificateState.ExpiresSoon), English, default)).WriteAsync(ExportFormat.Csv, output, default);

        var lines = Encoding.UTF8.GetString(output.ToArray()[3..]).Split("\r\n");
        var listed = await site.Get<Certificates>().ListAsync(site.Manager, new CertificateFilter(CertificateState.ExpiresSoon), Paging.First, default);
        lines.TakeWhile(line => line.Length > 0).Count().ShouldBe(listed.Total + 1);
        lines.ShouldContain("Inspection,Wanghai Flats,Lift 1,,,N-1,Office,2026-03-02,2026-04-01,Expires soon");
        lines.ShouldContain($"Audit chain head,{head}");
        lines.ShouldContain("At least as bad as,Expires soon");
    }

    [Fact]
    public async Task Who_is_erased_leaves_no_licence_behind()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<PersonalErasure>().EraseAsync(site.Admin, site.Crew2.User!.Value, "asked", default);
        (await LicencesAsync(site, site.Admin)).ShouldHaveSingleItem().HolderId.ShouldBe(site.Crew.User);
    }

    private static CertificateDraft Licence(Caller holder, DateOnly until) => new(CertificateKind.ElevatorWork, null, holder.User, new CertificateText("T-9", "Office", Today.AddYears(-1), until));

    private static Task<CertificateId> EnterAsync(TestSite site, Caller who, string key, CertificateKind kind, DateOnly issued, DateOnly? until) =>
        site.Get<CertificateBook>().EnterAsync(who, key, new CertificateDraft(kind, site.Lift, null, new CertificateText("N-1", "Office", issued, until)), default);

    private static async Task<CertificateRow> OfLiftAsync(TestSite site, CertificateKind kind) =>
        (await site.Get<Certificates>().ListAsync(site.Manager, new CertificateFilter(Kind: kind), Paging.First, default)).Items.ShouldHaveSingleItem();

    private static async Task<IReadOnlyList<CertificateRow>> LicencesAsync(TestSite site, Caller who) =>
        (await site.Get<Certificates>().ListAsync(who, new CertificateFilter(Kind: CertificateKind.ElevatorWork), Paging.First, default)).Items;

    private static async Task<IReadOnlyList<(string, string)>> InboxAsync(TestSite site, Caller who) =>
        [.. (await site.Get<Inbox>().ListAsync(who, English, 0, default)).Items.Select(row => (row.Text, row.Path))];

    private static Task<IReadOnlyList<string>> DoubtsAsync(TestSite site, InspectionItemId id) => site.ReadAsync(db => db.InspectionItems.Where(item => item.Id == id).Select(item => item.Doubts).FirstAsync());

    /// <summary>The half-monthly visit, signed by both on their own accounts.</summary>
    private static async Task<InspectionItemId> VisitAsync(TestSite site)
    {
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row;
        var day = site.Now.Day;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, item.Id, new InspectionReport
        {
            Key = $"visit-{item.Id}",
            StartedAt = site.Now.AddMinutes(-40),
            EndedAt = site.Now.AddMinutes(-5),
            CoSigned = [site.Get<CoSigning>().Admit(site.Crew, site.Crew2).Ticket],
            Steps = [.. InspectionTemplates.Find(item.TemplateKey)!.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : Math.Round((step.Minimum ?? 0) + ((step.Maximum ?? step.Minimum ?? 0) - (step.Minimum ?? 0)) * (0.3 + (day * 0.01)), 2)))],
        }, default);
        return item.Id;
    }
}
