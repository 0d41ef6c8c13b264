namespace Facilities.Detection.Tests.Slow;

public sealed class SlowSignalTests
{
    private const long FiveMinutes = 300_000;

    [Fact]
    public void Is_silent_while_it_knows_too_little()
    {
        var (signal, random) = (new SlowSignal(), new Random(1));
        for (var t = 0; t < 30; t++) signal.Score(t * FiveMinutes, random.NextDouble() * 100).ShouldBe(0);
    }

    [Fact]
    public void A_day_that_repeats_itself_is_usual_and_its_flat_top_is_not()
    {
        var (signal, random) = (new SlowSignal(), new Random(1));
        var worst = 0d;
        for (var t = 0; t < 288 * 20; t++)
        {
            var score = signal.Score(t * FiveMinutes, Day(t, random));
            if (t > 288 * 8) worst = Math.Max(worst, score);
        }

        worst.ShouldBeLessThan(SlowSignal.Unusual);
        for (var t = 288 * 20; t < 288 * 21; t++) worst = Math.Max(worst, signal.Score(t * FiveMinutes, Math.Min(20 + random.NextDouble(), Day(t, random))));
        worst.ShouldBeGreaterThan(SlowSignal.Unusual);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(0, 40)]
    public void Another_level_and_another_spread_are_told_once(double shift, double spread)
    {
        var (signal, random, alarm) = (new SlowSignal(), new Random(4), default(SlowSignalAlarm));
        var told = new List<int>();
        for (var t = 0; t < 3100; t++)
        {
            var value = 50 + (random.NextDouble() * (t < 3000 ? 5 : 5 * spread)) + (t < 3000 ? 0 : shift);
            if (alarm.Take(signal.Score(t * FiveMinutes, value)) && t >= 3000) told.Add(t);
        }

        told.Count.ShouldBeInRange(1, 2);
        told[0].ShouldBeLessThan(3040);
    }

    [Fact]
    public void No_number_is_left_out()
    {
        var (with, without, random) = (new SlowSignal(), new SlowSignal(), new Random(9));
        for (var t = 0; t < 2000; t++)
        {
            var value = random.NextDouble();
            if (t % 7 == 0) with.Score(t * FiveMinutes, double.NaN).ShouldBe(0);
            with.Score(t * FiveMinutes, value).ShouldBe(without.Score(t * FiveMinutes, value));
        }
    }

    [Fact]
    public void A_restart_changes_nothing_to_the_bit_and_the_state_keeps_its_size()
    {
        var (straight, cut, random, writer) = (new SlowSignal(), new SlowSignal(), new Random(2), new StateWriter());
        var sizes = new HashSet<int>();
        for (var t = 0; t < 3000; t++)
        {
            var value = Day(t, random);
            cut.Score(t * FiveMinutes, value).ShouldBe(straight.Score(t * FiveMinutes, value));
            if (t % 61 != 0) continue;
            writer.Clear();
            cut.Save(writer);
            sizes.Add(writer.Length);
            var reader = new StateReader(writer.Written);
            cut = new SlowSignal();
            cut.Load(ref reader);
            reader.IsEmpty.ShouldBeTrue();
        }

        sizes.Count.ShouldBe(1);
        sizes.Single().ShouldBeLessThan(4 * 1024);
    }

    [Fact]
    public void A_value_allocates_nothing()
    {
        var signal = new SlowSignal();
        for (var t = 0; t < 1000; t++) signal.Score(t * FiveMinutes, t % 17);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var t = 1000; t < 3000; t++) signal.Score(t * FiveMinutes, t % 17);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static double Day(int t, Random random) => 50 + (40 * Math.Sin(t * 2 * Math.PI / 288)) + (random.NextDouble() * 2);
}
