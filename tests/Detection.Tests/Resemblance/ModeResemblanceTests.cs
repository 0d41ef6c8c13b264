namespace Facilities.Detection.Tests.Resemblance;

/// <summary>What was seen beside the signs of fault modes.</summary>
public sealed class ModeResemblanceTests
{
    private static readonly (string Mode, IReadOnlyList<ModeSign> Signs)[] Pump =
    [
        ("bearing", [new("vib", SignMove.Up), new("bearing_temp", SignMove.Up)]),
        ("cavitation", [new("vib", SignMove.Up), new("current", SignMove.Down), new("inlet", SignMove.Down)]),
        ("impeller", [new("discharge", SignMove.Down), new("freq", SignMove.Up)]),
        ("drift", [new("level", SignMove.Either)]),
        ("unexplained", []),
    ];

    [Fact]
    public void A_hot_bearing_that_vibrates_is_a_bearing()
    {
        var found = ModeResemblance.Of(Pump, Seen(("vib", SignMove.Up), ("bearing_temp", SignMove.Up), ("current", null)));
        (found[0].Mode, found[0].AsSaid, found[0].Share).ShouldBe(("bearing", 2, 1.0));
        found.Count.ShouldBe(1, "the current stands still, so of cavitation one sign of three was seen");
    }

    [Fact]
    public void What_no_one_judged_counts_as_not_seen_and_is_called_so()
    {
        var found = ModeResemblance.Of(Pump, Seen(("vib", SignMove.Up), ("current", SignMove.Down)));
        found.Select(mode => mode.Mode).ShouldBe(["cavitation", "bearing"]);
        found[0].Signs.Select(sign => sign.State).ShouldBe([SignState.AsSaid, SignState.AsSaid, SignState.Unseen]);
        found[0].Share.ShouldBe(2 / 3.0, 1e-12);
    }

    [Fact]
    public void A_sign_that_goes_the_other_way_rules_a_mode_out() =>
        ModeResemblance.Of(Pump, Seen(("vib", SignMove.Up), ("bearing_temp", SignMove.Down))).ShouldBeEmpty();

    [Fact]
    public void Nothing_that_moved_resembles_nothing() => ModeResemblance.Of(Pump, Seen(("vib", null), ("current", null))).ShouldBeEmpty();

    [Fact]
    public void A_sign_that_may_go_either_way_is_met_by_both()
    {
        ModeResemblance.Of(Pump, Seen(("level", SignMove.Up))).ShouldHaveSingleItem().Mode.ShouldBe("drift");
        ModeResemblance.Of(Pump, Seen(("level", SignMove.Down))).ShouldHaveSingleItem().Mode.ShouldBe("drift");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_modes_changes_nothing_and_shares_stay_honest(int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 200; n++)
        {
            var seen = new[] { "vib", "bearing_temp", "current", "inlet", "discharge", "freq", "level" }.Where(_ => random.Next(2) == 0)
                .Select(point => (point, (SignMove?)(random.Next(3) switch { 0 => null, 1 => SignMove.Up, _ => SignMove.Down }))).ToArray();
            var found = ModeResemblance.Of(Pump, Seen(seen));
            ModeResemblance.Of(Pump.OrderBy(_ => random.Next()), Seen(seen)).Select(mode => mode.Mode).ShouldBe(found.Select(mode => mode.Mode));
            foreach (var mode in found)
            {
                mode.Share.ShouldBeInRange(0.5, 1);
                mode.Signs.ShouldAllBe(sign => sign.State != SignState.Opposite);
                mode.AsSaid.ShouldBe(mode.Signs.Count(sign => seen.Any(known => known.point == sign.Sign.Point && known.Item2 is not null)));
            }
        }
    }

    private static Dictionary<string, SignMove?> Seen(params (string Point, SignMove? Moves)[] points) => points.ToDictionary(point => point.Point, point => point.Moves);
}
