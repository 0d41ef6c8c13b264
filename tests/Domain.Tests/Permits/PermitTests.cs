using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Permits;
using Facilities.Domain.Tests.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Permits;

public sealed class PermitTests
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    // All families, but no P1 and never trapped people.
    [InlineData(PermitKind.Work, "", "door", Severity.P2, true)]
    [InlineData(PermitKind.Work, "", "readiness", Severity.P1, false)]
    [InlineData(PermitKind.OutOfUse, "", "readiness", Severity.P1, false)]
    [InlineData(PermitKind.OutOfUse, "", "entrapment", Severity.P1, false)]
    // Named families only; a P1 only by name.
    [InlineData(PermitKind.Work, "readiness", "readiness", Severity.P1, true)]
    [InlineData(PermitKind.Work, "readiness", "leak", Severity.P3, false)]
    [InlineData(PermitKind.OutOfUse, "readiness", "leak", Severity.P3, true)]
    public void What_a_permit_covers(PermitKind kind, string families, string family, Severity severity, bool covered) =>
        Permit(kind, families.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Covers(family, severity).ShouldBe(covered);

    [Fact]
    public void Trapped_people_cannot_even_be_named() =>
        Should.Throw<RuleViolation>(() => Permit(families: [FaultFamilies.Entrapment])).Code.ShouldBe(RuleCodes.PermitFamilies);

    [Fact]
    public void It_runs_from_its_beginning_to_its_end_and_no_longer_once_it_is_ended()
    {
        var permit = Permit();
        permit.RunsAt(MondayMorning.AddTicks(-1), China).ShouldBeFalse();
        permit.RunsAt(MondayMorning, China).ShouldBeTrue();
        permit.RunsAt(MondayMorning.AddDays(2), China).ShouldBeFalse();
        permit.End(Loop.Manager, MondayMorning.AddDays(1)).ShouldBeTrue();
        permit.RunsAt(MondayMorning.AddDays(1), China).ShouldBeFalse();
        permit.End(Loop.Manager, MondayMorning.AddDays(1.5)).ShouldBeFalse();
    }

    /// <summary>The window was read in the server's zone, or an hour off after the clocks changed; uptime-kuma #3626, #3066.</summary>
    [Theory]
    [InlineData("2026-10-23T22:30:00+02:00", true)]
    [InlineData("2026-10-26T22:30:00+01:00", true)]
    [InlineData("2026-10-26T21:30:00+01:00", false)]
    [InlineData("2026-10-26T22:30:00+02:00", false)]
    public void Uptime_kuma_3626_a_window_stays_at_its_local_hour_when_the_clocks_change(string at, bool runs)
    {
        var from = DateTimeOffset.Parse("2026-10-20T00:00:00+02:00", System.Globalization.CultureInfo.InvariantCulture);
        var permit = Permit(hours: "1234567 22:00-23:00", from: from, until: from.AddDays(30));
        permit.RunsAt(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBe(runs);
    }

    /// <summary>Only one window a day could be given; thingsboard #15189.</summary>
    [Theory]
    [InlineData("2026-03-03 09:30", true)]
    [InlineData("2026-03-03 12:30", false)]
    [InlineData("2026-03-03 15:00", true)]
    [InlineData("2026-03-08 09:30", false)]
    public void Thingsboard_15189_several_windows_a_day(string at, bool runs) =>
        Permit(hours: "12345 09:00-11:00 14:00-16:00", until: MondayMorning.AddDays(20)).RunsAt(Shanghai(at), China).ShouldBe(runs);

    [Fact]
    public void What_nobody_may_grant_is_refused()
    {
        Should.Throw<RuleViolation>(() => Permit(until: MondayMorning)).Code.ShouldBe(RuleCodes.PeriodReversed);
        Should.Throw<RuleViolation>(() => Permit(until: MondayMorning.AddDays(91))).Code.ShouldBe(RuleCodes.PermitTooLong);
        Should.Throw<RuleViolation>(() => Permit(from: MondayMorning.AddDays(-3), until: MondayMorning)).Code.ShouldBe(RuleCodes.PermitPast);
        Should.Throw<RuleViolation>(() => Permit((PermitKind)9)).Code.ShouldBe(RuleCodes.PermitKindUnknown);
        Should.Throw<RuleViolation>(() => Permit(actor: Loop.Crew)).Code.ShouldBe(RuleCodes.RightMissing);
    }

    private static Permit Permit(
        PermitKind kind = PermitKind.Work, IReadOnlyList<string>? families = null, string? hours = null, DateTimeOffset? from = null, DateTimeOffset? until = null, Actor? actor = null) =>
        new("P-2026-0001", new AssetId(1), new CommunityId(1), kind, families ?? [], CodedText.Of(ReasonCodes.PermitMaintenance), from ?? MondayMorning, until ?? MondayMorning.AddDays(2),
            hours is null ? null : WorkingHours.Parse(hours), null, actor ?? Loop.Manager, MondayMorning);
}
