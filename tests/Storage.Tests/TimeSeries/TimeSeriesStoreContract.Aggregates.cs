using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

public abstract partial class TimeSeriesStoreContract
{
    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 5)]
    [InlineData(1, 5)]
    [InlineData(0.01, 1)]
    [InlineData(0.3, 2)]
    public async Task A_percentile_is_the_measured_value_of_the_nearest_rank(double percentile, double expected)
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(
            Batch((Lift, T0, [(1, 4)]), (Lift, T0 + 1, [(1, 1)]), (Lift, T0 + 2, [(1, 5)]), (Lift, T0 + 3, [(1, 2)]), (Lift, T0 + 4, [(1, 3)])),
            JournalPosition.Start);

        var answer = await s.Store.AggregateAsync(Query(T0, T0 + 10) with { Percentile = percentile });
        answer.Level.ShouldBe(RollUpLevel.Raw);
        answer.Windows.Single().Percentile.ShouldBe(expected);
    }

    [Fact]
    public async Task Percentiles_are_counted_window_by_window()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 600), JournalPosition.Start);
        await s.Store.FlushAsync();
        await s.Store.WriteAsync(Ramp(Lift, 600, 100), JournalPosition.Start);

        var answer = await s.Store.AggregateAsync(Query(T0, T0 + 700_000) with { Percentile = 0.9, Windows = WindowGrid.Every(100_000) });
        answer.Windows.Select(w => w.Percentile).ShouldBe(Enumerable.Range(0, 7).Select(i => (double?)(i * 100 + 89)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_point_that_reports_on_change_has_its_mean_over_time_also_in_windows_without_a_sample(bool flush)
    {
        await using var s = await SessionAsync();
        // 1 from 10 s on, 0 from 40 s on, 1 from 60 s to the device's silence at 260 s.
        await s.Store.WriteAsync(
            Batch((Lift, T0 + 10_000, [(1, 1)]), (Lift, T0 + 40_000, [(1, 0)]), (Lift, T0 + 60_000, [(1, 1)]), (Lift, T0 + 260_000, [(1, double.NaN)])),
            JournalPosition.Start);
        if (flush) await s.Store.FlushAsync();

        var windows = (await s.Store.AggregateAsync(Query(T0, T0 + 400_000) with { TimeWeighted = true, Windows = WindowGrid.Every(100_000) })).Windows;
        windows.Select(w => (w.StartUnixMs - T0, w.Count, w.HeldMs)).ShouldBe([(0, 3, 90_000), (100_000, 0, 100_000), (200_000, 0, 60_000)]);
        windows[0].TimeWeightedMean!.Value.ShouldBe(70.0 / 90, 1e-12);
        windows[0].Mean.ShouldBe(2.0 / 3, 1e-12);
        windows[1].TimeWeightedMean.ShouldBe(1);
        windows[1].Min.ShouldBe(double.NaN);
    }

    [Fact]
    public async Task A_value_from_before_the_stretch_stands_at_its_beginning_and_not_for_ever()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 7)])), JournalPosition.Start);
        await s.Store.FlushAsync();
        const long Day = 86_400_000;

        var week = await s.Store.AggregateAsync(Query(T0 + 20 * Day, T0 + 27 * Day) with { TimeWeighted = true });
        week.Windows.Single().TimeWeightedMean.ShouldBe(7);
        week.Windows[0].HeldMs.ShouldBe(7 * Day);
        var end = await s.Store.AggregateAsync(Query(T0 + 31 * Day, T0 + 40 * Day) with { TimeWeighted = true });
        end.Windows.Single().HeldMs.ShouldBe(Day);
        (await s.Store.AggregateAsync(Query(T0 + 33 * Day, T0 + 40 * Day) with { TimeWeighted = true })).Windows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_counters_increase_crosses_windows_and_a_restart_takes_nothing_away(bool flush)
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(
            Batch(
                (Lift, T0 - 5_000, [(1, 100)]), (Lift, T0 + 10_000, [(1, 103)]), (Lift, T0 + 50_000, [(1, double.NaN)]), (Lift, T0 + 90_000, [(1, 110)]),
                (Lift, T0 + 110_000, [(1, 2)]), (Lift, T0 + 150_000, [(1, 6)]), (Lift, T0 + 310_000, [(1, 6)])),
            JournalPosition.Start);
        if (flush) await s.Store.FlushAsync();

        var windows = (await s.Store.AggregateAsync(Query(T0, T0 + 400_000) with { Increase = true, Windows = WindowGrid.Every(100_000) })).Windows;
        windows.Select(w => (w.StartUnixMs - T0, w.Increase)).ShouldBe([(0, 10), (100_000, 4), (300_000, 0)]);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_said()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 10), JournalPosition.Start);
        var window = (await s.Store.AggregateAsync(Query(T0, T0 + 10_000))).Windows.Single();
        window.ShouldBe(new WindowAggregate(T0, 10, 0, 9, 45, 0, 9));
        window.Increase.ShouldBeNull();
        window.Percentile.ShouldBeNull();
        window.TimeWeightedMean.ShouldBeNull();
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 29, 23)]
    [InlineData("Europe/Berlin", 2026, 10, 25, 25)]
    [InlineData("Asia/Shanghai", 2026, 3, 29, 24)]
    [InlineData("Asia/Kathmandu", 2026, 5, 1, 24)]
    public async Task Local_days_are_as_long_as_the_sites_clocks_make_them(string zoneId, int year, int month, int day, int hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var midnight = new DateTime(year, month, day);
        var start = new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUnixTimeMilliseconds();
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var hour = -30; hour < 60; hour++)
        {
            var time = start + hour * 3_600_000L;
            batch.Add(Lift, time, time, ReadingFlags.None, [new PointValue(1, hour)]);
        }

        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();

        var windows = (await s.Store.AggregateAsync(
            Query(start - 10 * 3_600_000, start + 30 * 3_600_000) with { Windows = WindowGrid.OfLocal(CalendarUnit.Day, zone) })).Windows;
        windows.Select(w => (w.StartUnixMs - start) / 3_600_000).ShouldBe([-10, 0, hours]);
        windows.Select(w => w.Count).ShouldBe([10, hours, 30 - hours]);
        windows[1].First.ShouldBe(0);
        windows[1].Last.ShouldBe(hours - 1);
    }

    [Fact]
    public async Task Windows_come_page_by_page()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 1000), JournalPosition.Start);
        await s.Store.FlushAsync();

        var all = new List<WindowAggregate>();
        for (var from = T0; from < T0 + 1_000_000;)
        {
            var page = (await s.Store.AggregateAsync(Query(from, T0 + 1_000_000) with { Windows = WindowGrid.Every(10_000), Limit = 30, Increase = true })).Windows;
            page.Count.ShouldBeLessThanOrEqualTo(30);
            all.AddRange(page);
            if (page.Count < 30) break;
            from = page[^1].StartUnixMs + 10_000;
        }

        all.Select(w => w.Count).ShouldBe(Enumerable.Repeat(10L, 100));
        all.Skip(1).Select(w => w.Increase).ShouldAllBe(increase => increase == 10);
    }

    [Fact]
    public async Task Coverage_is_told_window_by_window_with_the_share_of_expected_samples()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var i = 0; i < 300; i++)
        {
            if (i is >= 120 and < 230) continue;
            batch.Add(Lift, T0 + i * 1000, T0, ReadingFlags.None, [new PointValue(1, i == 5 ? double.NaN : i)]);
        }

        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();

        var windows = await s.Store.CoverageAsync(new CoverageQuery
        {
            Source = Lift,
            Point = 1,
            FromUnixMs = T0,
            ToUnixMs = T0 + 400_000,
            ExpectedInterval = TimeSpan.FromSeconds(1),
            Windows = WindowGrid.Every(100_000),
        });
        windows.Select(w => (w.Window.FromUnixMs - T0, w.SampleCount, w.CoveredMs)).ShouldBe([(0, 99, 99_000), (100_000, 20, 20_000), (200_000, 70, 70_000), (300_000, 0, 0)]);
        windows[1].ExpectedCount.ShouldBe(100);
        windows[1].SampleShare.ShouldBe(0.2);
        windows[1].Gaps.ShouldBe([new TimeSpanUnixMs(T0 + 120_000, T0 + 200_000)]);
        windows[2].Gaps.ShouldBe([new TimeSpanUnixMs(T0 + 200_000, T0 + 230_000)]);
    }

    [Fact]
    public async Task Sources_and_their_series_are_listed_page_by_page()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var i = 25; i > 0; i--) batch.Add(new SourceId(i), T0 + i, T0, ReadingFlags.None, [new PointValue(2, 1), new PointValue(1, 1)]);
        await s.Store.WriteAsync(batch, JournalPosition.Start);

        var first = await s.Store.SourcesAsync(new SourceId(0), 10);
        first.Select(x => x.Value).ShouldBe(Enumerable.Range(1, 10));
        (await s.Store.SourcesAsync(first[^1], 10)).Select(x => x.Value).ShouldBe(Enumerable.Range(11, 10));
        (await s.Store.SourcesAsync(new SourceId(20), 10)).Select(x => x.Value).ShouldBe(Enumerable.Range(21, 5));
        (await s.Store.SourcesAsync(new SourceId(25), 10)).ShouldBeEmpty();
        (await s.Store.SeriesAsync(new SourceId(7))).ShouldBe([new SeriesInfo(new SourceId(7), 1, T0 + 7), new SeriesInfo(new SourceId(7), 2, T0 + 7)]);
        (await s.Store.SeriesAsync(new SourceId(99))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_makes_no_sense_is_refused_by_name()
    {
        await using var s = await SessionAsync();
        await RefusedAsync(Query(5, 4), "reversed");
        await RefusedAsync(Query(5, 5), "empty");
        await RefusedAsync(Query(1, 5) with { Limit = 0 }, "limit");
        await RefusedAsync(Query(1, 5) with { Percentile = 0 }, "percentile");
        await RefusedAsync(Query(1, 5) with { Percentile = 95 }, "0.95");
        (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.SourcesAsync(default, 0))).Message.ShouldContain("limit");

        async Task RefusedAsync(AggregateQuery query, string word) =>
            (await Should.ThrowAsync<ArgumentException>(async () => await s.Store.AggregateAsync(query))).Message.ShouldContain(word);
    }

    [Fact]
    public async Task Cancelled_queries_stop()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 1000), JournalPosition.Start);
        await s.Store.FlushAsync();
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(async () => await s.Store.AggregateAsync(Query(T0, T0 + 1000), cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await s.Store.AggregateAsync(Query(T0, T0 + 1000) with { TimeWeighted = true }, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(async () => await s.Store.ReadingsAsync(Lift, T0, T0 + 1000, 10, new ReadingBatch(), cancelled));
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await s.Store.CoverageAsync(
                new CoverageQuery { Source = Lift, FromUnixMs = T0, ToUnixMs = T0 + 1000, ExpectedInterval = TimeSpan.FromSeconds(1) }, cancelled));
    }

    private static AggregateQuery Query(long from, long to) => new() { Source = Lift, Point = 1, FromUnixMs = from, ToUnixMs = to };
}
