using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;

namespace Facilities.Domain.Tests.Insurance;

public sealed class EntrapmentLadderTests
{
    private static readonly DateTimeOffset T0 = Sites.Shanghai("2026-03-02 23:40");

    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("00:29:59", 0)]
    [InlineData("00:30:00", 200)]
    [InlineData("00:59:59", 200)]
    [InlineData("01:00:00", 200)]
    [InlineData("01:00:01", 300)]
    [InlineData("01:29:59", 300)]
    [InlineData("01:30:00", 300)]
    [InlineData("01:30:01", 400)]
    [InlineData("02:00:00", 400)]
    [InlineData("02:00:01", 500)]
    [InlineData("23:00:00", 500)]
    public void Owes_by_the_second_what_Shandong_2019_says(string duration, int yuan)
    {
        var span = TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture);
        EntrapmentLadder.Shandong2019.PerPerson(span).ShouldBe(Money.FromYuan(yuan));
        // From 23:40 on most of these run across midnight; nothing changes there.
        Assess(T0 + span, persons: 2).Amount.ShouldBe(Money.FromYuan(2 * yuan));
    }

    [Fact]
    public void A_millisecond_over_a_border_is_over_it()
    {
        EntrapmentLadder.Shandong2019.PerPerson(TimeSpan.FromMinutes(60) + TimeSpan.FromMilliseconds(1)).ShouldBe(Money.FromYuan(300));
        EntrapmentLadder.Shandong2019.PerPerson(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1)).ShouldBe(Money.Zero);
    }

    [Fact]
    public void Owes_nothing_definite_until_the_crew_has_counted_heads()
    {
        var assessment = Assess(T0.AddMinutes(45), persons: null);
        assessment.PerPerson.ShouldBe(Money.FromYuan(200));
        assessment.Amount.ShouldBeNull();
        assessment.Reasons.Select(reason => reason.Code).ShouldBe(["ladder.step", "ladder.persons_unknown"]);
    }

    [Fact]
    public void Counts_no_more_persons_than_the_car_is_rated_for()
    {
        var assessment = Assess(T0.AddMinutes(45), persons: 15, rated: 13);
        assessment.Persons.ShouldBe(13);
        assessment.Amount.ShouldBe(Money.FromYuan(2600));
        assessment.Reasons[^1].ShouldBe(CodedText.Of("ladder.capped_by_rated_persons", ("persons", 15), ("rated", 13)));
    }

    [Fact]
    public void A_suspicion_owes_nothing_however_long_it_lasts()
    {
        var assessment = EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(null, null, T0.AddHours(5), [], 2, 13));
        assessment.PerPerson.ShouldBe(Money.Zero);
        assessment.Amount.ShouldBeNull();
        assessment.Reasons.ShouldHaveSingleItem().Code.ShouldBe("ladder.unconfirmed");
    }

    [Theory]
    // 70 minutes with a gap of 15 are 55; a gap at the start, at the end, outside, and two that overlap.
    [InlineData(70, 20, 35, 55)]
    [InlineData(70, -10, 10, 60)]
    [InlineData(70, 60, 90, 60)]
    [InlineData(70, 80, 90, 70)]
    [InlineData(70, -20, 0, 70)]
    public void A_data_gap_never_lengthens_a_loss(int minutes, int from, int to, int proven)
    {
        var gap = new TimeGap(T0.AddMinutes(from), T0.AddMinutes(to));
        var assessment = Assess(T0.AddMinutes(minutes), persons: 1, gaps: [gap]);
        assessment.Proven.ShouldBe(TimeSpan.FromMinutes(proven));
        assessment.Reasons.Any(reason => reason.Code == "ladder.gaps_left_out").ShouldBe(proven < minutes);
        Assess(T0.AddMinutes(minutes), persons: 1, gaps: [gap, gap, gap with { From = gap.From.AddMinutes(1) }]).Proven.ShouldBe(TimeSpan.FromMinutes(proven));
    }

    [Fact]
    public void A_loss_that_lasts_is_proven_up_to_the_newest_telemetry()
    {
        var assessment = EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(T0, null, T0.AddMinutes(31), [], null, null));
        assessment.Lasts.ShouldBeTrue();
        assessment.Proven.ShouldBe(TimeSpan.FromMinutes(31));
        assessment.PerPerson.ShouldBe(Money.FromYuan(200));
    }

    [Fact]
    public void A_release_before_the_start_proves_nothing() => Assess(T0.AddMinutes(-5), persons: 1).Proven.ShouldBe(TimeSpan.Zero);

    [Theory]
    // Two people: one stays for 70 minutes, the other comes out earlier; from 23:40 on, so past 00:10 across midnight.
    [InlineData("00:29:59", 300)]
    [InlineData("00:30:00", 500)]
    [InlineData("00:59:59", 500)]
    [InlineData("01:00:00", 500)]
    [InlineData("01:00:01", 600)]
    [InlineData("01:10:00", 600)]
    [InlineData("02:30:00", 600)]
    public void Each_person_is_owed_by_its_own_time_and_none_beyond_the_release(string first, int yuan)
    {
        var early = T0 + TimeSpan.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        var assessment = OfGroups(T0.AddMinutes(70), 2, 13, [], (early, 1), (T0.AddMinutes(70), 1));
        assessment.Amount.ShouldBe(Money.FromYuan(yuan));
        assessment.PerPerson.ShouldBe(Money.FromYuan(300), "the one who stayed longest");
        assessment.Reasons.Count(reason => reason.Code == "ladder.group").ShouldBe(2);
    }

    [Fact]
    public void Who_is_not_said_to_have_come_out_earlier_stays_until_the_release()
    {
        OfGroups(T0.AddMinutes(95), 3, 13, [], (T0.AddMinutes(45), 1)).Amount.ShouldBe(Money.FromYuan(200 + (2 * 400)));
        EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(T0, null, T0.AddMinutes(61), [], 3, 13, [new PersonsReleased(T0.AddMinutes(45), 2, null)])).Amount.ShouldBe(Money.FromYuan((2 * 200) + 300), "it lasts for one");
    }

    [Fact]
    public void A_gap_counts_for_each_only_as_far_as_he_was_in_it()
    {
        // 61 minutes with 23:50 to 00:05 unseen are 46 for the first, and 75 with it are 60 for the second: the border itself isn't passed.
        var gap = new TimeGap(T0.AddMinutes(10), T0.AddMinutes(25));
        OfGroups(T0.AddMinutes(75), 2, 13, [gap], (T0.AddMinutes(61), 1), (T0.AddMinutes(75), 1)).Amount.ShouldBe(Money.FromYuan(400));
        OfGroups(T0.AddMinutes(75).AddSeconds(1), 2, 13, [gap], (T0.AddMinutes(61), 1), (T0.AddMinutes(75).AddSeconds(1), 1)).Amount.ShouldBe(Money.FromYuan(500));
        OfGroups(T0.AddMinutes(75), 2, 13, [gap], (T0.AddMinutes(20), 1), (T0.AddMinutes(75), 1)).Amount.ShouldBe(Money.FromYuan(200), "ten minutes are proven of the first");
    }

    [Fact]
    public void Heads_above_the_rating_are_left_out_of_those_who_stayed_longest() =>
        OfGroups(T0.AddMinutes(130), 6, 4, [], (T0.AddMinutes(40), 3), (T0.AddMinutes(130), 3)).Amount.ShouldBe(Money.FromYuan((3 * 200) + 500));

    [Fact]
    public void Coming_out_earlier_never_owes_more() => Seeds.Check(300, random =>
    {
        var end = T0.AddSeconds(random.Next(0, 4 * 3600));
        TimeGap[] gaps = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Gap(random))];
        var (one, other) = (T0.AddSeconds(random.Next(0, 4 * 3600)), T0.AddSeconds(random.Next(0, 4 * 3600)));
        var together = Assess(end, 3, gaps: gaps).Amount!.Value;
        var apart = OfGroups(end, 3, 13, gaps, (one, 1), (other, 1)).Amount!.Value;
        apart.ShouldBeLessThanOrEqualTo(together);
        OfGroups(end, 3, 13, gaps, (one.AddSeconds(-random.Next(0, 3600)), 1), (other, 1)).Amount!.Value.ShouldBeLessThanOrEqualTo(apart);
    });

    [Fact]
    public void More_gaps_never_owe_more_and_more_time_never_less() => Seeds.Check(300, random =>
    {
        var end = T0.AddSeconds(random.Next(0, 4 * 3600));
        TimeGap[] gaps = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Gap(random))];
        var some = Assess(end, 3, gaps: gaps);
        Assess(end, 3, gaps: [.. gaps, Gap(random)]).Proven.ShouldBeLessThanOrEqualTo(some.Proven);
        Assess(end.AddSeconds(random.Next(0, 3600)), 3, gaps: gaps).Amount!.Value.ShouldBeGreaterThanOrEqualTo(some.Amount!.Value);
        some.Proven.ShouldBeInRange(TimeSpan.Zero, end - T0);
    });

    private static TimeGap Gap(Random random)
    {
        var from = T0.AddSeconds(random.Next(-1000, 15_000));
        return new TimeGap(from, from.AddSeconds(random.Next(0, 5000)));
    }

    private static EntrapmentAssessment OfGroups(DateTimeOffset released, int persons, int rated, IReadOnlyList<TimeGap> gaps, params (DateTimeOffset At, int Persons)[] groups) =>
        EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(T0, released, released, gaps, persons, rated, [.. groups.Select(group => new PersonsReleased(group.At, group.Persons, null))]));

    private static EntrapmentAssessment Assess(DateTimeOffset released, int? persons, int? rated = 13, params IReadOnlyList<TimeGap> gaps) =>
        EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(T0, released, released, gaps, persons, rated));
}
