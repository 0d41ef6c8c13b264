using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

// Stretches, windows, newest values, coverage, and what is refused.
public abstract partial class TimeSeriesStoreContract
{
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
}
