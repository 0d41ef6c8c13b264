using System.Buffers;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>
/// What happens to data and equipment without any fault of the asset's: a restart, late, repeated and missing data, a replaced sensor, a changed
/// setpoint, a new pump. None makes a storm: at most one finding for each point that is touched, and it ends.
/// </summary>
public sealed class UpsetTests
{
    /// <summary>The learned baselines of every type are trained by then.</summary>
    private const int Trained = 20;

    private const int Days = 26;

    public static TheoryData<string> Types => [.. AssetTypes.Simulated];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_healthy_asset_is_left_alone(string type) => About(Run(type).Judge(Run(type).Readings)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Types))]
    public void Restarts_while_training_and_after_change_nothing_to_the_bit(string type)
    {
        var run = Run(type);
        // Something is found on the way, or there would be nothing to compare.
        var readings = run.Readings.Where((_, i) => i % 5_000 is < 4_900).ToList();
        var (whole, told) = (run.Engine(), new FindingList());
        foreach (var reading in readings) HealthyRun.Observe(whole, reading, told);
        var (cut, toldCut) = (run.Engine(), new FindingList());
        for (var i = 0; i < readings.Count; i++)
        {
            HealthyRun.Observe(cut, readings[i], toldCut);
            if (i % (readings.Count / 9) != 17) continue;
            var saved = Saved(cut);
            cut = run.Engine();
            cut.Load(saved);
        }

        toldCut.Select(Text).ShouldBe(told.Select(Text));
        Saved(cut).ShouldBe(Saved(whole));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Six_hours_that_come_late_raise_nothing_but_the_silence(string type)
    {
        var run = Run(type);
        var (from, until) = (HealthyRun.Day(Trained + 1.3), HealthyRun.Day(Trained + 1.55));
        var late = run.Readings.Where(sent => sent.EventMs < from)
            .Concat(run.Readings.Where(sent => sent.EventMs >= from && sent.EventMs < until).Select(sent => sent with { ReceiveMs = until }))
            .Concat(run.Readings.Where(sent => sent.EventMs >= until));

        NoStorm(run.Judge(late), silences: 1);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Readings_that_come_twice_are_taken_once(string type)
    {
        var run = Run(type);
        var once = run.Engine();
        run.Judge(run.Readings, once);
        var twice = run.Engine();
        var found = run.Judge(run.Readings.SelectMany(sent => (Sent[])[sent, sent]), twice);

        found.ShouldBeEmpty();
        Saved(twice).ShouldBe(Saved(once));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_day_that_is_sent_again_changes_nothing(string type)
    {
        var run = Run(type);
        var (from, until) = (HealthyRun.Day(Trained), HealthyRun.Day(Trained + 1));
        var again = run.Readings.Where(sent => sent.EventMs < until)
            .Concat(run.Readings.Where(sent => sent.EventMs >= from && sent.EventMs < until).Select(sent => sent with { ReceiveMs = until }))
            .Concat(run.Readings.Where(sent => sent.EventMs >= until));

        run.Judge(again).ShouldBeEmpty();
    }

    /// <summary>A month later it is warmer, batteries are emptier, counters have counted on.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void A_month_without_data_is_one_silence_and_nothing_afterwards(string type)
    {
        var run = HealthyRun.Of(type, Trained + 36);
        var (from, until) = (HealthyRun.Day(Trained), HealthyRun.Day(Trained + 30));

        NoStorm(run.Judge(run.Readings.Where(sent => sent.EventMs < from || sent.EventMs >= until)), silences: 1);
    }

    /// <summary>Nobody said so: it is one fault, and once the new level has stood as long as learning takes it is the usual one.</summary>
    [Theory]
    [InlineData("booster-pump", "bearing_temp_c", 1, 7)]
    [InlineData("booster-pump", "discharge_mpa", 1, 0.015)]
    [InlineData("booster-pump", "current_a", 1.1, 0)]
    [InlineData("elevator", "motor_temp_c", 1, 8)]
    [InlineData("elevator", "brake_release_ms", 1.15, 0)]
    [InlineData("elevator", "vib_z", 1.5, 0)]
    [InlineData("lighting-circuit", "power_w", 1.04, 0)]
    public void A_sensor_that_was_replaced_and_shows_another_level_raises_one_finding_and_it_ends(string type, string point, double scale, double offset) =>
        NoStorm(Replaced(type, point, scale, offset), silences: 0);

    /// <summary>Said beforehand, nothing is found: what was learned with the old sensor is forgotten.</summary>
    [Theory]
    [InlineData("booster-pump", "bearing_temp_c", 1, 7)]
    [InlineData("booster-pump", "vib_mm_s", 1.6, 0)]
    [InlineData("booster-pump", "discharge_mpa", 1, 0.015)]
    [InlineData("elevator", "brake_release_ms", 1.15, 0)]
    [InlineData("elevator", "vib_z", 1.5, 0)]
    [InlineData("lighting-circuit", "power_w", 1.04, 0)]
    public void A_replaced_sensor_that_was_declared_raises_nothing(string type, string point, double scale, double offset) =>
        Replaced(type, point, scale, offset, declaredAfter: 0).ShouldBeEmpty();

    /// <summary>Said afterwards, what was found meanwhile ends, whatever stands against a learned baseline.</summary>
    [Theory]
    [InlineData("booster-pump", "vib_mm_s", 1.6, 0)]
    [InlineData("elevator", "brake_release_ms", 1.15, 0)]
    public void A_replaced_sensor_that_is_declared_later_ends_what_it_raised(string type, string point, double scale, double offset)
    {
        var found = Replaced(type, point, scale, offset, declaredAfter: 2);

        NoStorm(found, silences: 0);
        found.Where(finding => finding.Kind == FindingKind.Raised).ShouldAllBe(finding => finding.OnsetUnixMs < HealthyRun.Day(Trained + 2));
    }

    /// <summary>Set anew at the pump and in the registry: the limits follow at once, what was learned follows in its time.</summary>
    [Theory]
    [InlineData(0.40)]
    [InlineData(0.50)]
    public void A_changed_setpoint_is_one_finding_at_most_and_it_ends(double setpointMpa) =>
        NoStorm(Changed(HealthyRun.Of("booster-pump", Trained + 36), HealthyRun.Of("booster-pump", Trained + 36, setpointMpa: setpointMpa)), silences: 0);

    /// <summary>Another machine under the same code, from one day to the next.</summary>
    [Theory]
    [InlineData("booster-pump")]
    [InlineData("fire-pump")]
    [InlineData("elevator")]
    public void A_new_machine_in_the_place_of_the_old_is_one_finding_at_most_and_it_ends(string type) =>
        NoStorm(Changed(HealthyRun.Of(type, Trained + 36), HealthyRun.Of(type, Trained + 36, seed: 29)), silences: 0);

    /// <summary>Nothing is known of it, and it is not run in yet: hours of starts and stops, then service.</summary>
    [Fact]
    public void A_newly_commissioned_pump_is_left_alone()
    {
        var run = Run("booster-pump");
        var first = run.Readings.Where(sent => sent.EventMs < HealthyRun.Day(0.3)).Select(sent => sent.EventMs / 1_800_000 % 2 == 0 ? Stopped(run, sent) : sent);

        run.Judge(first.Concat(run.Readings.Where(sent => sent.EventMs >= HealthyRun.Day(0.3)))).ShouldBeEmpty();
    }

    /// <summary>A pump that stands holds its pressure behind the check valve.</summary>
    private static Sent Stopped(HealthyRun run, Sent sent) =>
        sent.With(run.No("run"), _ => 0).With(run.No("freq_hz"), _ => 0).With(run.No("current_a"), _ => 0).With(run.No("flow_m3h"), _ => 0).With(run.No("vib_mm_s"), _ => 0.02);

    private static FindingList Changed(HealthyRun before, HealthyRun after)
    {
        var (from, engine, found) = (HealthyRun.Day(Trained), before.Engine(), new FindingList());
        foreach (var sent in before.Readings.Where(sent => sent.EventMs < from)) HealthyRun.Observe(engine, sent, found);
        engine.Add(HealthyRun.Source, after.Profile());
        foreach (var sent in after.Readings.Where(sent => sent.EventMs >= from)) HealthyRun.Observe(engine, sent, found);
        return found;
    }

    private static FindingList Replaced(string type, string point, double scale, double offset, double? declaredAfter = null)
    {
        var run = HealthyRun.Of(type, Trained + 36);
        var (from, no, engine, found) = (HealthyRun.Day(Trained), run.No(point), run.Engine(), new FindingList());
        var declared = declaredAfter is { } days ? HealthyRun.Day(Trained + days) : long.MaxValue;
        foreach (var sent in run.Readings)
        {
            if (sent.EventMs >= declared)
            {
                engine.Add(HealthyRun.Source, run.Profile(new AssetOverrides
                {
                    Replaced = new Dictionary<string, DateTimeOffset> { [point] = DateTimeOffset.FromUnixTimeMilliseconds(declared) },
                }));
                declared = long.MaxValue;
            }

            HealthyRun.Observe(engine, sent.EventMs < from ? sent : sent.With(no, value => (value * scale) + offset), found);
        }

        return found;
    }

    private static HealthyRun Run(string type) => HealthyRun.Of(type, Days);

    private static void NoStorm(FindingList found, int silences)
    {
        var text = string.Join('\n', found.Where(finding => finding.Kind != FindingKind.Updated).Select(Text));
        found.Count(finding => finding is { RuleKey: "comms", Kind: FindingKind.Raised }).ShouldBeLessThanOrEqualTo(silences, text);
        // Two rules of one family join one fault, so each may say it once.
        foreach (var rule in found.Where(finding => finding.Kind == FindingKind.Raised && finding.RuleKey != "comms").GroupBy(finding => (finding.Signal?.Key, finding.RuleKey)))
            rule.Count().ShouldBe(1, text);
        foreach (var raised in found.Where(finding => finding is { Kind: FindingKind.Raised, Stands: true }))
            found.ShouldContain(finding => finding.Kind == FindingKind.Cleared && finding.RuleKey == raised.RuleKey && finding.OnsetUnixMs == raised.OnsetUnixMs, text);
    }

    private static IEnumerable<string> About(FindingList found) => found.Select(Text);

    private static string Text(Finding finding) =>
        $"{finding.Kind} {finding.RuleKey} {finding.Signal?.Key} day {(finding.OnsetUnixMs - HealthyRun.Day(0)) / 86_400_000d:F3} to {(finding.ClearedUnixMs - HealthyRun.Day(0)) / 86_400_000d:F3}: {finding.Value:R} against {finding.Expected:R}, {finding.Deviation:R}";

    private static byte[] Saved(DetectionEngine engine)
    {
        var buffer = new ArrayBufferWriter<byte>();
        engine.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
