using Facilities.Storage.Journal;
using Facilities.Storage.Tests.Journal;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.Tests.TimeSeries;

public sealed class SqliteTimeSeriesStoreTests : TimeSeriesStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private string _file = "telemetry.db";
    private int _crashes;

    private SqliteTimeSeriesOptions Options => new() { Path = _folder.Of(_file), BlockRows = 64 };

    public void Dispose() => _folder.Dispose();

    protected override async Task<ITimeSeriesStore> OpenAsync() => await OpenStoreAsync();

    protected override async Task CloseAsync(ITimeSeriesStore store) => await ((SqliteTimeSeriesStore)store).DisposeAsync();

    /// <summary>Goes on with a copy of the files as they are in the middle of everything, as after a power cut.</summary>
    protected override async Task CrashAsync(ITimeSeriesStore store)
    {
        var copy = $"telemetry-{++_crashes}.db";
        using (var connection = new SqliteConnection($"Data Source={_folder.Of(_file)};Pooling=False"))
        {
            connection.Open();
            // No commit meanwhile: a file system's files are as of one instant, copies made one after the other aren't.
            connection.Execute("PRAGMA busy_timeout=30000; BEGIN IMMEDIATE");
            File.Copy(_folder.Of(_file), _folder.Of(copy));
            if (File.Exists(_folder.Of(_file + "-wal"))) File.Copy(_folder.Of(_file + "-wal"), _folder.Of(copy + "-wal"));
            connection.Execute("ROLLBACK");
        }

        await ((SqliteTimeSeriesStore)store).AbandonAsync();
        _file = copy;
    }

    [Fact]
    public async Task A_device_that_reports_now_and_then_still_ends_in_whole_blocks()
    {
        await using var store = await OpenStoreAsync();
        for (var i = 0; i < 400; i++)
        {
            await store.WriteAsync(Batch((Lift, T0 + i * 3_600_000L, [(1, i)])), JournalPosition.Start);
            await store.FlushAsync();
        }

        // A head in memory, then blocks of 1, 2 … up to whole ones: about 400/64, and the small ones at the end.
        Count("SELECT count(*) FROM block").ShouldBeLessThan(16);
        store.Statistics.BlocksMerged.ShouldBeLessThan(400 * 4);
        (await store.RangeAsync(Lift, 1, T0, T0 + 400 * 3_600_000L, 1000)).Select(s => s.Value).ShouldBe(Enumerable.Range(0, 400).Select(i => (double)i));
    }

    [Fact]
    public async Task A_late_reading_does_not_stretch_a_block_over_days()
    {
        await using var store = await OpenStoreAsync();
        var batch = Ramp(Lift, 0, 40);
        batch.Add(Lift, T0 - 30L * 86_400_000, T0, ReadingFlags.None, [new PointValue(1, -1)]);
        await store.WriteAsync(batch, JournalPosition.Start);
        await store.FlushAsync();

        Count("SELECT max(end_ms - start_ms) FROM block").ShouldBe(39_000);
        (await store.RangeAsync(Lift, 1, 0, T0 + 1000, 10)).Select(s => s.Value).ShouldBe([-1, 0]);
    }

    [Fact]
    public async Task After_a_crash_only_what_the_database_lacks_is_written_again()
    {
        var store = await OpenStoreAsync();
        await store.WriteAsync(Ramp(Lift, 0, 64 * 70), new JournalPosition(100));
        while (Count("SELECT count(*) FROM block") == 0) await Task.Delay(5);
        store.AppliedThrough.ShouldBe(JournalPosition.Start);
        await store.AbandonAsync();

        await using var again = await OpenStoreAsync();
        await again.WriteAsync(Ramp(Lift, 0, 64 * 70), new JournalPosition(100));
        again.Statistics.HeadBytes.ShouldBe(0);
        await again.FlushAsync();
        Count("SELECT sum(rows) FROM block").ShouldBe(64 * 70);
        again.AppliedThrough.ShouldBe(new JournalPosition(100));
    }

    [Fact]
    public async Task Writes_wait_when_memory_is_full_and_nothing_is_lost()
    {
        await using var store = await SqliteTimeSeriesStore.OpenAsync(Options with { HeadBytes = 1 << 17 });
        var most = 0L;
        for (var i = 0; i < 60; i++)
        {
            var batch = new ReadingBatch();
            for (var source = 1; source <= 500; source++) batch.Add(new SourceId(source), T0 + i * 1000, T0, ReadingFlags.None, [new PointValue(1, i)]);
            await store.WriteAsync(batch, new JournalPosition(i + 1));
            most = Math.Max(most, store.Statistics.HeadBytes);
        }

        // One batch goes in after the look, and may begin a part for each of its sources.
        most.ShouldBeLessThan((1 << 17) + 500 * 1024);
        for (var source = 1; source <= 500; source += 50)
        {
            (await store.RangeAsync(new SourceId(source), 1, T0, T0 + 1_000_000, 100)).Count.ShouldBe(60);
        }
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_data_stays_readable_and_nothing_is_said_to_be_applied()
    {
        await using var store = await OpenStoreAsync();
        await store.WriteAsync(Ramp(Lift, 0, 10), new JournalPosition(10));
        await store.FlushAsync();
        Change("ALTER TABLE source RENAME TO elsewhere");
        await store.WriteAsync(Ramp(Lift, 10, 200), new JournalPosition(20));
        await Should.ThrowAsync<SqliteException>(async () => await store.FlushAsync());
        await store.WriteAsync(Ramp(Lift, 210, 10), new JournalPosition(30));

        store.AppliedThrough.ShouldBe(new JournalPosition(10));
        (await store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 1000)).Count.ShouldBe(220);
        Change("ALTER TABLE elsewhere RENAME TO source");
        await store.FlushAsync();
        store.AppliedThrough.ShouldBe(new JournalPosition(30));
        store.Statistics.HeadBytes.ShouldBe(0);
        (await store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 1000)).Select(s => s.Value).ShouldBe(Enumerable.Range(0, 220).Select(i => (double)i));
        Count("SELECT sum(rows) FROM block").ShouldBe(220);
    }

    [Fact]
    public async Task A_checkpoint_that_fails_is_told_until_one_succeeds()
    {
        await using var store = await SqliteTimeSeriesStore.OpenAsync(Options with { CheckpointBytes = 1 });
        store.IsSavingFailed.ShouldBeFalse();
        Change("ALTER TABLE source RENAME TO elsewhere");
        await store.WriteAsync(Ramp(Lift, 0, 10), new JournalPosition(10));
        await Facilities.Testing.Eventually.HoldsAsync(() => store.IsSavingFailed, "the database can't be written");

        Change("ALTER TABLE elsewhere RENAME TO source");
        await Facilities.Testing.Eventually.HoldsAsync(() => !store.IsSavingFailed, "it can again");
        store.AppliedThrough.ShouldBe(new JournalPosition(10));
    }

    [Fact]
    public async Task A_flipped_byte_in_a_block_is_named_and_the_rest_stays_readable()
    {
        await using (var store = await OpenStoreAsync()) await store.WriteAsync(Ramp(Lift, 0, 640), JournalPosition.Start);
        Change("UPDATE block SET data = substr(data, 1, 40) || x'FF' || substr(data, 42) WHERE id = 3");

        await using var again = await OpenStoreAsync();
        var problems = await again.CheckAsync();
        problems.Single().Block.ShouldBe(3);
        problems[0].Source.ShouldBe(Lift);
        problems[0].Problem.ShouldContain("checksum");
        var lost = (int)((problems[0].ToUnixMs - problems[0].FromUnixMs) / 1000) + 1;
        (await again.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 1000)).Count.ShouldBe(640 - lost);
        again.Statistics.DamagedBlocks.ShouldBe(1);
    }

    [Fact]
    public async Task A_sound_store_has_no_problems()
    {
        await using var store = await OpenStoreAsync();
        await store.WriteAsync(Ramp(Lift, 0, 640), JournalPosition.Start);
        await store.FlushAsync();
        (await store.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_roll_up_is_named_and_made_anew_from_the_samples()
    {
        await using (var store = await OpenStoreAsync())
        {
            await store.WriteAsync(Ramp(Lift, 0, 90_000), JournalPosition.Start);
            await MaintainAsync(store, T0 + 2 * Day, _ => Keep(RetentionRule.Everything));
        }

        Change("UPDATE rollup SET data = substr(data, 1, 40) || x'FF' || substr(data, 42) WHERE level = 2");
        await using var again = await OpenStoreAsync();
        (await again.CheckAsync()).Single().Problem.ShouldContain("per Hour");
        await again.WriteAsync(Ramp(Lift, 90_000, 1), JournalPosition.Start);
        await MaintainAsync(again, T0 + 2 * Day, _ => Keep(RetentionRule.Everything));
        await MaintainAsync(again, T0 + 2 * Day, _ => Keep(RetentionRule.Everything));
        (await again.CheckAsync()).ShouldBeEmpty();
        var hours = await again.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = T0 + Day, Windows = WindowGrid.Every(3_600_000) });
        hours.Level.ShouldBe(RollUpLevel.Hour);
        hours.Windows.Select(w => w.Count).ShouldBe(Enumerable.Repeat(3600L, 24));
    }

    [Fact]
    public async Task A_store_of_the_first_version_is_rolled_up_from_its_beginning()
    {
        await using (var store = await OpenStoreAsync()) await store.WriteAsync(Ramp(Lift, 0, 200_000), JournalPosition.Start);
        Change("DROP TABLE rollup; DROP TABLE pending; DROP TABLE upkeep; PRAGMA user_version=1");

        await using var again = await OpenStoreAsync();
        await MaintainAsync(again, T0 + 3 * Day, _ => Keep(new RetentionRule { Raw = TimeSpan.FromDays(1) }));
        var days = await again.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = T0 + 3 * Day, Windows = WindowGrid.Every(Day) });
        days.Level.ShouldBe(RollUpLevel.Day);
        days.Windows.Select(w => w.Count).ShouldBe([86_400, 86_400, 27_200]);
        Count("SELECT count(*) FROM pending").ShouldBe(0);
    }

    [Fact]
    public async Task A_year_is_kept_as_the_rules_say_with_maintenance_once_a_day()
    {
        await using var store = await OpenStoreAsync();
        var rule = new RetentionRule { Raw = TimeSpan.FromDays(30), Hour = TimeSpan.FromDays(180) };
        var retention = Keep(rule) with { Pinned = [new TimeSpanUnixMs(T0 + 40 * Day, T0 + 41 * Day)] };
        var counter = 0;
        for (var day = 0; day < 365; day++)
        {
            var batch = new ReadingBatch();
            for (var i = 0; i < 96; i++)
            {
                var time = T0 + day * Day + i * 900_000L;
                batch.Add(Lift, time, time, ReadingFlags.None, [new PointValue(1, counter++), new PointValue(2, i / 96)]);
                // The day's last quarter comes a day late.
                if (i < 72) batch.Add(Pump, time, time, ReadingFlags.None, [new PointValue(1, i)]);
                else if (day > 0) batch.Add(Pump, time - Day, time, ReadingFlags.None, [new PointValue(1, i)]);
            }

            await store.WriteAsync(batch, JournalPosition.Start);
            await MaintainAsync(store, T0 + (day + 1) * Day + 3_600_000, _ => retention);
        }

        var end = T0 + 365 * Day;
        (await store.RangeAsync(Lift, 1, T0, end, int.MaxValue)).Count.ShouldBe(96 * (30 + 1));
        var year = await store.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = end, Windows = WindowGrid.Every(Day), Increase = true });
        year.Level.ShouldBe(RollUpLevel.Day);
        year.Windows.Count.ShouldBe(365);
        year.Windows.ShouldAllBe(w => w.Count == 96);
        year.Windows.Sum(w => w.Increase).ShouldBe(counter - 1);
        var late = await store.AggregateAsync(new AggregateQuery { Source = Pump, Point = 1, FromUnixMs = T0, ToUnixMs = end - Day, Windows = WindowGrid.Every(Day) });
        late.Windows.ShouldAllBe(w => w.Count == 96);
        // Hours are kept for half a year, and in chunks of eight days.
        (await store.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = end - 180 * Day, ToUnixMs = end, Windows = WindowGrid.Every(3_600_000) })).Level.ShouldBe(RollUpLevel.Hour);
        (await store.AggregateAsync(new AggregateQuery { Source = Lift, Point = 1, FromUnixMs = T0, ToUnixMs = end, Windows = WindowGrid.Every(3_600_000) })).Level.ShouldBe(RollUpLevel.Day);
        Count("SELECT count(*) FROM rollup WHERE level = 2 AND source = 11").ShouldBeInRange(23, 26);
        (await store.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Queries_see_every_reading_once_while_heads_are_flushed_and_merged_under_them()
    {
        await using var store = await OpenStoreAsync();
        var written = 0;
        using var stop = new CancellationTokenSource();
        var flushing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await store.FlushAsync();
        });
        var reading = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var least = Volatile.Read(ref written);
                var samples = await store.RangeAsync(Lift, 1, T0, T0 + 100_000_000, 100_000);
                samples.Count.ShouldBeGreaterThanOrEqualTo(least);
                samples.Select(s => s.Value).ShouldBe(Enumerable.Range(0, samples.Count).Select(i => (double)i));
            }
        });
        for (var i = 0; i < 1500; i++)
        {
            await store.WriteAsync(Ramp(Lift, i, 1), new JournalPosition(i + 1));
            Volatile.Write(ref written, i + 1);
            if (reading.IsCompleted) break;
        }

        await stop.CancelAsync();
        await flushing;
        await reading;
    }

    [Fact]
    public async Task It_follows_the_journal_through_a_crash()
    {
        await using var journal = await TelemetryJournal.OpenAsync(JournalReadings.Options(_folder));
        // Two groups and so two segments: a chunk never spans them.
        await journal.AppendNumbersAsync(0, 500);
        await journal.AppendNumbersAsync(500, 500);
        var chunk = new JournalChunk();
        var store = await OpenStoreAsync();
        using (var cursor = journal.OpenCursor(store.AppliedThrough))
        {
            for (var i = 0; cursor.TryRead(chunk); i++)
            {
                await store.WriteAsync(chunk.Readings, chunk.To);
                if (i == 0) await store.FlushAsync();
            }
        }

        await store.AbandonAsync();
        await journal.AppendNumbersAsync(1000, 100);
        await using var again = await OpenStoreAsync();
        again.AppliedThrough.ShouldBeGreaterThan(JournalPosition.Start);
        journal.Release(again.AppliedThrough);
        using var rest = journal.OpenCursor(again.AppliedThrough);
        while (rest.TryRead(chunk)) await again.WriteAsync(chunk.Readings, chunk.To);
        (await again.RangeAsync(new SourceId(7), 1, 0, long.MaxValue / 2, 10_000)).Select(s => (int)s.Value).ShouldBe(Enumerable.Range(0, 1100));
    }

    [Fact]
    public async Task Another_applications_database_is_refused()
    {
        Change("CREATE TABLE anything(x)");

        (await Should.ThrowAsync<InvalidDataException>(async () => await OpenStoreAsync())).Message.ShouldContain("not a telemetry store");
    }

    [Fact]
    public async Task Options_are_refused_with_all_mistakes_at_once()
    {
        var options = new SqliteTimeSeriesOptions { Path = "", BlockRows = 1, Readers = 0 };
        var error = await Should.ThrowAsync<ArgumentException>(async () => await SqliteTimeSeriesStore.OpenAsync(options));
        error.Message.ShouldContain("Path");
        error.Message.ShouldContain("BlockRows");
        error.Message.ShouldContain("Readers");
    }

    private ValueTask<SqliteTimeSeriesStore> OpenStoreAsync() => SqliteTimeSeriesStore.OpenAsync(Options);

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("telemetry.db")};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("telemetry.db")};Pooling=False");
        connection.Open();
        return connection.Scalar(sql);
    }
}
