using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Roll-ups and retention where the contract doesn't reach, on a real InfluxDB 1.6.7: catching up, policies that are bounded, evidence beyond them.</summary>
public sealed class InfluxMaintenance_Tests(InfluxServerFixture fixture) : IClassFixture<InfluxServerFixture>, IDisposable
{
    private const long T0 = 1_767_225_600_000;
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private static readonly SourceId Lift = new(11);
    private readonly TempFolder _folder = new();
    private readonly string _database = InfluxServerFixture.NewDatabase();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.InfluxDb)]
    public async Task A_source_with_more_days_than_a_run_may_roll_up_is_caught_up_run_by_run()
    {
        await using var store = await OpenAtStartAsync();
        await store.WriteAsync(Hourly(T0, 9 * 24), JournalPosition.Start);
        var run = RunAt(T0 + 9 * Day, new RetentionRule { Raw = TimeSpan.FromDays(2) }) with { MostSources = 1 };
        foreach (var rolledDays in (int[])[4, 8])
        {
            (await store.MaintainAsync(run)).ShouldBe(new MaintenanceReport(1, 1, 0, false));
            (await fixture.Server.QueryAsync("SELECT count(X_speed) FROM \"elevator.day\"", _database)).ShouldContain($",{rolledDays}]");
            // Rolled up or not, whole or not yet: the answer is the same.
            await AnsweredAsync(RollUpLevel.Day, Day, 9);
            await AnsweredAsync(RollUpLevel.Hour, Hour, 9 * 24);
            (await store.RangeAsync(Lift, 1, T0, T0 + 9 * Day, int.MaxValue)).Count.ShouldBe(9 * 24, "nothing goes before all is rolled up");
        }

        (await store.MaintainAsync(run)).ShouldBe(new MaintenanceReport(1, 1, 1, false));
        (await store.MaintainAsync(run)).ShouldBe(new MaintenanceReport(0, 0, 0, true));
        (await store.RangeAsync(Lift, 1, T0, T0 + 9 * Day, int.MaxValue)).Count.ShouldBe(2 * 24);
        await AnsweredAsync(RollUpLevel.Day, Day, 9);
        await AnsweredAsync(RollUpLevel.Hour, Hour, 9 * 24);

        async Task AnsweredAsync(RollUpLevel level, long window, int windows)
        {
            var answer = await store.AggregateAsync(Query(T0, T0 + 9 * Day, window));
            answer.Level.ShouldBe(level);
            answer.Windows.Select(static w => w.Count).ShouldBe(Enumerable.Repeat(window / Hour, windows));
            answer.Windows.Sum(static w => w.Sum).ShouldBe(9 * 24 * (9 * 24 - 1) / 2);
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_level_that_begins_or_ends_while_days_are_caught_up_reaches_as_far_as_it_was_made()
    {
        await using var store = await OpenAtStartAsync();
        await store.WriteAsync(Hourly(T0, 24), JournalPosition.Start);
        await store.MaintainAsync(RunAt(T0 + Day, RetentionRule.Everything));
        await store.WriteAsync(Hourly(T0 + Day, 8 * 24), JournalPosition.Start);
        var run = RunAt(T0 + 9 * Day, RetentionRule.Everything with { Minute = null, Hour = TimeSpan.Zero }) with { MostSources = 1 };
        (await store.MaintainAsync(run)).IsComplete.ShouldBeFalse();

        (await store.AggregateAsync(Query(T0 + Day, T0 + 9 * Day, Hour))).ShouldSatisfyAllConditions(
            static answer => answer.Level.ShouldBe(RollUpLevel.Minute), static answer => answer.Windows.Count.ShouldBe(8 * 24));
        (await store.AggregateAsync(Query(T0, T0 + 9 * Day, Hour))).ShouldSatisfyAllConditions(
            static answer => answer.Level.ShouldBe(RollUpLevel.Raw), static answer => answer.Windows.Count.ShouldBe(9 * 24));
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Evidence_older_than_the_policy_keeps_is_answered_from_its_roll_ups()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var today = RollUpLevel.Day.BucketOf(time.NowUnixMs);
        var pin = new TimeSpanUnixMs(today - 2 * Day, today - Day);
        var run = RunAt(today + 10 * Day, new RetentionRule { Raw = TimeSpan.FromDays(3) }, pin);
        await using var store = Open(time, TimeSpan.FromDays(30));
        await store.WriteAsync(Hourly(today - 2 * Day, 48), JournalPosition.Start);
        var coverage = new CoverageQuery
        {
            Source = Lift,
            FromUnixMs = pin.FromUnixMs,
            ToUnixMs = pin.ToUnixMs,
            ExpectedInterval = TimeSpan.FromHours(1),
            Windows = WindowGrid.Every(Day),
        };

        time.Advance(TimeSpan.FromDays(10));
        (await store.MaintainAsync(run)).Removed.ShouldBe(1);
        await AnsweredAsync(RollUpLevel.Raw);
        // The server does so by itself, sooner or later.
        time.Advance(TimeSpan.FromDays(30));
        await fixture.Server.QueryAsync("DELETE FROM elevator", _database);
        await AnsweredAsync(RollUpLevel.Hour);
        (await store.MaintainAsync(run with { NowUnixMs = time.NowUnixMs })).RolledUp.ShouldBe(0);
        await AnsweredAsync(RollUpLevel.Hour);

        async Task AnsweredAsync(RollUpLevel level)
        {
            var answer = await store.AggregateAsync(Query(pin.FromUnixMs, pin.ToUnixMs, 60_000));
            (answer.Level, answer.Windows.Count).ShouldBe((level, 24));
            (await store.CoverageAsync(coverage)).ShouldHaveSingleItem().SampleCount.ShouldBe(24);
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_day_of_which_the_policy_has_begun_to_drop_samples_is_not_rolled_up_again()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var today = RollUpLevel.Day.BucketOf(time.NowUnixMs);
        await using var store = Open(time, TimeSpan.FromDays(3));
        await store.WriteAsync(Hourly(today - Day, 24), JournalPosition.Start);
        await store.MaintainAsync(RunAt(today, RetentionRule.Everything));

        time.AdvanceTo(DateTimeOffset.FromUnixTimeMilliseconds(today + 2 * Day + 12 * Hour));
        await fixture.Server.QueryAsync($"DELETE FROM elevator WHERE time < {today - Day / 2}ms", _database);
        await store.WriteAsync(Hourly(today - 11 * Hour + 1, 1), JournalPosition.Start);
        await AnsweredAsync();
        time.Advance(TimeSpan.FromMinutes(12));
        await store.MaintainAsync(RunAt(time.NowUnixMs, RetentionRule.Everything));
        await AnsweredAsync();
        (await store.MaintainAsync(RunAt(time.NowUnixMs, RetentionRule.Everything))).ShouldBe(new MaintenanceReport(0, 1, 0, true), "nothing is pending");

        async Task AnsweredAsync()
        {
            var answer = await store.AggregateAsync(Query(today - Day, today, Day));
            (answer.Level, answer.Windows.Single().Count).ShouldBe((RollUpLevel.Day, 24L));
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_source_that_is_deleted_while_it_is_rolled_up_is_gone_afterwards()
    {
        await using var store = await OpenAtStartAsync();
        await store.WriteAsync(Hourly(T0, 24), JournalPosition.Start);
        var deleting = Task.CompletedTask;
        await store.MaintainAsync(new MaintenanceRun
        {
            NowUnixMs = T0 + Day,
            Retention = _ =>
            {
                deleting = store.DeleteAsync(Lift).AsTask();
                return new SourceRetention { Default = RetentionRule.Everything };
            },
        });
        await deleting;

        (await fixture.Server.QueryAsync("SHOW SERIES", _database)).ShouldNotContain(TestNames.AssetOf(11));
    }

    /// <summary>A reading an hour whose point 1 counts up.</summary>
    private static ReadingBatch Hourly(long from, int count)
    {
        var batch = new ReadingBatch();
        for (var hour = 0; hour < count; hour++) batch.Add(Lift, from + hour * Hour, from + hour * Hour, ReadingFlags.None, [new PointValue(1, hour)]);
        return batch;
    }

    private static AggregateQuery Query(long from, long to, long window) => new() { Source = Lift, Point = 1, FromUnixMs = from, ToUnixMs = to, Windows = WindowGrid.Every(window) };

    private static MaintenanceRun RunAt(long now, RetentionRule rule, params TimeSpanUnixMs[] pinned) =>
        new() { NowUnixMs = now, Retention = _ => new SourceRetention { Default = rule, Pinned = pinned } };

    /// <summary>A store whose clock stands at <see cref="T0"/>, so that nothing is late; the database is there, for no pause before a second attempt would end.</summary>
    private async Task<InfluxTimeSeriesStore> OpenAtStartAsync()
    {
        await fixture.Server.QueryAsync($"CREATE DATABASE \"{_database}\"");
        return Open(new FakeTime(DateTimeOffset.FromUnixTimeMilliseconds(T0)));
    }

    private InfluxTimeSeriesStore Open(TimeProvider clock, TimeSpan? kept = null)
    {
        var options = new InfluxOptions
        {
            Url = fixture.Server.Url,
            Database = _database,
            User = InfluxServerProcess.Administrator,
            Password = InfluxServerProcess.AdministratorPassword,
            RetentionPolicy = kept is null ? null : "short",
            RetentionDuration = kept,
            PositionPath = _folder.File("influx.position"),
        };
        return InfluxTimeSeriesStore.Open(options, new TestNames(), new KeptRefusals(), clock);
    }
}
