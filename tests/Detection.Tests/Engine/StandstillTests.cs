using Facilities.Telemetry;
using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

/// <summary>Values that repeat themselves longer than ever are not believed before their sensor is called frozen.</summary>
public sealed class StandstillTests
{
    private const int Learned = 500;

    private static readonly RuleDefinition LowPressure = new()
    {
        Key = "low",
        Mode = "mode",
        When = new AllOf([Is("run", 1), new PointComparison("pressure", Comparison.Below, 5)]),
        For = TimeSpan.FromSeconds(60),
    };

    private static readonly RuleDefinition NoCurrent = new()
    {
        Key = "no-current",
        Mode = "mode",
        When = new AllOf([Is("run", 1), new PointComparison("current", Comparison.Below, 1)]),
        For = TimeSpan.FromSeconds(60),
    };

    private static readonly RuleDefinition Off = new() { Key = "off", Mode = "mode", When = Is("run", 0), For = TimeSpan.FromHours(1) };

    private readonly Rig _rig = new(Pump(LowPressure, NoCurrent));
    private readonly Random _random = new(4);
    private double _at;

    [Fact]
    public void A_source_that_repeats_its_numbers_proves_nothing_by_them()
    {
        Learn();
        Frozen(20);

        // The pump runs now, which its numbers deny: 4 and 0 were true when it stood.
        for (var i = 0; i < 60; i++) Send(("run", 1), ("pressure", 4), ("current", 0), ("level", 2), ("temp", 20));

        _rig.News().ShouldBe(["Raised frozen:temp"]);
    }

    [Fact]
    public void What_is_true_is_found_as_soon_as_the_numbers_move_again()
    {
        Learn();
        Frozen(20);
        for (var i = 0; i < 60; i++) Send(("run", 1), ("pressure", 4), ("current", 0), ("level", 2), ("temp", 20));
        _rig.News();

        for (var i = 0; i < 12; i++) Send(("run", 1), ("pressure", 4 + Flicker()), ("current", 0), ("level", 2 + Flicker()), ("temp", 20 + Flicker()));

        _rig.News().ShouldBe(["Cleared frozen:temp", "Raised no-current", "Raised low"], ignoreOrder: true);
    }

    [Fact]
    public void A_pump_that_gives_nothing_while_its_other_sensors_flicker_is_found_in_time()
    {
        Learn();
        for (var i = 0; i < 20; i++) Send(("run", 0), ("pressure", 0), ("current", 0), ("level", 2 + Flicker()), ("temp", 20 + Flicker()));

        for (var i = 0; i < 7; i++) Send(("run", 1), ("pressure", 0), ("current", 0), ("level", 2 + Flicker()), ("temp", 20 + Flicker()));

        _rig.News().ShouldBe(["Raised low", "Raised no-current"], ignoreOrder: true);
    }

    [Fact]
    public void Numbers_that_all_rest_at_zero_are_a_machine_without_power()
    {
        Learn();

        for (var i = 0; i < 40; i++) Send(("run", 1), ("pressure", 0), ("current", 0), ("level", 0), ("temp", 0));

        _rig.News().ShouldContain("Raised low");
    }

    [Fact]
    public void One_sensor_that_must_move_and_stands_is_doubted_alone()
    {
        var rig = new Rig(Pump(LowPressure, LowPressure with { Key = "hot", When = new AllOf([Is("run", 1), new PointComparison("temp", Comparison.Above, 15)]) }));
        for (var t = 0; t < Learned; t++) rig.At(t * 10, ("run", 0), ("pressure", 4 + Flicker()), ("level", 2 + Flicker()), ("temp", 16 + Flicker()));

        for (var t = Learned; t < Learned + 60; t++) rig.At(t * 10, ("run", t < Learned + 20 ? 0 : 1), ("pressure", 4 + Flicker()), ("level", 2 + Flicker()), ("temp", 16));

        rig.News().ShouldBe(["Raised low"]);
    }

    /// <summary>A pipe that ran empty flickers no more.</summary>
    [Fact]
    public void A_value_that_came_to_rest_beyond_its_limit_moved_there_itself()
    {
        var rig = new Rig(Pump(LowPressure with { When = new PointComparison("temp", Comparison.Below, 5), For = TimeSpan.FromMinutes(9) }));
        for (var t = 0; t < Learned; t++) rig.At(t * 10, ("pressure", 4 + Flicker()), ("level", 2 + Flicker()), ("temp", 16 + Flicker()));

        for (var t = Learned; t < Learned + 58; t++) rig.At(t * 10, ("pressure", Math.Max(3, 504 - t)), ("level", 2), ("temp", Math.Max(1, (16 + Learned - t) / 4)));

        rig.News().ShouldBe(["Raised low"]);
    }

    [Fact]
    public void A_value_that_usually_rests_long_is_believed_when_it_rests()
    {
        var rig = new Rig(Pump(LowPressure with { When = new PointComparison("pressure", Comparison.Above, 5), For = TimeSpan.FromMinutes(5) }));
        for (var t = 0; t < 100 * Learned; t++) rig.At(t * 10, ("pressure", t / 60 % 3), ("level", t / 60 % 4), ("temp", t / 60 % 5));
        rig.News();

        for (var t = 100 * Learned; t < (100 * Learned) + 50; t++) rig.At(t * 10, ("pressure", 7), ("level", 3), ("temp", 9));

        rig.News().ShouldBe(["Raised low"]);
    }

    [Fact]
    public void A_gateway_that_repeats_everything_to_the_bit_proves_nothing_at_all()
    {
        var rig = new Rig(Pump(Off));
        for (var t = 0; t < Learned; t++) rig.At(t * 10, ("run", t == Learned - 1 ? 0 : 1), ("pressure", 6 + Flicker()), ("level", 2 + Flicker()), ("temp", 10 + Flicker()));

        for (var t = Learned; t < Learned + 1_000; t++) rig.At(t * 10, ("run", 0), ("pressure", 6.5), ("level", 2.5), ("temp", 10.5));

        rig.News().ShouldBe(["Raised frozen:temp"]);
    }

    [Fact]
    public void A_switch_that_moves_while_the_numbers_stand_is_believed()
    {
        var rig = new Rig(Pump(Off));
        for (var t = 0; t < Learned; t++) rig.At(t * 10, ("run", 1), ("pressure", 6 + Flicker()), ("level", 2 + Flicker()), ("temp", 10 + Flicker()));

        for (var t = Learned; t < Learned + 450; t++) rig.At(t * 10, ("run", t < Learned + 50 ? 1 : 0), ("pressure", 6.5), ("level", 2.5), ("temp", 10.5));

        rig.News().ShouldContain("Raised off");
    }

    [Fact]
    public void A_rest_longer_than_ever_is_learned()
    {
        Learn();
        for (var round = 0; round < 6; round++)
        {
            Frozen(60);
            for (var i = 0; i < 30; i++) Send(("run", 0), ("pressure", 4 + Flicker()), ("level", 2 + Flicker()), ("temp", 20 + Flicker()));
        }

        for (var i = 0; i < 60; i++) Send(("run", 1), ("pressure", 4), ("current", 0), ("level", 2), ("temp", 20));

        _rig.News().ShouldContain("Raised low");
    }

    [Fact]
    public void A_restart_in_the_middle_changes_nothing_to_the_bit()
    {
        var (whole, cut) = (new Rig(Pump(LowPressure, NoCurrent, Off)), new Rig(Pump(LowPressure, NoCurrent, Off)));
        Play(whole, 0);
        Play(cut, 13);

        cut.Findings.Select(finding => finding.ToString()).ShouldBe(whole.Findings.Select(finding => finding.ToString()));
        cut.Saved().ShouldBe(whole.Saved());
        whole.Findings.ShouldNotBeEmpty();

        static void Play(Rig rig, int restartEvery)
        {
            var random = new Random(8);
            var (pressure, level, temp) = (6d, 2d, 10d);
            var mask = 0;
            for (var t = 0; t < 6_000; t++)
            {
                // Now one, now all, now none of the sensors stand.
                var standing = t < Learned ? 0 : random.Next(400) == 0 ? random.Next(8) : -1;
                if (standing >= 0) mask = standing;
                if ((mask & 1) == 0) pressure = Math.Round((t / 700 % 2 == 0 ? 6 : 4) + (0.2 * random.NextDouble()), 2);
                if ((mask & 2) == 0) level = Math.Round(2 + (0.2 * random.NextDouble()), 2);
                if ((mask & 4) == 0) temp = Math.Round(10 + (0.5 * random.NextDouble()), 1);
                var pairs = new List<(string, double)> { ("pressure", pressure), ("level", level), ("current", t / 900 % 2) };
                if (t % 3 == 0) pairs.Add(("temp", temp));
                if (t % 7 == 0) pairs.Add(("run", t / 1_100 % 2));
                rig.At(t * 10, [.. pairs]);
                if (restartEvery > 0 && t % restartEvery == 0) rig.Restart();
            }
        }
    }

    [Fact]
    public void State_saved_before_standstill_was_known_is_taken_up()
    {
        Learn();
        var state = _rig.Saved();

        var old = AsVersion2(state, points: 5);

        var engine = new DetectionEngine();
        engine.Add(Rig.Source, Pump(LowPressure, NoCurrent));
        engine.Load(old).ShouldBe(new DetectionLoadResult(Sources: 1, UnknownSources: 0, ChangedParts: 0));
        engine.Freshness.Get(Rig.Source, Rig.Ms(_at))!.Points.Count(point => point.State == FreshnessState.Fresh).ShouldBe(5);
    }

    /// <summary>Takes the two bytes that version 3 added off every point.</summary>
    private static byte[] AsVersion2(byte[] state, int points)
    {
        const int Header = 4 + 2 + 8 + 8 + 4, Source = 4 + 4, Fixed = 11 * 8, Point = 2 + 8 + 8 + 8 + 8 + 8 + 5;
        var old = state[..^8].ToList();
        var from = Header + Source + Fixed + 2;
        for (var i = points - 1; i >= 0; i--) old.RemoveRange(from + (i * (Point + 2)) + Point, 2);
        var bytes = old.ToArray();
        bytes[4] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(Header + 4), BitConverter.ToInt32(bytes, Header + 4) - (2 * points)).ShouldBeTrue();
        return [.. bytes, .. BitConverter.GetBytes(ContentHash.Of(bytes))];
    }

    private double Flicker() => Math.Round(0.3 * _random.NextDouble(), 2) + 0.01;

    /// <summary>The pump stands; its numbers flicker.</summary>
    private void Learn()
    {
        for (var i = 0; i < Learned; i++) Send(("run", 0), ("pressure", 4 + Flicker()), ("current", 0), ("level", 2 + Flicker()), ("temp", 20 + Flicker()));
    }

    private void Frozen(int count)
    {
        for (var i = 0; i < count; i++) Send(("run", 0), ("pressure", 4), ("current", 0), ("level", 2), ("temp", 20));
    }

    private void Send(params (string, double)[] values)
    {
        _rig.At(_at, values);
        _at += 10;
    }

    private static DetectionProfile Pump(params RuleDefinition[] rules) => new("pump", TimeSpan.FromSeconds(60),
        [
            Point(1, "run", PointKind.Flag, ""),
            Point(2, "pressure", PointKind.Number, "MPa"),
            Point(3, "current", PointKind.Number, "A"),
            Point(4, "level", PointKind.Number, "m"),
            Point(5, "temp", PointKind.Number, "°C") with { FrozenAfter = TimeSpan.FromMinutes(10) },
        ], rules, []);

    private static ProfilePoint Point(ushort no, string key, PointKind kind, string unit) => new()
    {
        Definition = new PointDefinition { No = no, Key = key, Kind = kind, Unit = unit, RangeMin = -100, RangeMax = 100, Interval = TimeSpan.FromSeconds(10) },
    };
}
