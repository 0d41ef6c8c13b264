using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

public abstract partial class TimeSeriesStoreContract
{
    protected const long Day = 86_400_000;
    private const long Hour = 3_600_000;

    /// <summary>A store that can't remove one point of a reading says so here: it then keeps all of them as long as the most important one.</summary>
    protected virtual bool RemovesSinglePoints => true;

    [Theory]
    [InlineData(Hour, RollUpLevel.Hour)]
    [InlineData(Day, RollUpLevel.Day)]
    [InlineData(7 * Day, RollUpLevel.Day)]
    [InlineData(10 * 60_000, RollUpLevel.Minute)]
    [InlineData(1000, RollUpLevel.Raw)]
    public async Task Roll_ups_say_what_the_samples_say_and_the_coarsest_that_fits_answers(long window, RollUpLevel level)
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 8 * Day));
        await MaintainAsync(s.Store, T0 + 8 * Day, _ => Keep(RetentionRule.Everything with { Minute = null }));

        await CompareAsync(s.Store, model, Query(T0, T0 + 7 * Day) with { Windows = WindowGrid.Every(window), TimeWeighted = true, Increase = true }, level);
        await CompareAsync(s.Store, model, Query(T0 + 2 * Day, T0 + 4 * Day) with { Windows = WindowGrid.Every(window), TimeWeighted = true }, level);
        await CompareAsync(s.Store, model, Query(T0 + 1, T0 + 3 * Day) with { Windows = WindowGrid.Every(window), Increase = true }, RollUpLevel.Raw);
    }

    [Fact]
    public async Task Samples_that_are_not_rolled_up_yet_and_late_ones_are_in_every_answer()
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        var query = Query(T0, T0 + 6 * Day) with { Windows = WindowGrid.Every(Day), TimeWeighted = true, Increase = true };
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 4 * Day));
        await MaintainAsync(s.Store, T0 + 3 * Day, _ => Keep(RetentionRule.Everything));
        await CompareAsync(s.Store, model, query, RollUpLevel.Day);

        await WriteAsync(s.Store, model, SlowWalk(2, T0 + Day + 77, Day / 2));
        await CompareAsync(s.Store, model, query, RollUpLevel.Day);
        await s.Store.FlushAsync();
        await CompareAsync(s.Store, model, query, RollUpLevel.Day);
        await WriteAsync(s.Store, model, SlowWalk(3, T0 + 4 * Day, Day));
        await MaintainAsync(s.Store, T0 + 5 * Day, _ => Keep(RetentionRule.Everything));
        await CompareAsync(s.Store, model, query, RollUpLevel.Day);
        await MaintainAsync(s.Store, T0 + 5 * Day, _ => Keep(RetentionRule.Everything));
        await s.ReopenAsync();
        await CompareAsync(s.Store, model, query, RollUpLevel.Day);
    }

    [Fact]
    public async Task Samples_go_after_their_time_and_their_roll_ups_stay()
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 10 * Day));
        await MaintainAsync(s.Store, T0 + 10 * Day + Hour, _ => Keep(new RetentionRule { Raw = TimeSpan.FromDays(3) }));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 7 * Day, 10)).ShouldBeEmpty();
        // A day that is only partly past its time may stay whole.
        var kept = T0 + 7 * Day + Hour;
        TimesAndBitsOf(await s.Store.RangeAsync(Lift, 1, kept, T0 + 20 * Day, int.MaxValue)).ShouldBe(TimesAndBitsOf(model.Range(Lift, 1, kept, T0 + 20 * Day)));
        await CompareAsync(s.Store, model, Query(T0, T0 + 10 * Day) with { Windows = WindowGrid.Every(Hour), TimeWeighted = true, Increase = true }, RollUpLevel.Hour);
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        await CompareAsync(s.Store, model, Query(T0, T0 + 10 * Day) with { Windows = WindowGrid.OfLocal(CalendarUnit.Day, shanghai), Increase = true }, RollUpLevel.Hour);
        // Finer than what is left: the finest there is, and no percentile.
        var fine = await s.Store.AggregateAsync(Query(T0, T0 + 2 * Day) with { Windows = WindowGrid.Every(60_000), Percentile = 0.5 });
        fine.Level.ShouldBe(RollUpLevel.Hour);
        fine.Windows.Count.ShouldBe(48);
        fine.Windows.ShouldAllBe(w => w.Percentile == null);
    }

    [Fact]
    public async Task Two_hundred_days_are_kept_as_the_rules_say_and_answered_from_what_is_left()
    {
        await using var s = await SessionAsync();
        var rule = new RetentionRule { Raw = TimeSpan.FromDays(20), Hour = TimeSpan.FromDays(60) };
        var retention = Keep(rule) with { Pinned = [new TimeSpanUnixMs(T0 + 40 * Day, T0 + 41 * Day)] };
        for (var day = 0; day < 200; day++)
        {
            var batch = new ReadingBatch();
            for (var hour = 0; hour < 24; hour++)
            {
                var time = T0 + day * Day + hour * Hour;
                batch.Add(Lift, time, time, ReadingFlags.None, [new PointValue(1, day * 24 + hour)]);
                // The day's last quarter comes a day late.
                if (hour < 18) batch.Add(Pump, time, time, ReadingFlags.None, [new PointValue(1, hour)]);
                else if (day > 0) batch.Add(Pump, time - Day, time, ReadingFlags.None, [new PointValue(1, hour)]);
            }

            await s.Store.WriteAsync(batch, JournalPosition.Start);
            if (day % 4 == 3) await MaintainAsync(s.Store, T0 + (day + 1) * Day + Hour, _ => retention);
        }

        var end = T0 + 200 * Day;
        (await s.Store.RangeAsync(Lift, 1, T0, end, int.MaxValue)).Count.ShouldBe(24 * (20 + 1));
        var all = await s.Store.AggregateAsync(Query(T0, end) with { Windows = WindowGrid.Every(Day), Increase = true });
        all.Level.ShouldBe(RollUpLevel.Day);
        all.Windows.Select(w => (w.Count, w.Min, w.Max, w.Sum)).ShouldBe(
            Enumerable.Range(0, 200).Select(day => (24L, day * 24.0, day * 24.0 + 23, 24 * (day * 24.0) + 276)));
        all.Windows.Sum(w => w.Increase).ShouldBe(200 * 24 - 1);
        (await s.Store.AggregateAsync(Query(T0, end - Day) with { Source = Pump, Windows = WindowGrid.Every(Day) })).Windows.Select(w => w.Count).ShouldBe(Enumerable.Repeat(24L, 199));
        // Hours reach back two months, in chunks of some days; before that days are what is left.
        (await s.Store.AggregateAsync(Query(end - 60 * Day, end) with { Windows = WindowGrid.Every(Hour) })).Level.ShouldBe(RollUpLevel.Hour);
        (await s.Store.AggregateAsync(Query(T0, end) with { Windows = WindowGrid.Every(Hour) })).Level.ShouldBe(RollUpLevel.Day);
        (await s.Store.AggregateAsync(Query(end - 10 * Day, end) with { Windows = WindowGrid.Every(Hour), Percentile = 0.5 })).Level.ShouldBe(RollUpLevel.Raw);
        var coverage = await s.Store.CoverageAsync(new CoverageQuery
        {
            Source = Lift,
            Point = 1,
            FromUnixMs = T0,
            ToUnixMs = end,
            ExpectedInterval = TimeSpan.FromHours(1),
            Windows = WindowGrid.Every(50 * Day),
        });
        coverage.Count.ShouldBe(4);
        coverage.ShouldAllBe(window => window.Share > 0.99);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_samples_are_gone_their_roll_ups_counts_vouch_for_them(bool ofOnePoint)
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 10 * Day, (T0 + 2 * Day + 5 * Hour, T0 + 2 * Day + 9 * Hour)));
        var query = new CoverageQuery
        {
            Source = Lift,
            Point = ofOnePoint ? (ushort)2 : null,
            FromUnixMs = T0,
            ToUnixMs = T0 + 10 * Day,
            ExpectedInterval = TimeSpan.FromMinutes(4),
            Windows = WindowGrid.Every(Day),
        };
        var before = await s.Store.CoverageAsync(query);
        await MaintainAsync(s.Store, T0 + 10 * Day, _ => Keep(new RetentionRule { Raw = TimeSpan.FromDays(3) }));

        var after = await s.Store.CoverageAsync(query);

        after.Count.ShouldBe(10);
        for (var day = 0; day < 10; day++)
        {
            after[day].Share.ShouldBe(before[day].Share, 0.01);
            after[day].SampleCount.ShouldBe(before[day].SampleCount);
        }

        // The silence of four hours is still seen, and nothing else is.
        after[2].Share.ShouldBe(20.0 / 24, 0.02);
        after[2].Gaps.Where(gap => gap.LengthMs > Hour / 2).Sum(gap => gap.LengthMs).ShouldBeInRange(3 * Hour + Hour / 2, 4 * Hour + Hour / 2);
        after.Where((_, day) => day != 2).ShouldAllBe(window => window.Share > 0.99);
    }

    [Fact]
    public async Task Coverage_of_what_is_pinned_is_counted_from_its_samples()
    {
        await using var s = await SessionAsync();
        await WriteAsync(s.Store, new ModelStore(), SlowWalk(1, T0, 6 * Day, (T0 + Day + 5 * Hour, T0 + Day + 5 * Hour + Hour / 2)));
        var pin = new TimeSpanUnixMs(T0 + Day, T0 + 2 * Day);
        var query = new CoverageQuery { Source = Lift, FromUnixMs = pin.FromUnixMs, ToUnixMs = pin.ToUnixMs, ExpectedInterval = TimeSpan.FromMinutes(4), Windows = WindowGrid.Every(Hour) };
        var before = await s.Store.CoverageAsync(query);
        await MaintainAsync(s.Store, T0 + 6 * Day, _ => Keep(new RetentionRule { Raw = TimeSpan.FromDays(2) }) with { Pinned = [pin] });

        var after = await s.Store.CoverageAsync(query);

        // What reached into the first hour from before is gone, the rest is as exact as it was: half an hour's silence lies where it lay.
        after.Skip(1).Select(window => (window.Share, window.SampleCount)).ShouldBe(before.Skip(1).Select(window => (window.Share, window.SampleCount)));
        after[5].Gaps.ShouldHaveSingleItem().FromUnixMs.ShouldBe(before[5].Gaps.ShouldHaveSingleItem().FromUnixMs);
    }

    [Fact]
    public async Task Important_points_are_kept_longer()
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 10 * Day));
        var retention = Keep(new RetentionRule { Raw = TimeSpan.FromDays(3) }) with
        {
            Points = new Dictionary<ushort, RetentionRule> { [2] = new() { Raw = TimeSpan.FromDays(8) } },
        };
        await MaintainAsync(s.Store, T0 + 10 * Day, _ => retention);

        var oldest = (await s.Store.RangeAsync(Lift, 1, 0, T0 + 20 * Day, 1)).Single().TimestampUnixMs;
        oldest.ShouldBeGreaterThanOrEqualTo(T0 + (RemovesSinglePoints ? 7 : 2) * Day);
        TimesAndBitsOf(await s.Store.RangeAsync(Lift, 2, 0, T0 + 20 * Day, int.MaxValue)).ShouldBe(TimesAndBitsOf(model.Range(Lift, 2, T0 + 2 * Day, T0 + 20 * Day)));
    }

    [Fact]
    public async Task What_is_pinned_survives_until_it_is_released()
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 10 * Day));
        var pin = new TimeSpanUnixMs(T0 + 2 * Day + 5000, T0 + 2 * Day + 6 * Hour);
        var rule = new RetentionRule { Raw = TimeSpan.FromDays(3), Hour = TimeSpan.FromDays(4) };
        await MaintainAsync(s.Store, T0 + 10 * Day, _ => Keep(rule) with { Pinned = [pin] });

        TimesAndBitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 7 * Day, int.MaxValue)).ShouldBe(TimesAndBitsOf(model.Range(Lift, 1, pin.FromUnixMs, pin.ToUnixMs)));
        var evidence = await s.Store.AggregateAsync(Query(pin.FromUnixMs, pin.ToUnixMs) with { Windows = WindowGrid.Every(60_000), Percentile = 0.9 });
        evidence.Level.ShouldBe(RollUpLevel.Raw);
        evidence.Windows.ShouldNotBeEmpty();

        await MaintainAsync(s.Store, T0 + 10 * Day, _ => Keep(rule));
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 7 * Day, 10)).ShouldBeEmpty();
        (await s.Store.RangeAsync(Lift, 1, T0 + 7 * Day, T0 + 20 * Day, 10)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_run_does_no_more_than_it_may_and_the_next_goes_on()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var source = 1; source <= 9; source++)
        {
            for (var hour = 0; hour < 72; hour++) batch.Add(new SourceId(source), T0 + hour * Hour, T0, ReadingFlags.None, [new PointValue(1, hour)]);
        }

        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();
        var runs = 0;
        MaintenanceReport report;
        do
        {
            report = await s.Store.MaintainAsync(new MaintenanceRun { NowUnixMs = T0 + 3 * Day, Retention = _ => Keep(new RetentionRule { Raw = TimeSpan.FromDays(1) }), MostSources = 2 });
            report.Searched.ShouldBeLessThanOrEqualTo(2);
            report.RolledUp.ShouldBeLessThanOrEqualTo(4);
            runs++;
        }
        while (!report.IsComplete && runs < 50);

        runs.ShouldBeInRange(4, 49);
        for (var source = 1; source <= 9; source++) (await s.Store.RangeAsync(new SourceId(source), 1, T0, T0 + 9 * Day, 100)).Count.ShouldBe(24);
        (await s.Store.AggregateAsync(Query(T0, T0 + 3 * Day) with { Source = new SourceId(9) })).Windows.Single().Count.ShouldBe(72);
    }

    [Fact]
    public async Task A_sample_that_comes_after_its_time_changes_no_roll_up_and_goes()
    {
        await using var s = await SessionAsync();
        var model = new ModelStore();
        await WriteAsync(s.Store, model, SlowWalk(1, T0, 10 * Day));
        var retention = Keep(new RetentionRule { Raw = TimeSpan.FromDays(3) });
        await MaintainAsync(s.Store, T0 + 10 * Day, _ => retention);
        await s.Store.WriteAsync(Batch((Lift, T0 + 123, [(1, 1e6)])), JournalPosition.Start);
        await s.Store.FlushAsync();
        await MaintainAsync(s.Store, T0 + 10 * Day, _ => retention);

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + Day, 10)).ShouldBeEmpty();
        await CompareAsync(s.Store, model, Query(T0, T0 + 10 * Day) with { Windows = WindowGrid.Every(Day) }, RollUpLevel.Day);
    }

    [Fact]
    public async Task A_deleted_source_leaves_no_roll_up()
    {
        await using var s = await SessionAsync();
        await WriteAsync(s.Store, new ModelStore(), SlowWalk(1, T0, 4 * Day));
        await MaintainAsync(s.Store, T0 + 4 * Day, _ => Keep(RetentionRule.Everything));
        await s.Store.DeleteAsync(Lift);

        (await s.Store.AggregateAsync(Query(T0, T0 + 4 * Day))).Windows.ShouldBeEmpty();
        await s.Store.WriteAsync(Batch((Lift, T0 + 5 * Day, [(1, 1)])), JournalPosition.Start);
        (await s.Store.AggregateAsync(Query(T0, T0 + 10 * Day))).Windows.Single().Count.ShouldBe(1);
    }

    /// <summary>Runs maintenance until nothing is left to do.</summary>
    protected static async Task MaintainAsync(ITimeSeriesStore store, long now, Func<SourceId, SourceRetention> retention)
    {
        await store.FlushAsync();
        var runs = 0;
        while (!(await store.MaintainAsync(new MaintenanceRun { NowUnixMs = now, Retention = retention })).IsComplete) (++runs).ShouldBeLessThan(1000);
    }

    protected static SourceRetention Keep(RetentionRule rule) => new() { Default = rule };

    /// <summary>A reading about every three minutes: a walk, a counter that restarts, a flag that seldom reports, a value that is NaN now and then.</summary>
    private static ReadingBatch SlowWalk(int seed, long from, long length, (long From, long To) silence = default)
    {
        var random = new Random(seed);
        var batch = new ReadingBatch();
        double walk = 20, counter = 0;
        for (var time = from; time < from + length; time += 120_000 + random.Next(120_000))
        {
            if (time >= silence.From && time < silence.To) continue;
            walk += random.Next(-3, 4) * 0.1;
            counter = random.Next(500) == 0 ? 0 : counter + random.Next(3);
            var values = new List<PointValue> { new(1, random.Next(50) == 0 ? double.NaN : Math.Round(walk, 1)), new(2, counter) };
            if (random.Next(400) == 0) values.Add(new PointValue(3, random.Next(2)));
            batch.Add(Lift, time, time + 40, ReadingFlags.None, values.ToArray());
        }

        return batch;
    }

    private static async Task WriteAsync(ITimeSeriesStore store, ModelStore model, ReadingBatch batch)
    {
        await store.WriteAsync(batch, JournalPosition.Start);
        model.Write(batch);
    }

    private async Task CompareAsync(ITimeSeriesStore store, ModelStore model, AggregateQuery query, RollUpLevel? level)
    {
        foreach (var point in (ushort[])[1, 2, 3])
        {
            var fold = new WindowFold(query with { Point = point });
            foreach (var sample in model.Range(query.Source, point, query.FromUnixMs - (long)WindowFold.Hold.TotalMilliseconds, query.ToUnixMs)) fold.Add(sample.TimestampUnixMs, sample.Value);
            var expected = fold.Finish();
            var answer = await store.AggregateAsync(query with { Point = point });
            if (level is { } known) answer.Level.ShouldBe(known);
            answer.Windows.Count.ShouldBe(expected.Count);
            for (var i = 0; i < expected.Count; i++)
            {
                var (is_, should) = (answer.Windows[i], expected[i]);
                (is_ with { Sum = 0, HeldSum = 0, Increase = null }).ShouldBe(should with { Sum = 0, HeldSum = 0, Increase = null });
                is_.Sum.ShouldBe(should.Sum, 1e-6);
                is_.HeldSum.ShouldBe(should.HeldSum, Math.Abs(should.HeldSum) * 1e-9 + 1e-6);
                (is_.Increase ?? -1).ShouldBe(should.Increase ?? -1, 1e-6);
            }
        }
    }
}
