using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

/// <summary>What every <see cref="ITimeSeriesStore"/> must do. An implementation's test class inherits it and says how to build itself.</summary>
public abstract partial class TimeSeriesStoreContract
{
    // 2026-01-01T00:00:00Z
    protected const long T0 = 1_767_225_600_000;

    protected static readonly SourceId Lift = new(11);
    protected static readonly SourceId Pump = new(12);

    /// <summary>Opens the store on what the test wrote so far.</summary>
    protected abstract Task<ITimeSeriesStore> OpenAsync();

    protected abstract Task CloseAsync(ITimeSeriesStore store);

    /// <summary>Ends the store as a crash would: what is only in memory is lost.</summary>
    protected abstract Task CrashAsync(ITimeSeriesStore store);

    [Fact]
    public async Task A_batch_is_readable_when_the_write_returns()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 20.5), (2, 1)]), (Pump, T0 + 5, [(1, 0.42)])), new JournalPosition(100));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1, 10)).ShouldBe([new Sample(T0, 20.5)]);
        (await s.Store.RangeAsync(Lift, 2, T0, T0 + 1, 10)).ShouldBe([new Sample(T0, 1)]);
        (await s.Store.RangeAsync(Pump, 1, T0, T0 + 10, 10)).ShouldBe([new Sample(T0 + 5, 0.42)]);
    }

    [Fact]
    public async Task An_unknown_source_or_point_has_no_samples()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1)])), JournalPosition.Start);

        (await s.Store.RangeAsync(Pump, 1, T0, T0 + 1, 10)).ShouldBeEmpty();
        (await s.Store.RangeAsync(Lift, 9, T0, T0 + 1, 10)).ShouldBeEmpty();
        (await s.Store.AggregateAsync(Pump, 1, T0, T0 + 1, 1)).ShouldBeEmpty();
        (await s.Store.LastAsync([Pump])).ShouldBeEmpty();
        (await s.Store.CoverageAsync(Pump, 1, T0, T0 + 1000, TimeSpan.FromSeconds(1))).Share.ShouldBe(0);
        await s.Store.DeleteAsync(Pump);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_write_of_a_sample_wins(bool flushBetween)
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1), (2, 10)]), (Lift, T0 + 1, [(1, 2)])), new JournalPosition(10));
        if (flushBetween) await s.Store.FlushAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 7)]), (Lift, T0, [(1, 8)])), new JournalPosition(20));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10, 10)).ShouldBe([new Sample(T0, 8), new Sample(T0 + 1, 2)]);
        (await s.Store.RangeAsync(Lift, 2, T0, T0 + 10, 10)).ShouldBe([new Sample(T0, 10)]);
        var readings = new ReadingBatch();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 10, 10, readings);
        readings.Count.ShouldBe(2);
        readings[0].Values.ToArray().OrderBy(v => v.Point).ShouldBe([new PointValue(1, 8), new PointValue(2, 10)]);
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing()
    {
        await using var s = await SessionAsync();
        for (var round = 0; round < 3; round++)
        {
            await s.Store.WriteAsync(Ramp(Lift, 0, 50), JournalPosition.Start);
            await s.Store.FlushAsync();
        }

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 1000)).ShouldBe(Enumerable.Range(0, 50).Select(i => new Sample(T0 + i * 1000, i)));
        (await s.Store.AggregateAsync(Lift, 1, T0, T0 + 1_000_000, 1_000_000)).Single().Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_batch_of_the_journal_that_was_written_before_is_skipped()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1)])), new JournalPosition(10));
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 2)])), new JournalPosition(20));
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1)])), new JournalPosition(10));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1, 1)).ShouldBe([new Sample(T0, 2)]);
    }

    [Fact]
    public async Task Values_come_back_bit_for_bit()
    {
        double[] values =
        [
            0, -0.0, 1, -1, 23.4, 0.1 + 0.2, 1e-7, 12345.6789, -0.0001, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001),
            double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1L << 53, long.MinValue, Math.PI,
        ];
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var i = 0; i < values.Length; i++) batch.Add(Lift, T0 + i, T0 + i, ReadingFlags.None, [new PointValue(1, values[i]), new PointValue(2, i)]);
        await s.Store.WriteAsync(batch, JournalPosition.Start);

        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
        await s.Store.FlushAsync();
        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
        await s.ReopenAsync();
        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task A_range_gives_the_oldest_up_to_its_limit_so_that_pages_follow_on()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 700), JournalPosition.Start);
        await s.Store.FlushAsync();
        await s.Store.WriteAsync(Ramp(Lift, 700, 50), JournalPosition.Start);

        var all = new List<Sample>();
        for (var from = T0; ;)
        {
            var page = await s.Store.RangeAsync(Lift, 1, from, T0 + 10_000_000, 64);
            all.AddRange(page);
            if (page.Count < 64) break;
            from = page[^1].TimestampUnixMs + 1;
        }

        all.ShouldBe(Enumerable.Range(0, 750).Select(i => new Sample(T0 + i * 1000, i)));
    }

    [Fact]
    public async Task A_stretch_includes_its_beginning_and_not_its_end()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 10), JournalPosition.Start);

        (await s.Store.RangeAsync(Lift, 1, T0 + 2000, T0 + 5000, 100)).Select(x => x.Value).ShouldBe([2, 3, 4]);
        await s.Store.FlushAsync();
        (await s.Store.RangeAsync(Lift, 1, T0 + 2000, T0 + 5000, 100)).Select(x => x.Value).ShouldBe([2, 3, 4]);
        (await s.Store.RangeAsync(Lift, 1, T0 + 2001, T0 + 2999, 100)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Late_and_out_of_order_readings_take_their_place()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 100, 300), JournalPosition.Start);
        await s.Store.FlushAsync();
        var late = new ReadingBatch();
        for (var i = 99; i >= 0; i--) late.Add(Lift, T0 + i * 1000, T0, ReadingFlags.None, [new PointValue(1, i)]);
        late.Add(Lift, T0 + 150_500, T0, ReadingFlags.None, [new PointValue(1, 150.5)]);
        await s.Store.WriteAsync(late, JournalPosition.Start);

        var expected = Enumerable.Range(0, 400).Select(i => (double)i).Append(150.5).Order().ToArray();
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).Select(x => x.Value).ShouldBe(expected);
        await s.Store.FlushAsync();
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).Select(x => x.Value).ShouldBe(expected);
    }

    [Fact]
    public async Task Readings_come_back_whole_with_receive_time_and_flags()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        batch.Add(Lift, T0, T0 + 40, ReadingFlags.None, [new PointValue(3, 1), new PointValue(1, 2.5)]);
        batch.Add(Lift, T0 + 1000, T0 + 86_400_000, ReadingFlags.Retained, [new PointValue(2, double.NaN)]);
        batch.Add(Lift, T0 + 2000, T0 + 2000, ReadingFlags.NoDeviceTime, [new PointValue(1, 3)]);
        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();

        var readings = new ReadingBatch();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 2000, 10, readings);
        readings.Count.ShouldBe(2);
        readings[0].ReceiveTimeUnixMs.ShouldBe(T0 + 40);
        readings[0].Values.ToArray().OrderBy(v => v.Point).ShouldBe([new PointValue(1, 2.5), new PointValue(3, 1)]);
        readings[1].Flags.ShouldBe(ReadingFlags.Retained);
        readings[1].ReceiveTimeUnixMs.ShouldBe(T0 + 86_400_000);
        readings[1].Values.ToArray().ShouldBe([new PointValue(2, double.NaN)]);
        readings.Clear();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 9000, 1, readings);
        readings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Windows_are_counted_from_the_beginning_of_the_query_and_empty_ones_left_out()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(
            Batch((Lift, T0 + 500, [(1, 4)]), (Lift, T0 + 900, [(1, 2)]), (Lift, T0 + 1400, [(1, double.NaN)]), (Lift, T0 + 5600, [(1, -3)])),
            JournalPosition.Start);

        var windows = await s.Store.AggregateAsync(Lift, 1, T0 + 400, T0 + 10_000, 1000);
        windows.ShouldBe(
        [
            new WindowAggregate(T0 + 400, 2, 2, 4, 6, 4, 2),
            new WindowAggregate(T0 + 5400, 1, -3, -3, -3, -3, -3),
        ]);
        windows[0].Mean.ShouldBe(3);
    }

    [Fact]
    public async Task Wide_windows_over_many_blocks_say_the_same_as_the_samples()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 5000), JournalPosition.Start);
        await s.Store.FlushAsync();
        await s.Store.WriteAsync(Ramp(Lift, 5000, 100), JournalPosition.Start);

        var windows = await s.Store.AggregateAsync(Lift, 1, T0 + 100_500, T0 + 5_050_000, 3_600_000);
        windows.Count.ShouldBe(2);
        windows[0].ShouldBe(new WindowAggregate(T0 + 100_500, 3600, 101, 3700, (101 + 3700) * 1800, 101, 3700));
        windows[1].ShouldBe(new WindowAggregate(T0 + 3_700_500, 1349, 3701, 5049, (3701 + 5049) * 1349 / 2, 3701, 5049));
    }

    [Fact]
    public async Task Last_goes_by_event_time_not_by_arrival_and_survives_a_restart()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0 + 100, [(2, 5), (1, 1)]), (Lift, T0 + 50, [(1, 9), (3, 7)]), (Pump, T0, [(1, 3)])), new JournalPosition(5));

        LastValue[] expected = [new(Lift, 1, T0 + 100, 1), new(Lift, 2, T0 + 100, 5), new(Lift, 3, T0 + 50, 7), new(Pump, 1, T0, 3)];
        (await s.Store.LastAsync([Lift, new SourceId(99), Pump])).ShouldBe(expected);
        await s.ReopenAsync();
        (await s.Store.LastAsync([Lift, Pump])).ShouldBe(expected);
        (await s.Store.AllSeriesAsync().ToListAsync()).ShouldBe(expected.Select(l => new SeriesInfo(l.Source, l.Point, l.TimestampUnixMs)));
        (await s.Store.SeriesAsync(Pump)).ShouldBe([new SeriesInfo(Pump, 1, T0)]);
    }

    [Fact]
    public async Task Coverage_names_the_gaps_and_bridges_jitter()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        foreach (var second in (int[])[0, 10, 21, 30, 40, 80, 90])
        {
            batch.Add(Lift, T0 + second * 1000, T0, ReadingFlags.None, [new PointValue(1, second == 21 ? 2 : 1), new PointValue(2, double.NaN)]);
        }

        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();
        var coverage = await s.Store.CoverageAsync(Lift, 1, T0, T0 + 100_000, TimeSpan.FromSeconds(10));
        coverage.Gaps.ShouldBe([new TimeSpanUnixMs(T0 + 50_000, T0 + 80_000)]);
        coverage.Share.ShouldBe(0.7);
        coverage.SampleCount.ShouldBe(7);
        (await s.Store.CoverageAsync(Lift, 2, T0, T0 + 100_000, TimeSpan.FromSeconds(10))).Share.ShouldBe(0);
        (await s.Store.CoverageAsync(Lift, null, T0, T0 + 100_000, TimeSpan.FromSeconds(10))).Share.ShouldBe(0.7);
        (await s.Store.CoverageAsync(Lift, 1, T0 + 45_000, T0 + 50_000, TimeSpan.FromSeconds(10))).Share.ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_source_is_gone_also_after_a_restart_and_its_neighbours_stay()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 500), new JournalPosition(100));
        await s.Store.WriteAsync(Ramp(Pump, 0, 10), new JournalPosition(200));
        await s.Store.FlushAsync();
        await s.Store.WriteAsync(Ramp(Lift, 500, 10), new JournalPosition(300));
        await s.Store.DeleteAsync(Lift);

        await AssertGoneAsync(s.Store);
        await s.CrashAsync();
        // The journal is read again from where the store says; the deleted source's readings stand before it.
        s.Store.AppliedThrough.ShouldBe(new JournalPosition(300));
        await AssertGoneAsync(s.Store);
        await s.Store.WriteAsync(Batch((Lift, T0 + 1, [(1, 1)])), new JournalPosition(400));
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).ShouldBe([new Sample(T0 + 1, 1)]);

        static async Task AssertGoneAsync(ITimeSeriesStore store)
        {
            (await store.RangeAsync(Lift, 1, 0, long.MaxValue / 2, 1000)).ShouldBeEmpty();
            (await store.LastAsync([Lift])).ShouldBeEmpty();
            (await store.AllSeriesAsync().ToListAsync()).ShouldAllBe(x => x.Source == Pump);
            (await store.RangeAsync(Pump, 1, 0, long.MaxValue / 2, 1000)).Count.ShouldBe(10);
        }
    }

    [Fact]
    public async Task What_is_flushed_survives_a_crash_and_is_said_to_be_applied()
    {
        await using var s = await SessionAsync();
        s.Store.AppliedThrough.ShouldBe(JournalPosition.Start);
        await s.Store.WriteAsync(Ramp(Lift, 0, 30), new JournalPosition(1000));
        await s.Store.FlushAsync();
        s.Store.AppliedThrough.ShouldBe(new JournalPosition(1000));
        await s.CrashAsync();

        s.Store.AppliedThrough.ShouldBe(new JournalPosition(1000));
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 100)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Reversed_and_empty_stretches_and_senseless_numbers_are_refused_with_a_clear_message()
    {
        await using var s = await SessionAsync();
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.RangeAsync(Lift, 1, 5, 4, 1))).Message.ShouldContain("reversed");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.RangeAsync(Lift, 1, 5, 5, 1))).Message.ShouldContain("empty");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.RangeAsync(Lift, 1, 1, 5, 0))).Message.ShouldContain("limit");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.AggregateAsync(Lift, 1, 5, 4, 1))).Message.ShouldContain("reversed");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.AggregateAsync(Lift, 1, 1, 5, 0))).Message.ShouldContain("window");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.CoverageAsync(Lift, 1, 5, 5, TimeSpan.FromSeconds(1)))).Message.ShouldContain("empty");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.CoverageAsync(Lift, 1, 1, 5, TimeSpan.Zero))).Message.ShouldContain("interval");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.ReadingsAsync(Lift, 5, 4, 1, new ReadingBatch()))).Message.ShouldContain("reversed");
    }

    [Fact]
    public async Task A_cancelled_query_stops()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 1000), JournalPosition.Start);
        await s.Store.FlushAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_batches_in_random_order_with_crashes_in_between_match_a_plain_model(int seed)
    {
        var random = new Random(seed);
        var model = new ModelStore();
        var journal = new List<(ReadingBatch Batch, JournalPosition Through)>();
        await using var s = await SessionAsync();
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(20))
            {
                case 0:
                    await s.CrashAsync();
                    await ReplayAsync(s.Store, journal, random);
                    break;
                case 1:
                    await s.ReopenAsync();
                    await ReplayAsync(s.Store, journal, random);
                    break;
                case 2 or 3:
                    await s.Store.FlushAsync();
                    break;
                case 4 when random.Next(4) == 0:
                    var source = new SourceId(random.Next(1, 5));
                    await s.Store.DeleteAsync(source);
                    model.Delete(source);
                    break;
                case 5:
                    await s.Store.MaintainAsync(new MaintenanceRun { NowUnixMs = T0 + random.Next(-30, 3) * Day, Retention = _ => Keep(RetentionRule.Everything), MostSources = random.Next(1, 9) });
                    break;
                default:
                    var batch = RandomBatch(random);
                    var through = new JournalPosition((journal.Count + 1) * 100);
                    journal.Add((batch, through));
                    await s.Store.WriteAsync(batch, through);
                    model.Write(batch);
                    break;
            }

            if (step % 10 == 9) await CompareAsync(s.Store, model, random, $"seed {seed}, step {step}");
        }

        await s.ReopenAsync();
        await CompareAsync(s.Store, model, random, $"seed {seed}, at the end");
    }

    private static async Task ReplayAsync(ITimeSeriesStore store, List<(ReadingBatch Batch, JournalPosition Through)> journal, Random random)
    {
        var applied = store.AppliedThrough;
        var rest = journal.Where(j => j.Through > applied).ToList();
        // A replay needn't cut the journal where it was cut the first time.
        for (var i = 0; i < rest.Count;)
        {
            var joined = new ReadingBatch();
            var count = random.Next(1, 4);
            for (; count > 0 && i < rest.Count; count--, i++)
            {
                for (var r = 0; r < rest[i].Batch.Count; r++) joined.Add(rest[i].Batch[r]);
            }

            await store.WriteAsync(joined, rest[i - 1].Through);
        }
    }

    private static ReadingBatch RandomBatch(Random random)
    {
        var batch = new ReadingBatch();
        var center = T0 + random.Next(0, 20) * 3_600_000L;
        // Now and then something from long ago.
        if (random.Next(8) == 0) center -= random.Next(1, 60) * 86_400_000L;
        var count = random.Next(1, 80);
        for (var i = 0; i < count; i++)
        {
            var values = Enumerable.Range(1, 6).Where(_ => random.Next(3) > 0)
                .Select(p => new PointValue((ushort)(p == 6 ? 900 : p), RandomValue(random, p))).ToArray();
            batch.Add(
                new SourceId(random.Next(1, 5)), center + random.Next(0, 400) * 1000, center + random.Next(1_000_000),
                (ReadingFlags)random.Next(0, 8), values);
        }

        return batch;
    }

    private static double RandomValue(Random random, int point) => point switch
    {
        1 => random.Next(0, 2),
        2 => Math.Round(20 + random.NextDouble() * 5, 1),
        3 => random.NextDouble() * 1000,
        4 => random.Next(0, 1_000_000),
        5 => random.Next(6) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -0.0, _ => Math.Round(random.NextDouble(), 3) },
        _ => random.Next(-3, 3) / 8.0,
    };

    private async Task CompareAsync(ITimeSeriesStore store, ModelStore model, Random random, string where)
    {
        foreach (var source in Enumerable.Range(1, 4).Select(i => new SourceId(i)))
        {
            var from = T0 + random.Next(-60, 18) * 3_600_000L;
            var to = from + random.Next(1, 40) * 3_600_000L;
            foreach (var point in (ushort[])[1, 2, 3, 4, 5, 900])
            {
                TimesAndBitsOf(await store.RangeAsync(source, point, 0, long.MaxValue / 2, int.MaxValue)).ShouldBe(TimesAndBitsOf(model.Range(source, point, 0, long.MaxValue / 2)), where);
                TimesAndBitsOf(await store.RangeAsync(source, point, from, to, 50)).ShouldBe(TimesAndBitsOf(model.Range(source, point, from, to).Take(50)), where);
                var windows = await store.AggregateAsync(source, point, from, to, 1_800_000);
                var expected = model.Aggregate(source, point, from, to, 1_800_000);
                windows.Select(w => w with { Sum = 0 }).ShouldBe(expected.Select(w => w with { Sum = 0 }), where);
                for (var i = 0; i < windows.Count; i++)
                {
                    // Sums of blocks are added in another order than the samples one by one.
                    if (double.IsFinite(expected[i].Sum)) windows[i].Sum.ShouldBe(expected[i].Sum, Math.Abs(expected[i].Sum) * 1e-9 + 1e-9, where);
                    else windows[i].Sum.ShouldBe(expected[i].Sum, where);
                }
            }

            await CompareAsync(
                store, model,
                Query(T0 - 60 * Day, T0 + 2 * Day) with { Source = source, Windows = WindowGrid.Every(random.Next(1, 5) * Day), TimeWeighted = true, Increase = true }, null);
            var last = (await store.LastAsync([source])).Select(l => (l.Point, l.TimestampUnixMs, BitConverter.DoubleToInt64Bits(l.Value)));
            last.ShouldBe(model.Last(source).Select(l => (l.Point, l.TimestampUnixMs, BitConverter.DoubleToInt64Bits(l.Value))), where);
            var readings = new ReadingBatch();
            await store.ReadingsAsync(source, from, to, int.MaxValue / 2, readings);
            var rows = model.RowsOf(source, from, to).ToList();
            readings.Count.ShouldBe(rows.Count, where);
            for (var i = 0; i < rows.Count; i++)
            {
                readings[i].EventTimeUnixMs.ShouldBe(rows[i].Key, where);
                readings[i].ReceiveTimeUnixMs.ShouldBe(rows[i].Value.ReceiveTimeUnixMs, where);
                readings[i].Flags.ShouldBe(rows[i].Value.Flags, where);
                readings[i].Values.ToArray().Select(v => v.Point).Order().ToArray().ShouldBe(rows[i].Value.Values.Keys.ToArray(), where);
            }
        }
    }

    private static List<(long Time, long Bits)> TimesAndBitsOf(IEnumerable<Sample> samples) =>
        [.. samples.Select(s => (s.TimestampUnixMs, BitConverter.DoubleToInt64Bits(s.Value)))];

    private static IEnumerable<long> BitsOf(IEnumerable<Sample> samples) => samples.Select(s => BitConverter.DoubleToInt64Bits(s.Value));

    protected static ReadingBatch Batch(params (SourceId Source, long Time, (int Point, double Value)[] Values)[] readings)
    {
        var batch = new ReadingBatch();
        foreach (var (source, time, values) in readings)
        {
            batch.Add(source, time, time + 20, ReadingFlags.None, values.Select(v => new PointValue((ushort)v.Point, v.Value)).ToArray());
        }

        return batch;
    }

    /// <summary>One reading a second whose point 1 counts up and whose point 2 is on every hundredth only.</summary>
    protected static ReadingBatch Ramp(SourceId source, int first, int count)
    {
        var batch = new ReadingBatch();
        for (var i = first; i < first + count; i++)
        {
            PointValue[] values = i % 100 == 0 ? [new(1, i), new(2, 1)] : [new(1, i)];
            batch.Add(source, T0 + i * 1000L, T0 + i * 1000L + 30, ReadingFlags.None, values);
        }

        return batch;
    }

    protected async Task<Session> SessionAsync() => new(this, await OpenAsync());

    protected sealed class Session(TimeSeriesStoreContract owner, ITimeSeriesStore store) : IAsyncDisposable
    {
        public ITimeSeriesStore Store { get; private set; } = store;

        public async Task ReopenAsync()
        {
            await owner.CloseAsync(Store);
            Store = await owner.OpenAsync();
        }

        public async Task CrashAsync()
        {
            await owner.CrashAsync(Store);
            Store = await owner.OpenAsync();
        }

        public async ValueTask DisposeAsync() => await owner.CloseAsync(Store);
    }
}
