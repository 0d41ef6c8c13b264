using System.Diagnostics;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>What the contract doesn't say, on a real InfluxDB 1.6.7 with user and password.</summary>
public sealed class InfluxStore_Tests(InfluxServerFixture fixture) : IClassFixture<InfluxServerFixture>, IDisposable
{
    private const long T0 = 1_767_225_600_000;
    private const long Day = 86_400_000;
    private static readonly SourceId Lift = new(11);
    private readonly TempFolder _folder = new();
    private readonly KeptRefusals _refusals = new();
    private readonly string _database = InfluxServerFixture.NewDatabase();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.InfluxDb)]
    public async Task A_user_who_may_only_write_and_read_gets_by_with_a_database_that_is_there()
    {
        await fixture.Server.QueryAsync($"CREATE DATABASE \"{_database}\"");
        await CreateUserAsync("writer", _database, "ALL");
        await using var store = Open(static options => options with { User = "writer", Password = "w" });
        await store.WriteAsync(Reading(T0, 1), new JournalPosition(1));
        await store.FlushAsync();

        (await store.RangeAsync(Lift, 1, T0, T0 + 1, 1)).ShouldBe([new Sample(T0, 1)]);
        (await store.PingAsync()).ShouldStartWith("1.");
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Without_the_right_to_make_the_database_the_operator_is_told_what_to_do_and_nothing_is_lost()
    {
        await CreateUserAsync("nobody", null, "");
        await using var store = Open(static options => options with { User = "nobody", Password = "w", LongestPause = TimeSpan.FromMilliseconds(200) });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await store.WriteAsync(Reading(now, 1), new JournalPosition(1));
        var failure = await Should.ThrowAsync<StoreUnavailableException>(async () => await store.FlushAsync());
        failure.Message.ShouldContain($"CREATE DATABASE \"{_database}\"");
        // The same for what is late: its day would be noted first.
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.WriteAsync(Reading(T0, 1), new JournalPosition(2)))).Message.ShouldContain("no database");

        await fixture.Server.QueryAsync($"CREATE DATABASE \"{_database}\"");
        await fixture.Server.QueryAsync($"GRANT ALL ON \"{_database}\" TO nobody");
        await FlushedAsync(store);
        (await store.RangeAsync(Lift, 1, now, now + 1, 1)).ShouldBe([new Sample(now, 1)]);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Where_nothing_was_ever_written_every_question_has_an_empty_answer()
    {
        await using var store = Open(static options => options with { RetentionPolicy = "not there" });
        var query = new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = T0 + 1000, Windows = WindowGrid.Every(100) };
        (await store.RangeAsync(Lift, 1, T0, T0 + 1, 1)).ShouldBeEmpty();
        (await store.LastAsync([Lift, new SourceId(12)])).ShouldBeEmpty();
        (await store.AggregateAsync(query)).Windows.ShouldBeEmpty();
        (await store.AggregateAsync(query with { Increase = true })).Windows.ShouldBeEmpty();
        (await store.SourcesAsync(new SourceId(0), 10)).ShouldBeEmpty();
        (await store.SeriesAsync(Lift)).ShouldBeEmpty();
        await store.DeleteAsync(Lift);
        (await store.MaintainAsync(new MaintenanceRun { NowUnixMs = T0, Retention = static _ => new SourceRetention { Default = RetentionRule.Everything } })).IsComplete.ShouldBeTrue();
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_retention_policy_is_made_written_to_and_read_from()
    {
        await using var store = Open(static options => options with { RetentionPolicy = "ten years", RetentionDuration = TimeSpan.FromDays(3650) });
        await store.WriteAsync(Reading(T0, 1), new JournalPosition(1));
        await store.FlushAsync();

        (await fixture.Server.QueryAsync($"SHOW RETENTION POLICIES ON \"{_database}\"")).ShouldContain("[\"ten years\",\"87600h0m0s\"");
        (await store.RangeAsync(Lift, 1, T0, T0 + 1, 1)).ShouldBe([new Sample(T0, 1)]);
        (await store.LastAsync([Lift])).ShouldHaveSingleItem();
        (await fixture.Server.QueryAsync("SELECT * FROM \"ten years\".elevator", _database)).ShouldContain("\"speed\"");
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Points_beyond_the_retention_policy_are_refused_by_the_server_and_kept_as_such()
    {
        await using var store = Open(static options => options with { RetentionPolicy = "short", RetentionDuration = TimeSpan.FromDays(7) });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = new ReadingBatch();
        for (var i = 0; i < 100; i++) batch.Add(Lift, i % 10 == 0 ? now - 100L * 86_400_000 + i : now - i, now, ReadingFlags.None, [new PointValue(1, i)]);
        await store.WriteAsync(batch, new JournalPosition(1));
        await store.FlushAsync();

        _refusals.Kept.Count.ShouldBe(10);
        _refusals.Kept.ShouldAllBe(static line => line.Reason.Contains("beyond retention policy", StringComparison.Ordinal));
        (await store.RangeAsync(Lift, 1, 0, now + 1, 1000)).Count.ShouldBe(90);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_field_that_somebody_made_an_integer_goes_to_another_and_both_are_read()
    {
        await fixture.Server.QueryAsync($"CREATE DATABASE \"{_database}\"");
        await fixture.Server.WriteAsync(_database, $"elevator,site={LineProtocol.Escape(TestNames.Site)},asset=e-11 speed=3i {T0}");
        await using (var store = Open())
        {
            var batch = new ReadingBatch();
            for (var i = 1; i <= 50; i++) batch.Add(Lift, T0 + i, T0 + i, ReadingFlags.None, [new PointValue(1, i + 0.5), new PointValue(2, i)]);
            await store.WriteAsync(batch, new JournalPosition(1));
            await store.FlushAsync();
            await CheckAsync(store);
        }

        // A process that has met no conflict of its own.
        await using var reader = Open();
        await CheckAsync(reader);
        _refusals.Kept.ShouldBeEmpty();

        static async Task CheckAsync(InfluxTimeSeriesStore store)
        {
            (await store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe([new Sample(T0, 3), .. Enumerable.Range(1, 50).Select(static i => new Sample(T0 + i, i + 0.5))]);
            (await store.LastAsync([Lift])).ShouldBe([new LastValue(Lift, 1, T0 + 50, 50.5), new LastValue(Lift, 2, T0 + 50, 50)]);
            var window = (await store.AggregateAsync(Lift, 1, T0, T0 + 100, 100)).ShouldHaveSingleItem();
            (window.Count, window.Min, window.Last).ShouldBe((51, 1.5, 50.5));
            var readings = new ReadingBatch();
            await store.ReadingsAsync(Lift, T0, T0 + 100, 100, readings);
            readings.Count.ShouldBe(51);
            readings[50].Values.ToArray().ShouldBe([new PointValue(1, 50.5), new PointValue(2, 50)], ignoreOrder: true);
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task What_a_person_writes_beside_us_is_read_as_received_when_it_was_measured()
    {
        await fixture.Server.QueryAsync($"CREATE DATABASE \"{_database}\"");
        await fixture.Server.WriteAsync(_database, $"elevator,site={LineProtocol.Escape(TestNames.Site)},asset=e-11 speed=3,remark=\"by hand\" {T0}");
        await using var store = Open();
        var readings = new ReadingBatch();
        await store.ReadingsAsync(Lift, T0, T0 + 1, 10, readings);

        readings.Count.ShouldBe(1);
        readings[0].ReceiveTimeUnixMs.ShouldBe(T0);
        readings[0].Values.ToArray().ShouldBe([new PointValue(1, 3)]);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Old_lines_are_removed_but_not_those_that_are_pinned()
    {
        await using var store = Open();
        var batch = new ReadingBatch();
        for (var day = 0; day < 40; day++) batch.Add(Lift, T0 + day * Day, T0, ReadingFlags.None, [new PointValue(1, day)]);
        await store.WriteAsync(batch, new JournalPosition(1));
        var run = new MaintenanceRun
        {
            NowUnixMs = T0 + 40 * Day,
            Retention = static _ => new SourceRetention
            {
                Default = new RetentionRule { Raw = TimeSpan.FromDays(10) },
                Pinned = [new TimeSpanUnixMs(T0 + 5 * Day, T0 + 7 * Day), new TimeSpanUnixMs(T0 + 6 * Day, T0 + 8 * Day), new TimeSpanUnixMs(T0 + 35 * Day, T0 + 36 * Day)],
            },
        };
        (await store.MaintainAsync(run)).ShouldBe(new MaintenanceReport(1, 1, 2, true));

        int[] kept = [5, 6, 7, .. Enumerable.Range(30, 10)];
        (await store.RangeAsync(Lift, 1, 0, T0 + 100 * Day, 100)).Select(static s => (int)s.Value).ShouldBe(kept);
        (await store.MaintainAsync(run)).Removed.ShouldBe(0);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Roll_ups_outlive_a_bounded_policy_in_one_of_their_own_where_every_process_and_every_person_reads_them()
    {
        var today = RollUpLevel.Day.BucketOf(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await using var store = Open(Bounded);
        var batch = new ReadingBatch();
        for (var hour = 0; hour < 48; hour++)
            batch.Add(Lift, today - 2 * Day + hour * 3_600_000, today, ReadingFlags.None, [new PointValue(1, hour), new PointValue(2, hour == 3 ? double.PositiveInfinity : 1)]);
        await store.WriteAsync(batch, new JournalPosition(1));
        (await store.MaintainAsync(RunAt(today, RetentionRule.Everything))).ShouldBe(new MaintenanceReport(1, 1, 0, true));

        var policies = await fixture.Server.QueryAsync($"SHOW RETENTION POLICIES ON \"{_database}\"");
        policies.ShouldContain("[\"short\",\"720h0m0s\"");
        policies.ShouldContain("[\"short_rollups\",\"0s\"");
        (await fixture.Server.QueryAsync("SELECT speed, MIN_speed, MAX_speed FROM short_rollups.\"elevator.day\"", _database)).ShouldContain(",11.5,0,23]");
        await using var reader = Open(options => Bounded(options) with { PositionPath = _folder.File("another.position") });
        var days = await reader.AggregateAsync(new AggregateQuery { Source = Lift, Point = 2, FromUnixMs = today - 2 * Day, ToUnixMs = today, Windows = WindowGrid.Every(Day) });
        days.Level.ShouldBe(RollUpLevel.Day);
        days.Windows.Select(static w => (w.Count, w.Min, w.Max, w.Sum)).ShouldBe([(24, 1, double.PositiveInfinity, double.PositiveInfinity), (24, 1, 1, 24)]);
        (await reader.SourcesAsync(new SourceId(0), 10)).ShouldBe([Lift]);

        // What lies beyond the samples' policy is answered from roll-ups, whatever the rules say.
        (await store.MaintainAsync(RunAt(today + 40 * Day, RetentionRule.Everything))).IsComplete.ShouldBeTrue();
        var fine = await store.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = today - 2 * Day, ToUnixMs = today, Windows = WindowGrid.Every(60_000) });
        (fine.Level, fine.Windows.Count).ShouldBe((RollUpLevel.Hour, 48));

        static InfluxOptions Bounded(InfluxOptions options) => options with { RetentionPolicy = "short", RetentionDuration = TimeSpan.FromDays(30) };
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_day_that_takes_late_samples_from_another_process_is_rolled_up_again_once_no_more_can_be_on_their_way()
    {
        var time = new FakeTime();
        await using var store = Open(clock: time);
        await using var other = Open(options => options with { PositionPath = _folder.File("another.position") }, time);
        var today = RollUpLevel.Day.BucketOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        var query = new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = today - Day, ToUnixMs = today, Windows = WindowGrid.Every(Day) };
        await store.WriteAsync(Reading(today - Day, 1), new JournalPosition(1));
        await store.MaintainAsync(RunAt(today, RetentionRule.Everything));
        time.Advance(TimeSpan.FromMinutes(12));
        await store.MaintainAsync(RunAt(today, RetentionRule.Everything));
        (await store.MaintainAsync(RunAt(today, RetentionRule.Everything))).RolledUp.ShouldBe(0, "nothing has come since");

        await other.WriteAsync(Reading(today - Day + 1, 2), new JournalPosition(1));
        (await store.MaintainAsync(RunAt(today, RetentionRule.Everything))).ShouldBe(new MaintenanceReport(0, 1, 0, true));
        await AnsweredAsync();
        (await MeanByHandAsync()).ShouldContain(",1]");
        time.Advance(TimeSpan.FromMinutes(12));
        (await store.MaintainAsync(RunAt(today, RetentionRule.Everything))).ShouldBe(new MaintenanceReport(1, 1, 0, true));
        await AnsweredAsync();
        (await MeanByHandAsync()).ShouldContain(",1.5]");
        (await store.MaintainAsync(RunAt(today, RetentionRule.Everything))).ShouldBe(new MaintenanceReport(0, 1, 0, true));

        async Task AnsweredAsync()
        {
            var answer = await store.AggregateAsync(query);
            (answer.Level, answer.Windows.Single().Count).ShouldBe((RollUpLevel.Day, 2L));
        }

        Task<string> MeanByHandAsync() => fixture.Server.QueryAsync("SELECT speed FROM \"elevator.day\"", _database);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task What_somebody_wrote_over_the_upkeep_costs_only_another_round()
    {
        await using var store = Open(static options => options with { LateNotesRenewed = TimeSpan.Zero });
        await store.WriteAsync(Reading(T0, 1), new JournalPosition(1));
        await store.MaintainAsync(RunAt(T0 + Day, RetentionRule.Everything));
        await fixture.Server.WriteAsync(_database, $"elevator.upkeep,site={LineProtocol.Escape(TestNames.Site)},asset=e-11 state=\"nonsense\" 7258118400000");
        var query = new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = T0 + Day };

        (await store.AggregateAsync(query)).ShouldSatisfyAllConditions(static answer => answer.Level.ShouldBe(RollUpLevel.Raw), static answer => answer.Windows.Single().Count.ShouldBe(1));
        (await store.MaintainAsync(RunAt(T0 + Day, RetentionRule.Everything))).RolledUp.ShouldBe(1);
        (await store.AggregateAsync(query)).Level.ShouldBe(RollUpLevel.Day);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Without_roll_ups_samples_go_by_their_time_and_are_all_that_answers()
    {
        await using var store = Open(static options => options with { RollUps = false });
        var batch = new ReadingBatch();
        for (var day = 0; day < 20; day++) batch.Add(Lift, T0 + day * Day, T0, ReadingFlags.None, [new PointValue(1, day)]);
        await store.WriteAsync(batch, new JournalPosition(1));
        (await store.MaintainAsync(RunAt(T0 + 20 * Day, new RetentionRule { Raw = TimeSpan.FromDays(10) }))).ShouldBe(new MaintenanceReport(0, 1, 1, true));

        var answer = await store.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = T0 + 20 * Day, Windows = WindowGrid.Every(Day) });
        (answer.Level, answer.Windows.Count).ShouldBe((RollUpLevel.Raw, 10));
        (await fixture.Server.QueryAsync("SHOW MEASUREMENTS", _database)).ShouldNotContain("elevator.");
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task A_server_killed_under_load_has_everything_that_was_confirmed_and_is_given_the_rest()
    {
        await using var server = await InfluxServerProcess.StartAsync();
        await using var store = Open(options => options with { Url = server.Url, LongestPause = TimeSpan.FromMilliseconds(500) });
        var random = new Random(3);
        var written = 0;
        for (var kill = 0; kill < 2; kill++)
        {
            var killing = Task.Run(async () =>
            {
                await Task.Delay(random.Next(20, 200));
                await server.KillAsync();
                await server.RestartAsync();
            });
            while (!killing.IsCompleted || written % 10 != 0) await WriteAsync(store, Ramp(written, 200), ++written);
            await killing;
        }

        await FlushedAsync(store);
        store.AppliedThrough.ShouldBe(new JournalPosition(written));
        (await store.RangeAsync(Lift, 1, 0, T0 * 2, int.MaxValue)).Select(static s => (int)s.Value).ShouldBe(Enumerable.Range(0, written * 200));

        static ReadingBatch Ramp(int number, int count)
        {
            var batch = new ReadingBatch();
            for (var i = number * count; i < (number + 1) * count; i++) batch.Add(Lift, T0 + i, T0 + i, ReadingFlags.None, [new PointValue(1, i)]);
            return batch;
        }

        // As the journal's consumer does: the same batch until it is taken.
        static async Task WriteAsync(InfluxTimeSeriesStore store, ReadingBatch batch, int through)
        {
            while (true)
            {
                try
                {
                    await store.WriteAsync(batch, new JournalPosition(through));
                    return;
                }
                catch (StoreUnavailableException)
                {
                    await Task.Delay(50);
                }
            }
        }
    }

    private static ReadingBatch Reading(long time, double value)
    {
        var batch = new ReadingBatch();
        batch.Add(Lift, time, time, ReadingFlags.None, [new PointValue(1, value)]);
        return batch;
    }

    private static async Task FlushedAsync(InfluxTimeSeriesStore store)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await store.FlushAsync();
                return;
            }
            catch (StoreUnavailableException) when (limit.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(50);
            }
        }
    }

    private async Task CreateUserAsync(string name, string? database, string right)
    {
        await fixture.Server.QueryAsync($"CREATE USER {name} WITH PASSWORD 'w'");
        if (database is not null) await fixture.Server.QueryAsync($"GRANT {right} ON \"{database}\" TO {name}");
    }

    private static MaintenanceRun RunAt(long now, RetentionRule rule) => new() { NowUnixMs = now, Retention = _ => new SourceRetention { Default = rule } };

    private InfluxTimeSeriesStore Open(Func<InfluxOptions, InfluxOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new InfluxOptions
        {
            Url = fixture.Server.Url,
            Database = _database,
            User = InfluxServerProcess.Administrator,
            Password = InfluxServerProcess.AdministratorPassword,
            PositionPath = _folder.File("influx.position"),
        };
        return InfluxTimeSeriesStore.Open(change?.Invoke(options) ?? options, new TestNames(), _refusals, clock);
    }
}
