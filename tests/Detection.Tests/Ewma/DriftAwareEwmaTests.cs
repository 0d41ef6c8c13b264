using Facilities.Testing;

namespace Facilities.Detection.Tests.Ewma;

public sealed class DriftAwareEwmaTests
{
    private static readonly double[] NoFloors = [.. Enumerable.Repeat(1e-9, SkabRecording.ChannelCount)];

    /// <summary>Two accelerometers, current, pressure, two temperatures, voltage, flow.</summary>
    private static readonly Worse[] Directions =
        [Worse.Higher, Worse.Higher, Worse.Either, Worse.Either, Worse.Higher, Worse.Higher, Worse.Either, Worse.Either];

    [FactNeeding(Need.Recordings)]
    public void What_training_finds_on_valve1_0_is_what_the_formula_gives()
    {
        var recording = SkabRecording.Read("valve1/0.csv");
        var ewma = Train(recording, 400, DriftMode.Grow);

        var (mean, deviation, smoothed, _) = ewma.Baseline(Channel(recording, "Volume Flow RateRMS"));
        mean.ShouldBe(32.160036, 5e-7);
        deviation.ShouldBe(0.397496, 5e-7);
        smoothed.ShouldBe(0.24142, 5e-6);
    }

    [TheoryNeeding(Need.Recordings)]
    [InlineData("valve1/0.csv", "577-976")]
    [InlineData("valve1/8.csv", "577-978")]
    [InlineData("valve1/12.csv", "585-978")]
    [InlineData("other/5.csv", "573-990")]
    [InlineData("other/7.csv", "573-914")]
    public void Alarm_rows_are_those_of_the_reference_calculation(string file, string rows) =>
        AlarmRows(SkabRecording.Read(file), 400, DriftMode.Grow, 6, 2).ShouldBe(rows);

    [Fact]
    public void What_lies_before_a_level_jump_is_another_way_of_running()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 600).Select(t => new[] { (t < 215 ? 20 : 120) + random.NextDouble() }).ToList();
        var ewma = new DriftAwareEwma([1e-9], [Worse.Either], DriftMode.Grow);
        foreach (var row in rows) ewma.Learn(row);
        ewma.Finish();

        var (mean, deviation, smoothed, drift) = ewma.Baseline(0);
        var after = rows.Skip(250).Select(row => row[0]).ToList();
        mean.ShouldBe(after.Average(), 1e-9);
        deviation.ShouldBe(Math.Sqrt(after.Average(x => (x - after.Average()) * (x - after.Average()))), 1e-9);
        smoothed.ShouldBeLessThan(0.4);
        drift.ShouldBeLessThan(1e-3);
        ewma.Score([120.5]).Departure.ShouldBeLessThan(4);
    }

    [Fact]
    public void A_level_jump_near_the_end_of_the_training_leaves_too_little_and_is_learned_as_spread()
    {
        var random = new Random(5);
        var ewma = new DriftAwareEwma([1e-9], [Worse.Either], DriftMode.Grow);
        for (var t = 0; t < 600; t++) ewma.Learn([(t < 500 ? 20 : 120) + random.NextDouble()]);
        ewma.Finish();

        ewma.Baseline(0).Mean.ShouldBe(20 + (100 / 6.0) + 0.5, 0.2);
    }

    [Fact]
    public void Only_what_a_fault_would_do_starts_an_alarm_but_any_departure_keeps_it()
    {
        var ewma = Noise([Worse.Higher, Worse.Lower, Worse.Either], new Random(2));
        EwmaScore scores = default;
        for (var t = 0; t < 60; t++) scores = ewma.Score([-5, 5, 0.5]);

        scores.Departure.ShouldBeGreaterThan(6);
        scores.Worsening.ShouldBeLessThan(6);
        var alarm = default(AlarmLatch);
        alarm.Take(scores, 1, 6, 2).ShouldBeFalse();
        alarm.Take(scores with { Worsening = 7 }, 2, 6, 2).ShouldBeTrue();
        alarm.Take(scores with { Worsening = 0 }, 3, 6, 2).ShouldBeFalse();
        alarm.On.ShouldBeTrue();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(849)]
    [InlineData(4000)]
    [InlineData(17280)]
    public void A_restart_in_training_changes_nothing_to_the_bit(int rows)
    {
        var (random, writer) = (new Random(3), new StateWriter());
        DriftAwareEwma straight = New(), cut = New();
        for (var t = 0; t < rows; t++)
        {
            double[] row = [random.NextDouble() + (t > rows / 3 ? 9 : 0), random.NextDouble()];
            straight.Learn(row);
            cut.Learn(row);
            if (t % 97 != 0) continue;
            writer.Clear();
            cut.Save(writer);
            var reader = new StateReader(writer.Written);
            cut = New();
            cut.Load(ref reader);
            reader.IsEmpty.ShouldBeTrue();
        }

        straight.Finish();
        cut.Finish();
        for (var j = 0; j < 2; j++) cut.Baseline(j).ShouldBe(straight.Baseline(j));
        cut.Score([9.5, 0.5]).ShouldBe(straight.Score([9.5, 0.5]));

        static DriftAwareEwma New() => new([1e-9, 1e-9], [Worse.Either, Worse.Either], DriftMode.Track);
    }

    [FactNeeding(Need.Recordings)]
    public void Nothing_looks_ahead()
    {
        var recording = SkabRecording.Read("valve1/12.csv");
        var whole = AlarmRows(recording, 400, DriftMode.Grow, 6, 2);
        var cut = AlarmRows(recording with { Rows = [.. recording.Rows.Take(800)] }, 400, DriftMode.Grow, 6, 2);

        whole.ShouldStartWith(cut.Split('-')[0]);
        cut.ShouldEndWith("-799");
    }

    [TheoryNeeding(Need.Recordings)]
    [InlineData(DriftMode.Grow, 4.5)]
    [InlineData(DriftMode.Grow, 6)]
    [InlineData(DriftMode.Track, 4.5)]
    [InlineData(DriftMode.Track, 6)]
    public void The_anomaly_free_run_raises_nothing_after_4000_rows_of_training(DriftMode drift, double on) =>
        AlarmRows(SkabRecording.Read("anomaly-free/anomaly-free-first-4700.csv"), 4000, drift, on, 2).ShouldBe("");

    [FactNeeding(Need.Recordings)]
    public void Streaming_training_agrees_with_the_batch_formula()
    {
        foreach (var file in new[] { "valve1/0.csv", "valve2/2.csv", "other/11.csv" })
        {
            var recording = SkabRecording.Read(file);
            var streaming = Train(recording, 400, DriftMode.Grow);
            var batch = new BatchEwma([.. recording.Rows.Take(400)]);
            for (var j = 0; j < SkabRecording.ChannelCount; j++)
            {
                var (a, b) = (streaming.Baseline(j), batch.Baseline(j));
                a.Mean.ShouldBe(b.Mean, 1e-9);
                a.Deviation.ShouldBe(b.Deviation, 1e-9);
                a.SmoothedDeviation.ShouldBe(b.SmoothedDeviation, 1e-9);
                a.DriftVariance.ShouldBe(b.DriftVariance, 1e-12);
            }

            foreach (var row in recording.Rows.Skip(400))
            {
                var (a, b) = (streaming.Score(row), batch.Score(row));
                a.Departure.ShouldBe(b.Score, 1e-7);
            }
        }
    }

    [Fact]
    public void Streaming_training_agrees_with_the_batch_formula_on_large_offsets()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 1700).Select(t => new[] { 1e6 + random.NextDouble() + (0.001 * t), 0.1 * random.NextDouble(), 5 }).ToList();
        var streaming = new DriftAwareEwma([1e-9, 1e-9, 1e-9], [Worse.Either, Worse.Either, Worse.Either], DriftMode.Grow);
        foreach (var row in rows.Take(1500)) streaming.Learn(row);
        streaming.Finish();
        var batch = new BatchEwma([.. rows.Take(1500)]);

        foreach (var row in rows.Skip(1500)) streaming.Score(row).Departure.ShouldBe(batch.Score(row).Score, 1e-4);
    }

    [Fact]
    public void A_channel_that_stood_still_is_judged_by_its_floor()
    {
        var ewma = new DriftAwareEwma([0.5], [Worse.Either], DriftMode.Grow);
        for (var i = 0; i < 300; i++) ewma.Learn([20]);
        ewma.Finish();

        ewma.Score([20.1]).Departure.ShouldBeLessThan(1);
    }

    [Fact]
    public void A_tracked_baseline_follows_slow_drift_and_not_a_step()
    {
        var random = new Random(1);
        var ewma = new DriftAwareEwma([1e-9], [Worse.Either], DriftMode.Track);
        for (var i = 0; i < 4000; i++) ewma.Learn([random.NextDouble()]);
        ewma.Finish();
        var worst = 0d;
        for (var i = 0; i < 20_000; i++)
        {
            var score = ewma.Score([random.NextDouble() + (i * 0.0002)]).Departure;
            ewma.Follow(score < 0.75 * 6);
            worst = Math.Max(worst, score);
        }

        worst.ShouldBeLessThan(6);
        for (var i = 0; i < 100; i++) worst = ewma.Score([random.NextDouble() + 4 + 4]).Departure;
        worst.ShouldBeGreaterThan(6);
    }

    [Fact]
    public void A_harmless_departure_is_followed_and_ends_of_itself()
    {
        var random = new Random(8);
        var ewma = new DriftAwareEwma([1e-9], [Worse.Higher], DriftMode.Track);
        for (var i = 0; i < 1000; i++) ewma.Learn([random.NextDouble()]);
        ewma.Finish();
        EwmaScore scores = default;
        for (var i = 0; i < 4000; i++)
        {
            scores = ewma.Score([random.NextDouble() - 5]);
            scores.Worsening.ShouldBeLessThan(6);
            if (i == 100) scores.Departure.ShouldBeGreaterThan(6);
            ewma.Follow(scores.Worsening < EwmaConstants.Quiet * 6);
        }

        scores.Departure.ShouldBeLessThan(2);
    }

    private static DriftAwareEwma Train(SkabRecording recording, int rows, DriftMode drift)
    {
        var ewma = new DriftAwareEwma(NoFloors, Directions, drift);
        foreach (var row in recording.Rows.Take(rows)) ewma.Learn(row);
        ewma.Finish();
        return ewma;
    }

    private static DriftAwareEwma Noise(Worse[] worse, Random random)
    {
        var ewma = new DriftAwareEwma([.. worse.Select(_ => 1e-9)], worse, DriftMode.Grow);
        for (var t = 0; t < 1000; t++) ewma.Learn([.. worse.Select(_ => random.NextDouble())]);
        ewma.Finish();
        return ewma;
    }

    private static int Channel(SkabRecording recording, string name) => recording.Channels.ToList().IndexOf(name);

    /// <summary>Alarms as "first-last" rows, the way detection reports print them.</summary>
    private static string AlarmRows(SkabRecording recording, int training, DriftMode drift, double on, double off)
    {
        var ewma = Train(recording, training, drift);
        var alarm = default(AlarmLatch);
        var (alarms, first) = (new List<string>(), 0);
        for (var t = training; t < recording.Rows.Count; t++)
        {
            var scores = ewma.Score(recording.Rows[t]);
            ewma.Follow(scores.Worsening < EwmaConstants.Quiet * on);
            if (!alarm.Take(scores, t, on, off)) continue;
            if (alarm.On) first = t;
            else alarms.Add($"{first}-{t - 1}");
        }

        if (alarm.On) alarms.Add($"{first}-{recording.Rows.Count - 1}");
        return string.Join(' ', alarms);
    }
}
