using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Insurance;

/// <summary>Moments every minute; a gap from three minutes on.</summary>
public sealed class LossScanTests
{
    private static readonly DateTimeOffset T0 = Shanghai("2026-03-02 08:00");
    private static readonly TimeSpan Expected = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Reach = TimeSpan.FromMinutes(3);
    private static readonly TriggerRule Hour = new() { Key = "test", Version = 1, From = new DateOnly(2026, 1, 1), Cover = CoverKind.Flood, Kind = TriggerKind.Holds, Steps = [TimeSpan.FromHours(1), TimeSpan.FromHours(3)], Source = "test" };

    [Theory]
    [InlineData("00:59:59", 0)]
    [InlineData("01:00:00", 0)]
    [InlineData("01:00:00.001", 1)]
    [InlineData("03:00:00", 1)]
    [InlineData("03:00:01", 2)]
    public void A_step_is_passed_only_beyond_its_border(string proven, int step)
    {
        var loss = Scan("1", TimeSpan.Parse(proven, System.Globalization.CultureInfo.InvariantCulture)).ShouldHaveSingleItem();
        loss.Proven.ShouldBe(TimeSpan.Parse(proven, System.Globalization.CultureInfo.InvariantCulture));
        Hour.StepsPassed(loss.Proven).ShouldBe(step);
    }

    [Theory]
    // Minute by minute: 1 it is so, 0 it isn't, ? it can't be told, - nothing came.
    [InlineData("000", "")]
    [InlineData("???", "")]
    [InlineData("---", "")]
    [InlineData("0110", "1-3=2")]
    [InlineData("01100", "1-3=2")]
    [InlineData("0110110", "1-3=2 4-6=2")]
    [InlineData("011", "1-…=2")]
    [InlineData("-11", "1-…=2")]
    [InlineData("?11", "1-…=2")]
    // A minute or two without anything is no gap; from three on only the expected two are covered, and the loss goes on.
    [InlineData("1-10", "0-3=3")]
    [InlineData("1--10", "0-4=4")]
    [InlineData("1---10", "0-5=3")]
    [InlineData("1---------10", "0-11=3")]
    [InlineData("1----------", "0-…=2")]
    // What can't be told proves nothing and ends nothing.
    [InlineData("1?10", "0-3=2")]
    [InlineData("1??????10", "0-8=2")]
    // It was over somewhere in the gap: only what was covered counts.
    [InlineData("1----0", "0-2=2")]
    [InlineData("1----01", "0-2=2 6-…=1")]
    public void A_gap_neither_begins_nor_lengthens_nor_ends_a_loss(string minutes, string losses)
    {
        var scan = new LossScan(Expected, Reach);
        for (var i = 0; i < minutes.Length; i++)
        {
            if (minutes[i] != '-') scan.Add(T0.AddMinutes(i), minutes[i] switch { '1' => true, '0' => false, _ => null });
        }

        string.Join(' ', scan.Finish(T0.AddMinutes(minutes.Length)).Select(loss => $"{Minutes(loss.From)}-{(loss.Until is { } until ? Minutes(until) : "…")}={loss.Proven.TotalMinutes}")).ShouldBe(losses);

        static string Minutes(DateTimeOffset at) => $"{(at - T0).TotalMinutes}";
    }

    [Fact]
    public void Midnight_is_a_minute_like_any_other()
    {
        var scan = new LossScan(Expected, Reach);
        var from = Shanghai("2026-03-02 23:30");
        for (var i = 0; i <= 60; i++) scan.Add(from.AddMinutes(i), i < 60);
        scan.Finish(from.AddHours(2)).ShouldBe([new ProvenLoss(from, from.AddMinutes(60), TimeSpan.FromMinutes(60))]);
    }

    [Fact]
    public void Taking_moments_away_never_proves_more() => Seeds.Check(300, random =>
    {
        var moments = Enumerable.Range(0, 120).Select(i => (At: T0.AddMinutes(i), Holds: random.Next(8) switch { 0 => (bool?)null, _ => true })).ToList();
        var whole = Total(moments);
        Total([.. moments.Where(_ => random.Next(3) > 0)]).ShouldBeLessThanOrEqualTo(whole + (Expected * moments.Count(moment => moment.Holds is null)));

        static TimeSpan Total(IReadOnlyList<(DateTimeOffset At, bool? Holds)> moments)
        {
            var scan = new LossScan(Expected, Reach);
            foreach (var (at, holds) in moments) scan.Add(at, holds);
            return scan.Finish(T0.AddMinutes(120)).Aggregate(TimeSpan.Zero, (sum, loss) => sum + loss.Proven);
        }
    });

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, null)]
    [InlineData(true, true, true)]
    [InlineData(null, true, null)]
    [InlineData(null, false, false)]
    public void All_of_a_list_must_hold_and_what_cannot_be_told_stays_open(bool? first, bool? second, bool? holds)
    {
        var rule = Hour with { When = [[new PointTest("a", "is", 1), new PointTest("b", "is", 1)]] };
        rule.Holds(point => (point == "a" ? first : second) switch { true => 1, false => 0, null => null }, _ => null).ShouldBe(holds);
        var either = Hour with { When = [[new PointTest("a", "is", 1)], [new PointTest("b", "is", 1)]] };
        if (first == true || second == true) either.Holds(point => (point == "a" ? first : second) switch { true => 1, false => 0, null => null }, _ => null).ShouldBe(true);
    }

    [Fact]
    public void The_assets_own_number_goes_before_the_rules()
    {
        var test = new PointTest("discharge_mpa", "below", 0.36, "setpoint_mpa", 0.8);
        test.Holds(0.39, 0.5).ShouldBe(true);
        test.Holds(0.40, 0.5).ShouldBe(false, "the border itself isn't below");
        test.Holds(0.39, null).ShouldBe(false);
        test.Holds(double.NaN, 0.5).ShouldBeNull();
    }

    private static IReadOnlyList<ProvenLoss> Scan(string first, TimeSpan length)
    {
        var scan = new LossScan(Expected, Reach);
        for (var at = TimeSpan.Zero; at < length; at += TimeSpan.FromMinutes(1)) scan.Add(T0 + at, first == "1");
        scan.Add(T0 + length, false);
        return scan.Finish(T0 + length + TimeSpan.FromHours(1));
    }
}
