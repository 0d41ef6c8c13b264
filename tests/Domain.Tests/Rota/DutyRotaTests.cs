using Facilities.Domain.Rota;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Rota;

public sealed class DutyRotaTests
{
    private static readonly CommunityId Site = new(1);
    private static readonly UserId Zhou = new(1);
    private static readonly UserId Li = new(2);
    private static readonly UserId Chen = new(3);
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    // Days 08:00–20:00 Zhou, nights 20:00–08:00 Li: a handover belongs to the one who takes over.
    [InlineData("2026-03-02 07:59:59", 2)]
    [InlineData("2026-03-02 08:00", 1)]
    [InlineData("2026-03-02 19:59:59", 1)]
    [InlineData("2026-03-02 20:00", 2)]
    [InlineData("2026-03-03 03:00", 2)]
    public void A_handover_belongs_to_the_one_who_takes_over(string at, int user) =>
        DayAndNight().At(DutyLevel.First, Shanghai(at)).ShouldHaveSingleItem().User.ShouldBe(new UserId(user));

    [Fact]
    public void A_level_without_a_pattern_has_nobody() => DayAndNight().At(DutyLevel.Manager, MondayMorning).ShouldBeEmpty();

    [Fact]
    public void Weeks_take_turns()
    {
        var rota = new DutyRota(China, [], [Pattern(Zhou, "1234567", "08:00", "08:00", "2026-03-02", 2), Pattern(Li, "1234567", "08:00", "08:00", "2026-03-09", 2)], []);
        foreach (var (at, user) in new[] { ("2026-03-04 12:00", Zhou), ("2026-03-11 12:00", Li), ("2026-03-18 12:00", Zhou), ("2026-03-16 07:00", Li), ("2026-03-16 09:00", Zhou) })
            rota.At(DutyLevel.First, Shanghai(at)).ShouldHaveSingleItem().User.ShouldBe(user, at);
    }

    [Fact]
    public void Gaps_are_told_as_gaps()
    {
        // Weekdays only, 08:00–20:00.
        var rota = new DutyRota(China, [], [Pattern(Zhou, "12345", "08:00", "20:00", "2026-03-02")], []);
        rota.Gaps(DutyLevel.First, Shanghai("2026-03-05 00:00"), Shanghai("2026-03-09 12:00")).ShouldBe(
        [
            (Shanghai("2026-03-05 00:00"), Shanghai("2026-03-05 08:00")), (Shanghai("2026-03-05 20:00"), Shanghai("2026-03-06 08:00")),
            (Shanghai("2026-03-06 20:00"), Shanghai("2026-03-09 08:00")),
        ]);
        DayAndNight().Gaps(DutyLevel.First, Shanghai("2026-03-05 00:00"), Shanghai("2026-03-12 00:00")).ShouldBeEmpty();
    }

    [Fact]
    public void A_single_shift_fills_a_gap_and_stands_beside_a_pattern()
    {
        var night = new DutyShift(Site, DutyLevel.First, Li, Shanghai("2026-03-02 19:00"), Shanghai("2026-03-03 08:00"));
        var rota = new DutyRota(China, [night], [Pattern(Zhou, "12345", "08:00", "20:00", "2026-03-02")], []);
        rota.At(DutyLevel.First, Shanghai("2026-03-02 19:30")).Select(span => span.User).ShouldBe([Zhou, Li]);
        rota.At(DutyLevel.First, Shanghai("2026-03-02 23:00")).Select(span => span.User).ShouldBe([Li]);
    }

    [Fact]
    public void A_substitute_takes_the_shifts_of_his_days_and_a_night_is_cut_at_midnight()
    {
        var away = new DutySubstitution(Site, null, Li, Chen, Day("2026-03-03"), Day("2026-03-04"));
        var rota = DayAndNight(away);
        var spans = rota.Between(DutyLevel.First, Shanghai("2026-03-02 20:00"), Shanghai("2026-03-05 08:00")).Where(span => span.User != Zhou).ToList();
        spans.Select(span => (span.User, span.From, span.Until)).ShouldBe(
        [
            (Li, Shanghai("2026-03-02 20:00"), Shanghai("2026-03-03 00:00")), (Chen, Shanghai("2026-03-03 00:00"), Shanghai("2026-03-03 08:00")),
            (Chen, Shanghai("2026-03-03 20:00"), Shanghai("2026-03-04 08:00")), (Chen, Shanghai("2026-03-04 20:00"), Shanghai("2026-03-05 00:00")),
            (Li, Shanghai("2026-03-05 00:00"), Shanghai("2026-03-05 08:00")),
        ]);
        spans.Where(span => span.User == Chen).ShouldAllBe(span => span.InsteadOf == Li);
        rota.Gaps(DutyLevel.First, Shanghai("2026-03-02 00:00"), Shanghai("2026-03-06 00:00")).ShouldBeEmpty();
    }

    [Fact]
    public void A_substitution_of_one_level_leaves_the_others()
    {
        var rota = new DutyRota(
            China, [], [Pattern(Li, "1234567", "08:00", "08:00", "2026-03-01"), Pattern(Li, "1234567", "08:00", "08:00", "2026-03-01", level: DutyLevel.Second)],
            [new DutySubstitution(Site, DutyLevel.Second, Li, Chen, Day("2026-03-02"), Day("2026-03-02"))]);
        rota.At(DutyLevel.First, MondayMorning).ShouldHaveSingleItem().User.ShouldBe(Li);
        rota.At(DutyLevel.Second, MondayMorning).ShouldHaveSingleItem().User.ShouldBe(Chen);
    }

    [Fact]
    public void On_a_night_when_the_clocks_change_the_handover_stays_at_its_hour()
    {
        // Berlin, 25 October 2026: the night from 20:00 to 08:00 lasts 13 hours and leaves no gap.
        var rota = new DutyRota(Berlin, [], [Pattern(Zhou, "1234567", "08:00", "20:00", "2026-10-01"), Pattern(Li, "1234567", "20:00", "08:00", "2026-10-01")], []);
        var night = rota.At(DutyLevel.First, new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1))).ShouldHaveSingleItem();
        (night.User, night.Until - night.From).ShouldBe((Li, TimeSpan.FromHours(13)));
        rota.Gaps(DutyLevel.First, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddYears(1), new DateTimeOffset(2027, 4, 10, 0, 0, 0, TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public void Spans_and_gaps_together_cover_every_stretch_of_time() => Seeds.Check(200, random =>
    {
        var zone = random.Next(2) == 0 ? China : Berlin;
        var from = MondayMorning.AddMinutes(random.Next(0, 500_000));
        var until = from.AddMinutes(random.Next(1, 20_000));
        var patterns = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new DutyPattern(
            Site, DutyLevel.First, new UserId(random.Next(1, 4)), Weekdays.Parse(random.Next(2) == 0 ? "135" : "1234567"), Time(random), Time(random), Day("2026-03-02"), null, random.Next(1, 3))).ToList();
        var absences = Enumerable.Range(0, random.Next(0, 3)).Select(_ => DateOnly.FromDateTime(from.Date).AddDays(random.Next(-2, 8)))
            .Select(day => new DutySubstitution(Site, null, new UserId(random.Next(1, 4)), new UserId(9), day, day.AddDays(random.Next(0, 4)))).ToList();
        var rota = new DutyRota(zone, [], patterns, absences);
        var gaps = rota.Gaps(DutyLevel.First, from, until);
        for (var i = 0; i < 20; i++)
        {
            var at = from.AddSeconds(random.NextDouble() * (until - from).TotalSeconds);
            rota.At(DutyLevel.First, at).Any().ShouldBe(!gaps.Any(gap => gap.From <= at && at < gap.Until));
        }
    });

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("71", "17")]
    [InlineData("", null)]
    [InlineData("8", null)]
    [InlineData("11", null)]
    public void Weekdays_are_digits(string text, string? written)
    {
        Weekdays.TryParse(text, out var days).ShouldBe(written is not null);
        if (written is not null) days.ToString().ShouldBe(written);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<RuleViolation>(() => new DutyShift(Site, DutyLevel.First, Zhou, MondayMorning, MondayMorning)).Code.ShouldBe(RuleCodes.PeriodReversed);
        Should.Throw<RuleViolation>(() => new DutyShift(Site, DutyLevel.First, Zhou, MondayMorning, MondayMorning.AddDays(8))).Code.ShouldBe(RuleCodes.DutyShiftTooLong);
        Should.Throw<RuleViolation>(() => new DutyShift(Site, (DutyLevel)9, Zhou, MondayMorning, MondayMorning.AddHours(1))).Code.ShouldBe(RuleCodes.DutyLevelUnknown);
        Should.Throw<RuleViolation>(() => Pattern(Zhou, "1", "08:00", "20:00", "2026-03-02", 13)).Code.ShouldBe(RuleCodes.DutyWeeks);
        Should.Throw<RuleViolation>(() => new DutySubstitution(Site, null, Zhou, Zhou, Day("2026-03-02"), Day("2026-03-02"))).Code.ShouldBe(RuleCodes.DutySubstituteSame);
    }

    private static DutyRota DayAndNight(params DutySubstitution[] away) =>
        new(China, [], [Pattern(Zhou, "1234567", "08:00", "20:00", "2026-03-01"), Pattern(Li, "1234567", "20:00", "08:00", "2026-03-01")], away);

    private static DutyPattern Pattern(UserId user, string days, string from, string until, string since, int every = 1, DutyLevel level = DutyLevel.First) =>
        new(Site, level, user, Weekdays.Parse(days), TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            TimeOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), Day(since), null, every);

    private static TimeOnly Time(Random random) => new(random.Next(24), random.Next(4) * 15);
}
