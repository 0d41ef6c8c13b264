using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Residents;
using Facilities.Operations.Tests.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What people without an account report by the QR code on the equipment.</summary>
public sealed class ResidentReports_Tests
{
    [Fact]
    public async Task A_report_opens_a_fault_whose_course_only_the_link_of_its_reporter_shows()
    {
        await using var rig = await NotificationRig.StartAsync();
        var reports = rig.Site.Get<ResidentReports>();

        var receipt = await reports.ReportAsync(Guide("上行时有异响"), default);

        receipt.Replayed.ShouldBeFalse();
        var fault = await rig.Site.OnlyFaultAsync();
        (fault.Number, fault.Family, fault.Source, fault.Place.Id).ShouldBe((receipt.Number, "guide", FaultSource.Resident, rig.Site.Lift));
        var seen = (await reports.StatusAsync(receipt.Token, default)).ShouldNotBeNull();
        (seen.Number, seen.State, seen.FixedAt, seen.RateToken).ShouldBe((receipt.Number, fault.State, null, null));
        (await reports.StatusAsync(receipt.Token![..^1] + (receipt.Token[^1] == 'A' ? 'B' : 'A'), default)).ShouldBeNull();
        (await reports.StatusAsync("nonsense", default)).ShouldBeNull();
        (await reports.StatusAsync(null, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_words_within_an_hour_are_one_report_and_other_words_join_the_open_fault()
    {
        await using var rig = await NotificationRig.StartAsync();
        var reports = rig.Site.Get<ResidentReports>();
        var first = await reports.ReportAsync(Guide("上行时有异响"), default);

        (await reports.ReportAsync(Guide("上行时有异响"), default)).Replayed.ShouldBeTrue();
        var other = await reports.ReportAsync(Guide("下行也有"), default);

        (other.Replayed, other.Number).ShouldBe((false, first.Number));
        var detail = (await rig.Site.Get<FaultDetailQuery>().GetAsync(rig.Site.Dispatcher, (await rig.Site.OnlyFaultAsync()).Id, default)).ShouldNotBeNull();
        detail.History.Select(line => line.Note).OfType<string>().ShouldBe(["上行时有异响", "下行也有"]);
    }

    [Fact]
    public async Task A_stranger_s_tick_is_never_a_P1_except_for_trapped_people()
    {
        await using var rig = await NotificationRig.StartAsync();
        var reports = rig.Site.Get<ResidentReports>();
        var form = (await reports.FormAsync("wanghai", "lift-1", default)).ShouldNotBeNull();
        form.CarriesPeople.ShouldBeTrue();
        form.Families.ShouldNotContain(family => family.Key == FaultFamilies.Entrapment || family.Key == FaultFamilies.Sensor);
        foreach (var (family, _) in form.Families) await reports.ReportAsync(Guide("看不懂") with { Family = family }, default);
        (await rig.Site.FaultsAsync()).ShouldAllBe(fault => fault.Severity > Severity.P1);

        await reports.ReportAsync(Guide(null) with { Family = FaultFamilies.Entrapment }, default);

        (await rig.Site.FaultsAsync()).Count(fault => fault.Severity == Severity.P1 && fault.Family == FaultFamilies.Entrapment).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_right_is_refused_before_anything_is_reported()
    {
        await using var rig = await NotificationRig.StartAsync();
        var reports = rig.Site.Get<ResidentReports>();
        (await reports.FormAsync("wanghai", "no-such-lift", default)).ShouldBeNull();
        // Of the same code in the other community.
        (await reports.FormAsync("jinxiu", "lift-1", default)).ShouldNotBeNull().Place.Id.ShouldBe(rig.Site.OtherLift);
        (string Code, ResidentReport Report)[] wrong =
        [
            (OperationCodes.NotFound, Guide("x") with { Code = "no-such-lift" }),
            (OperationCodes.FieldInvalid, Guide("x") with { Family = "sensor" }),
            (OperationCodes.FieldInvalid, Guide("x") with { Family = "no-such-family" }),
            (RuleCodes.NoteTooLong, Guide(new string('x', ResidentReports.MaximumWords + 1))),
            (OperationCodes.NotAPicture, Guide("x") with { Photo = "no picture at all"u8.ToArray() }),
        ];
        foreach (var (code, report) in wrong) (await Should.ThrowAsync<RuleViolation>(() => reports.ReportAsync(report, default))).Code.ShouldBe(code);
        (await rig.Site.FaultsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_leaves_a_phone_is_asked_once_however_often_he_reports()
    {
        await using var rig = await NotificationRig.StartAsync();
        var reports = rig.Site.Get<ResidentReports>();
        await reports.ReportAsync(Guide("上行时有异响") with { Phone = "13800000051" }, default);
        await reports.ReportAsync(Guide("现在更响") with { Phone = "13800000051" }, default);

        (await rig.Site.ReadAsync(db => db.FaultReporters.CountAsync())).ShouldBe(1);
    }

    private static ResidentReport Guide(string? words) => new("wanghai", "lift-1", "guide", words, default, "", "zh-CN");
}
