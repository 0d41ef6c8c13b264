using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Calendars;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What a record holds, what may be said about it later, and what it counts for.</summary>
public sealed class InspectionRecords_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>A JPEG as small as one can be.</summary>
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 0, 0, 9, 9, 0xFF, 0xD9];

    [Fact]
    public async Task The_phone_gets_what_is_to_be_done_with_its_checklist_and_only_its_firms()
    {
        await using var site = await ReadyAsync();
        var tasks = await site.Get<InspectionQueries>().TasksAsync(site.Crew, default);
        var task = tasks.Items.ShouldHaveSingleItem();
        task.Steps.Count.ShouldBe(10);
        (task.SignaturesNeeded, task.MayComplete, tasks.Total).ShouldBe((2, true, 1));
        task.Evidence.ShouldContain("inspection_mode");
        await Should.ThrowAsync<RuleViolation>(() => site.Get<InspectionQueries>().TasksAsync(site.Regulator, default));
    }

    [Fact]
    public async Task A_record_keeps_scans_photos_and_what_makes_it_doubtful()
    {
        await using var site = await ReadyAsync();
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var photo = await AddPhotoAsync(site, item);
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, item, Report(site, "k-1") with
        {
            Files = [photo],
            Scans = [new ScanReport("https://x/assets/wanghai/lift-1", site.Now.AddMinutes(-30)), new ScanReport("wanghai/lift-1", site.Now.AddHours(-3))],
        }, default);

        var detail = (await site.Get<InspectionQueries>().GetAsync(site.Manager, item, default)).ShouldNotBeNull();
        detail.Scans.Select(scan => scan.Proof).ShouldBe([ArrivalProofKind.PrintedCode, ArrivalProofKind.PrintedCode]);
        detail.Doubts.Select(doubt => doubt.Code).ShouldBe([ReasonCodes.DoubtScanTime, ReasonCodes.DoubtWalking]);
        detail.Files.ShouldBe([photo]);
        detail.KeptUntil.ShouldBe(Today.AddDays(14).AddYears(4));
        (await site.Get<InspectionFiles>().OpenAsync(site.Manager.Scope, item, photo, default)).ShouldNotBeNull().Content.Dispose();
        (await site.Get<InspectionFiles>().OpenAsync(site.Stranger.Scope, item, photo, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_code_of_another_asset_and_a_file_that_is_not_there_are_refused()
    {
        await using var site = await ReadyAsync();
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var actions = site.Get<InspectionActions>();
        (await Should.ThrowAsync<RuleViolation>(() => actions.CompleteAsync(site.Crew, item, Report(site, "k-1") with { Scans = [new ScanReport("wanghai/fire-pump-1", site.Now)] }, default)))
            .Code.ShouldBe(OperationCodes.CodeOfOtherAsset);
        (await Should.ThrowAsync<RuleViolation>(() => actions.CompleteAsync(site.Crew, item, Report(site, "k-2") with { Files = [new string('a', 64)] }, default))).Code.ShouldBe(OperationCodes.FieldInvalid);
        await Should.ThrowAsync<RuleViolation>(() => site.Get<InspectionFiles>().AddAsync(site.Regulator, new InspectionPhoto(item, Photo), default));
    }

    [Fact]
    public async Task A_colleague_signs_with_his_own_account_one_who_is_only_named_is_a_doubt_and_a_stranger_is_refused()
    {
        await using var site = await ReadyAsync();
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var (actions, signing) = (site.Get<InspectionActions>(), site.Get<CoSigning>());
        var ticket = signing.Admit(site.Crew, site.Crew2).Ticket;
        var unsigned = Report(site, "k-1") with { CoSigned = [] };

        Should.Throw<RuleViolation>(() => signing.Admit(site.Crew, site.Crew)).Code.ShouldBe(RuleCodes.InspectionSigner);
        Should.Throw<RuleViolation>(() => signing.Admit(site.Manager, site.Crew2)).Code.ShouldBe(RuleCodes.InspectionSigner);
        Should.Throw<RuleViolation>(() => signing.Admit(site.Crew, site.Regulator)).Code.ShouldBe(RuleCodes.RightMissing);
        await RefusedAsync(unsigned with { CoSigned = ["made up"] });
        await RefusedAsync(unsigned with { CoSigned = [signing.Admit(site.Crew2, site.Crew).Ticket] });
        await RefusedAsync(unsigned with { Signatures = [site.Manager.User!.Value] });
        (await Should.ThrowAsync<RuleViolation>(() => actions.CompleteAsync(site.Crew, item, unsigned, default))).Code.ShouldBe(RuleCodes.InspectionSignatures);

        await actions.CompleteAsync(site.Crew, item, unsigned with { CoSigned = [ticket] }, default);
        var detail = (await site.Get<InspectionQueries>().GetAsync(site.Manager, item, default))!;
        (detail.SignedBy.Count, detail.Doubts.Count).ShouldBe((2, 0));

        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var second = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        (await Should.ThrowAsync<RuleViolation>(() => actions.CompleteAsync(site.Crew, second, Report(site, "k-2") with { CoSigned = [ticket] }, default))).Code.ShouldBe(RuleCodes.InspectionSigner);
        await actions.CompleteAsync(site.Crew, second, Report(site, "k-2") with { CoSigned = [], Signatures = [site.Crew2.User!.Value] }, default);
        (await site.Get<InspectionQueries>().GetAsync(site.Manager, second, default))!.Doubts.ShouldContain(CodedText.Of(ReasonCodes.DoubtSignatureNamed, ("count", 1)));

        async Task RefusedAsync(InspectionReport report) =>
            (await Should.ThrowAsync<RuleViolation>(() => actions.CompleteAsync(site.Crew, item, report, default))).Code.ShouldBe(RuleCodes.InspectionSigner);
    }

    [Fact]
    public async Task The_same_picture_in_another_record_is_a_doubt()
    {
        await using var site = await ReadyAsync();
        var first = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var photo = await AddPhotoAsync(site, first);
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, first, Report(site, "k-1") with { Files = [photo] }, default);
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var second = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        (await AddPhotoAsync(site, second)).ShouldBe(photo);
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, second, Report(site, "k-2") with { Files = [photo] }, default);
        (await site.Get<InspectionQueries>().GetAsync(site.Manager, second, default))!.Doubts.ShouldBe(
            [CodedText.Of(ReasonCodes.DoubtPhotoReused, ("inspection", first)), CodedText.Of(ReasonCodes.DoubtSameValues, ("inspection", first))]);
    }

    [Fact]
    public async Task A_correction_stands_beside_the_record_opens_its_fault_and_is_in_the_chain()
    {
        await using var site = await ReadyAsync();
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var actions = site.Get<InspectionActions>();
        await actions.CompleteAsync(site.Crew, item, Report(site, "k-1"), default);
        for (var again = 0; again < 2; again++) await actions.CorrectAsync(site.Crew, item, "c-1", new CorrectionReport("brake was worn, ticked by mistake", "brake", false), default);

        var detail = (await site.Get<InspectionQueries>().GetAsync(site.Manager, item, default))!;
        detail.Corrections.ShouldHaveSingleItem().StepKey.ShouldBe("brake");
        detail.Steps.Single(step => step.Key == "brake").InOrder.ShouldBe(true);
        (await site.OnlyFaultAsync()).Family.ShouldBe("brake");
        (await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "inspection").Select(entry => entry.Action).ToListAsync())).ShouldBe(["Done", "Correct"], ignoreOrder: true);
        await Should.ThrowAsync<RuleViolation>(() => actions.CorrectAsync(site.Regulator, item, "c-2", new CorrectionReport("no"), default));
    }

    [Fact]
    public async Task A_record_cannot_be_changed_or_deleted()
    {
        await using var site = await ReadyAsync();
        var id = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, id, Report(site, "k-1"), default);
        await Should.ThrowAsync<InvalidOperationException>(() => site.Get<FacilitiesWriter>().WriteAsync(
            async (unit, token) => unit.Db.InspectionItems.Remove(await unit.Db.InspectionItems.FirstAsync(item => item.Id == id, token)), default));
        await Should.ThrowAsync<InvalidOperationException>(() => site.Get<FacilitiesWriter>().WriteAsync(
            async (unit, token) => unit.Db.Entry(await unit.Db.InspectionItems.FirstAsync(item => item.Id == id, token)).Property(item => item.Note).CurrentValue = "better", default));
    }

    [Fact]
    public async Task The_plan_counts_each_day_by_state_firm_and_performer_and_knows_the_sites_holidays()
    {
        await using var site = await ReadyAsync();
        var (calendar, queries) = (site.Get<InspectionCalendar>(), site.Get<InspectionQueries>());
        var all = await queries.ListAsync(site.Manager.Scope, new InspectionFilter { PendingOnly = false, Paging = new Paging(0, 500) }, default);
        var span = new InspectionFilter { PendingOnly = false, PlannedFrom = Today, PlannedUntil = Today.AddDays(399) };

        var days = await calendar.DaysAsync(site.Manager, span, default);
        days.Count.ShouldBe(400);
        foreach (var day in days) day.Total.ShouldBe(all.Items.Count(row => row.PlannedDate == day.Day), day.Day.ToString("O", null));
        var firms = await calendar.FirmsAsync(site.Manager.Scope, default);
        (await calendar.DaysAsync(site.Manager, span with { Performer = Performer.InspectionBody }, default)).Sum(day => day.Total).ShouldBe(0);
        foreach (var firm in firms)
        {
            (await calendar.DaysAsync(site.Manager, span with { Firm = firm.Id }, default)).Sum(day => day.Total)
                .ShouldBe((await queries.ListAsync(site.Manager.Scope, span with { Firm = firm.Id, Paging = new Paging(0, 1) }, default)).Total);
        }

        var sunday = days.First(day => day.Day.DayOfWeek == DayOfWeek.Sunday).Day;
        var monday = sunday.AddDays(1);
        var community = all.Items[0].Place.CommunityId;
        await site.Get<SiteCalendars>().ImportAsync(site.Manager, community, $"{sunday:yyyy-MM-dd},work,\n{monday:yyyy-MM-dd},off,国庆节", default);
        var own = (await calendar.DaysAsync(site.Manager, span with { Community = community }, default)).ToDictionary(day => day.Day);
        (own[sunday].Kind, own[monday].Kind, own[monday].Name, own[sunday.AddDays(-1)].Kind).ShouldBe((DayKind.Worked, DayKind.Holiday, "国庆节", DayKind.Rest));

        (await Should.ThrowAsync<RuleViolation>(() => calendar.DaysAsync(site.Manager, span with { PlannedUntil = Today.AddDays(400) }, default))).Code.ShouldBe(OperationCodes.TooMany);
        (await Should.ThrowAsync<RuleViolation>(() => calendar.DaysAsync(site.Manager, span with { PlannedUntil = Today.AddDays(-1) }, default))).Code.ShouldBe(RuleCodes.PeriodReversed);
    }

    [Fact]
    public async Task Compliance_counts_what_was_owed_by_each_dimension_and_only_in_scope()
    {
        await using var site = await ReadyAsync();
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, item, Report(site, "k-1"), default);
        site.Time.Advance(TimeSpan.FromDays(21));
        await site.Get<InspectionPlanning>().RunAsync(default);

        // Due by now: the lift's first (done) and second (overdue, it was due on the 14th day after), the pump's weekly ones (never done).
        var filter = new ComplianceFilter { From = Today, Until = Today.AddDays(35), By = ComplianceBy.Duty };
        var duties = await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter, default);
        var lift = duties.Single(row => row.Key == InspectionTemplates.ElevatorHalfMonth);
        (lift.OnTime, lift.Overdue, lift.OnTimeShare).ShouldBe((1, 1, 0.5));
        var pump = duties.Single(row => row.Key == InspectionTemplates.FirePumpWeeklyStart);
        (pump.OnTime, pump.Missed, pump.Overdue, pump.Due, pump.OnTimeShare).ShouldBe((0, 3, 1, 1, 0));
        duties[0].ShouldBe(pump, "the worst first");

        foreach (var by in new[] { ComplianceBy.District, ComplianceBy.Community })
            (await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter with { By = by }, default)).ShouldHaveSingleItem().Owed.ShouldBe(lift.Owed + pump.Owed);
        (await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter with { By = ComplianceBy.Firm }, default)).Select(row => row.Name.En).ShouldBe(["Hongyu Fire", "Hengsheng Lifts"]);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter with { By = ComplianceBy.Asset }, default))).Code.ShouldBe(OperationCodes.FieldMissing);
        (await site.Get<ComplianceQuery>().CountAsync(site.Regulator, filter with { By = ComplianceBy.Asset, Firm = site.LiftFirm }, default)).ShouldHaveSingleItem().Name.En.ShouldBe("Lift 1");
        (await site.Get<ComplianceQuery>().CountAsync(site.Stranger, filter, default)).ShouldBeEmpty();
        (await site.Get<ComplianceQuery>().CountAsync(site.Crew, filter, default)).Select(row => row.Key).ShouldBe([InspectionTemplates.ElevatorHalfMonth]);
    }

    [Fact]
    public async Task Papers_that_are_missing_or_expire_are_listed_worst_first()
    {
        await using var site = await TestSite.StartAsync();
        var all = (await site.Get<Certificates>().ListAsync(site.Manager, new CertificateFilter(), Paging.First, default)).Items.Where(paper => paper.Place is not null).ToList();
        // The lift has a policy until the end of 2026 and an inspection until 2027, but no registration; the pump was never tested.
        all.Select(paper => (paper.Kind, paper.State)).ShouldBe(
            [(CertificateKind.Registration, CertificateState.Missing), (CertificateKind.FireTest, CertificateState.Missing), (CertificateKind.Insurance, CertificateState.Valid), (CertificateKind.Inspection, CertificateState.Valid)]);
        all[2].ValidUntil.ShouldBe(new DateOnly(2026, 12, 31));
        site.Time.Advance(TimeSpan.FromDays(260));
        var worst = (await site.Get<Certificates>().ListAsync(site.Manager, new CertificateFilter(CertificateState.ExpiresSoon), Paging.First, default)).Items;
        worst.Select(paper => paper.State).ShouldBe([CertificateState.Missing, CertificateState.Missing, CertificateState.ExpiresSoon, CertificateState.ExpiresSoon]);
        (await site.Get<Certificates>().ListAsync(site.Stranger, new CertificateFilter(), Paging.First, default)).Items.ShouldAllBe(paper => paper.Place!.CommunityId != worst[0].Place!.CommunityId);
    }

    /// <summary>Planned, and the lift's first visit is due in a day.</summary>
    private static async Task<TestSite> ReadyAsync()
    {
        var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        return site;
    }

    private static Task<string> AddPhotoAsync(TestSite site, InspectionItemId item) =>
        site.Get<InspectionFiles>().AddAsync(site.Crew, new InspectionPhoto(item, Photo, "pit", site.Now.AddMinutes(-20)), default);

    private static InspectionReport Report(TestSite site, string key) => new()
    {
        Key = key,
        StartedAt = site.Now.AddMinutes(-40),
        EndedAt = site.Now.AddMinutes(-5),
        CoSigned = [site.Get<CoSigning>().Admit(site.Crew, site.Crew2).Ticket],
        Steps = [.. InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
    };
}
