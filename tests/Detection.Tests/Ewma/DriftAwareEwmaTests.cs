using Facilities.Testing;

namespace Facilities.Detection.Tests.Ewma;

public sealed class DriftAwareEwmaTests
{
    private static readonly double[] NoFloors = [.. Enumerable.Repeat(1e-9, SkabRecording.ChannelCount)];

    [FactNeeding(Need.Recordings)]
    public void Port_check_on_valve1_0_gives_the_published_figures()
    {
        var recording = SkabRecording.Read("valve1/0.csv");
        var ewma = Train(recording, 400, DriftMode.Grow);

        var (mean, deviation, smoothed, drift) = ewma.Baseline(Channel(recording, "Volume Flow RateRMS"));
        mean.ShouldBe(32.160036, 5e-7);
        deviation.ShouldBe(0.397496, 5e-7);
        smoothed.ShouldBe(0.24142, 5e-6);
        drift.ShouldBe(1.9688e-4, 5e-9);

        var scores = Enumerable.Range(400, 301).ToDictionary(t => t, t => ewma.Score(recording.Rows[t]));
        scores[400].Score.ShouldBe(1.2929, 5e-5);
        recording.Channels[scores[400].Lead].ShouldBe("Pressure");
        scores[600].Score.ShouldBe(4.1244, 5e-5);
        recording.Channels[scores[600].Lead].ShouldBe("Volume Flow RateRMS");
        scores[700].Score.ShouldBe(4.8513, 5e-5);
        recording.Channels[scores[700].Lead].ShouldBe("Temperature");
    }

    [TheoryNeeding(Need.Recordings)]
    [InlineData("valve1/0.csv", "578-613 687-901")]
    [InlineData("valve1/8.csv", "577-978")]
    [InlineData("valve2/0.csv", "568-979")]
    [InlineData("other/5.csv", "572-992")]
    [InlineData("other/7.csv", "573-914")]
    public void Alarm_rows_are_the_published_ones(string file, string rows) =>
        AlarmRows(SkabRecording.Read(file), 400, DriftMode.Grow, 4.5, 3).ShouldBe(rows);

    [TheoryNeeding(Need.Recordings)]
    [InlineData(DriftMode.Grow, 4.5)]
    [InlineData(DriftMode.Grow, 6)]
    [InlineData(DriftMode.Track, 4.5)]
    [InlineData(DriftMode.Track, 6)]
    public void The_anomaly_free_run_raises_nothing_after_4000_rows_of_training(DriftMode drift, double on) =>
        AlarmRows(SkabRecording.Read("anomaly-free/anomaly-free-first-4700.csv"), 4000, drift, on, 3).ShouldBe("");

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
                a.Score.ShouldBe(b.Score, 1e-7);
                a.Lead.ShouldBe(b.Lead);
            }
        }
    }

    [Fact]
    public void Streaming_training_agrees_with_the_batch_formula_on_large_offsets()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 1700).Select(t => new[] { 1e6 + random.NextDouble() + (0.001 * t), 0.1 * random.NextDouble(), 5 }).ToList();
        var streaming = new DriftAwareEwma([1e-9, 1e-9, 1e-9], DriftMode.Grow);
        foreach (var row in rows.Take(1500)) streaming.Learn(row);
        streaming.Finish();
        var batch = new BatchEwma([.. rows.Take(1500)]);

        foreach (var row in rows.Skip(1500)) streaming.Score(row).Score.ShouldBe(batch.Score(row).Score, 1e-4);
    }

    [Fact]
    public void A_channel_that_stood_still_is_judged_by_its_floor()
    {
        var ewma = new DriftAwareEwma([0.5], DriftMode.Grow);
        for (var i = 0; i < 300; i++) ewma.Learn([20]);
        ewma.Finish();

        ewma.Score([20.1]).Score.ShouldBeLessThan(1);
    }

    [Fact]
    public void A_tracked_baseline_follows_slow_drift_and_not_a_step()
    {
        var random = new Random(1);
        var ewma = new DriftAwareEwma([1e-9], DriftMode.Track);
        for (var i = 0; i < 4000; i++) ewma.Learn([random.NextDouble()]);
        ewma.Finish();
        var worst = 0d;
        for (var i = 0; i < 20_000; i++)
        {
            var score = ewma.Score([random.NextDouble() + (i * 0.0002)]).Score;
            ewma.Follow(score < 0.75 * 6);
            worst = Math.Max(worst, score);
        }

        worst.ShouldBeLessThan(6);
        for (var i = 0; i < 100; i++) worst = ewma.Score([random.NextDouble() + 4 + 4]).Score;
        worst.ShouldBeGreaterThan(6);
    }

    private static DriftAwareEwma Train(SkabRecording recording, int rows, DriftMode drift)
    {
        var ewma = new DriftAwareEwma(NoFloors, drift);
        foreach (var row in recording.Rows.Take(rows)) ewma.Learn(row);
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
            var score = ewma.Score(recording.Rows[t]).Score;
            ewma.Follow(score < EwmaConstants.Quiet * on);
            if (!alarm.Take(score, t, on, off)) continue;
            if (alarm.On) first = t;
            else alarms.Add($"{first}-{t - 1}");
        }

        if (alarm.On) alarms.Add($"{first}-{recording.Rows.Count - 1}");
        return string.Join(' ', alarms);
    }
}
