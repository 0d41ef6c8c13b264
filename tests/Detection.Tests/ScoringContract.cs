namespace Facilities.Detection.Tests;

/// <summary>
/// What every <see cref="IDetector"/> must do, whatever it computes. Detectors are discovered: one that says here how it is made and fed passes all of it, one that
/// doesn't fails <see cref="Every_detector_is_here"/>.
/// </summary>
public sealed class ScoringContract
{
    private const long Step = 300_000;
    private const int Rows = 3_000;

    /// <summary>By type: how it is made, with its channels in an order; per channel what a healthy value is.</summary>
    private static readonly Dictionary<string, (Func<int[], object> New, Func<int, Random, double>[] Healthy)> Made = new()
    {
        [nameof(DriftAwareEwma)] = (
            order => new DriftAwareEwma([.. order.Select(_ => 1e-9)], [.. order.Select(channel => channel == 1 ? Worse.Higher : Worse.Either)], DriftMode.Track, 600),
            [(_, random) => Noise(random), (_, random) => 50 + Noise(random), (t, random) => 20 + (0.001 * t) + (0.1 * Noise(random))]),
        [nameof(SlowSignal)] = (_ => new SlowSignal(), [(t, random) => 50 + (20 * Math.Sin(t * 2 * Math.PI / 288)) + Noise(random)]),
    };

    public static TheoryData<string> Detectors => [.. Made.Keys];

    [Fact]
    public void Every_detector_is_here() => typeof(IDetector).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IDetector)))
        .Select(type => type.Name).ShouldBe(Made.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Scores_nothing_until_it_is_trained_whatever_it_sees(string name)
    {
        var (detector, random, row) = (New(name), new Random(1), new double[New(name).Channels]);
        for (var t = 0; !detector.Trained; t++)
        {
            t.ShouldBeLessThan(Rows, "it never trains");
            Fill(name, row, t, random);
            if (t % 3 == 0) row[0] += 1_000;
            Take(detector, t, row).ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Another_level_scores_higher_than_anything_before_and_its_channel_says_why(string name)
    {
        var (detector, random, row) = (New(name), new Random(1), new double[New(name).Channels]);
        var usual = 0d;
        for (var t = 0; t < Rows; t++)
        {
            Fill(name, row, t, random);
            usual = Math.Max(usual, Take(detector, t, row));
        }

        var channel = row.Length - 1;
        var worst = 0d;
        for (var t = Rows; t < Rows + 20; t++)
        {
            Fill(name, row, t, random);
            row[channel] += 100;
            worst = Math.Max(worst, detector.Score(t * Step, row));
            detector.Learn(row, usual: false);
        }

        worst.ShouldBeGreaterThan(2 * usual);
        var reason = detector.Reason(channel);
        reason.Score.ShouldBeGreaterThan(usual);
        (reason.Value - reason.Expected).ShouldBeGreaterThan(50);
        for (var other = 0; other < channel; other++) detector.Reason(other).Score.ShouldBeLessThan(reason.Score);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_row_with_a_missing_number_scores_nothing_and_leaves_no_trace(string name)
    {
        var (with, without, random, row) = (New(name), New(name), new Random(1), new double[New(name).Channels]);
        for (var t = 0; t < Rows; t++)
        {
            Fill(name, row, t, random);
            if (t % 7 == 0)
            {
                double[] torn = [.. row];
                torn[t % torn.Length] = t % 2 == 0 ? double.NaN : double.PositiveInfinity;
                Take(with, t, torn).ShouldBe(0);
            }

            Take(with, t, row).ShouldBe(Take(without, t, row));
        }

        Saved(with).ShouldBe(Saved(without));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_gap_alone_makes_nothing_unusual(string name)
    {
        var (detector, random, row) = (New(name), new Random(1), new double[New(name).Channels]);
        var (before, after) = (0d, 0d);
        for (var t = 0; t < 2 * Rows; t++)
        {
            Fill(name, row, t, random);
            // Ten days of nothing, by whole days: the same hour of the day goes on.
            var score = Take(detector, t < Rows ? t : t + 2_880, row);
            if (t < Rows) before = Math.Max(before, score);
            else after = Math.Max(after, score);
        }

        after.ShouldBeLessThan(1.5 * before);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_restart_at_any_moment_changes_nothing_to_the_bit(string name)
    {
        var (whole, cut, random, row) = (New(name), New(name), new Random(2), new double[New(name).Channels]);
        for (var t = 0; t < Rows; t++)
        {
            Fill(name, row, t, random);
            Take(cut, t, row).ShouldBe(Take(whole, t, row));
            if (t % 61 != 0) continue;
            var reader = new StateReader(Saved(cut));
            cut = New(name);
            cut.Load(ref reader);
            reader.IsEmpty.ShouldBeTrue();
        }

        Saved(cut).ShouldBe(Saved(whole));
        for (var channel = 0; channel < row.Length; channel++) cut.Reason(channel).ShouldBe(whole.Reason(channel));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void The_order_of_channels_is_irrelevant(string name)
    {
        var (straight, turned, random, row) = (New(name), New(name, turned: true), new Random(3), new double[New(name).Channels]);
        for (var t = 0; t < Rows; t++)
        {
            Fill(name, row, t, random);
            var score = Take(straight, t, row);
            Array.Reverse(row);
            Take(turned, t, row).ShouldBe(score);
        }
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Memory_is_bounded_and_a_row_allocates_nothing(string name)
    {
        var (detector, random, row) = (New(name), new Random(4), new double[New(name).Channels]);
        var t = 0;
        for (; t < Rows; t++) Next();
        var size = Saved(detector).Length;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (; t < 4 * Rows; t++) Next();

        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBe(0);
        Saved(detector).Length.ShouldBe(size);

        void Next()
        {
            Fill(name, row, t, random);
            Take(detector, t, row);
        }
    }

    private static IDetector New(string name, bool turned = false)
    {
        var order = Enumerable.Range(0, Made[name].Healthy.Length);
        return (IDetector)Made[name].New([.. turned ? order.Reverse() : order]);
    }

    private static void Fill(string name, double[] row, int t, Random random)
    {
        for (var i = 0; i < row.Length; i++) row[i] = Made[name].Healthy[i](t, random);
    }

    private static double Take(IDetector detector, int t, double[] row)
    {
        var score = detector.Score(t * Step, row);
        detector.Learn(row, usual: true);
        return score;
    }

    private static byte[] Saved(IDetector detector)
    {
        var writer = new StateWriter();
        detector.Save(writer);
        return writer.Written.ToArray();
    }

    private static double Noise(Random random) => random.NextDouble() + random.NextDouble() - 1;
}
