using System.Diagnostics;
using System.Text.Json;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;

namespace Facilities.Storage.Tests.Influx;

/// <summary>An InfluxDB that is away, hangs, answers errors or forgets, and what is told of it.</summary>
public sealed class InfluxFailures_Tests : BeforeScriptedInflux
{
    [Fact]
    public async Task During_an_outage_the_position_stands_writers_are_told_and_afterwards_nothing_is_missing_or_out_of_order()
    {
        var isDown = true;
        _server.OnWrite = (_, http) => Volatile.Read(ref isDown) ? ScriptedInflux.AnswerAsync(http, 503, """{"error":"engine is closed"}""") : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        var failure = await UnavailableAsync(store);
        failure.Reason.ShouldBe("overloaded");
        failure.Message.ShouldContain("engine is closed");
        store.AppliedThrough.ShouldBe(JournalPosition.Start);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.WriteAsync(Batch(1, 10, first: 10), new JournalPosition(20)));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.PingAsync());

        Volatile.Write(ref isDown, false);
        await FlushedAsync(store);
        store.AppliedThrough.ShouldBe(new JournalPosition(10));
        await store.WriteAsync(Batch(1, 10, first: 10), new JournalPosition(20));
        await store.FlushAsync();
        store.AppliedThrough.ShouldBe(new JournalPosition(20));
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 20));
        _log.Count(3202).ShouldBe(1);
        _log.Count(3203).ShouldBe(1);
    }

    [Fact]
    public async Task While_one_lane_is_away_the_other_takes_no_late_samples_either_because_nobody_noted_their_day()
    {
        var isDown = true;
        _server.OnWrite = (write, http) => Volatile.Read(ref isDown) && write.Lines.Any(static line => line.StartsWith("elevator,", StringComparison.Ordinal) && IsOf(1, line))
            ? ScriptedInflux.AnswerAsync(http, 503, """{"error":"timeout"}""")
            : Written(http);
        await using var store = Open(static options => options with { RollUps = true });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await UnavailableAsync(store);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.WriteAsync(Batch(2, 10), new JournalPosition(20)));

        Volatile.Write(ref isDown, false);
        await FlushedAsync(store);
        await store.WriteAsync(Batch(2, 10), new JournalPosition(20));
        await store.FlushAsync();
        _server.Written.First(static line => IsOf(2, line)).ShouldStartWith("elevator.upkeep,");
        Numbers(_server.Written.Where(static line => line.StartsWith("elevator,", StringComparison.Ordinal) && IsOf(2, line))).ShouldBe(Enumerable.Range(0, 10));

        static bool IsOf(int source, string line) => line.Contains($"asset={TestNames.AssetOf(source)} ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_day_counts_as_rolled_up_while_its_samples_wait_for_the_server()
    {
        _server.OnWrite = static (write, http) => write.Lines.Any(static line => line.StartsWith("elevator,", StringComparison.Ordinal))
            ? ScriptedInflux.AnswerAsync(http, 503, """{"error":"timeout"}""")
            : Written(http);
        var series = JsonEncodedText.Encode($"elevator,asset={TestNames.AssetOf(1)},site={LineProtocol.Escape(TestNames.Site)}");
        _server.OnAsk = question => question.StartsWith("SHOW SERIES", StringComparison.Ordinal)
            ? $$"""{"results":[{"statement_id":0,"series":[{"columns":["key"],"values":[["{{series}}"]]}]}]}"""
            : """{"results":[{"statement_id":0}]}""";
        await using var store = Open(static options => options with { RollUps = true });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await UnavailableAsync(store);

        var run = new MaintenanceRun { NowUnixMs = 2 * 86_400_000, Retention = static _ => new SourceRetention { Default = RetentionRule.Everything } };
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.MaintainAsync(run))).Reason.ShouldBe("overloaded");
        _server.Written.ShouldAllBe(static line => line.Contains(" noted=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_503_for_a_minute_everything_is_written_in_order_and_the_server_was_not_hammered()
    {
        var time = new FakeTime();
        var back = time.Now.AddMinutes(1);
        var refused = 0;
        _server.OnWrite = (_, http) =>
        {
            if (time.Now >= back) return Written(http);
            Interlocked.Increment(ref refused);
            return ScriptedInflux.AnswerAsync(http, 503, """{"error":"timeout"}""");
        };
        await using var store = Open(static options => options with { LongestPause = TimeSpan.FromSeconds(1) }, time);
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));

        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return _server.Written.Count == 10 && store.AppliedThrough == new JournalPosition(10);
        }, "all is written and applied");

        time.Now.ShouldBeGreaterThan(back);
        // Pauses of half a second to a second, after the first few.
        refused.ShouldBeInRange(3, 130);
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 10));
        (_log.Count(3202), _log.Count(3203)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_reading_that_cannot_be_encoded_holds_up_neither_what_stands_before_it_nor_what_comes()
    {
        var options = new InfluxOptions { Url = _server.Url, RollUps = false, PositionPath = _folder.File("influx.position") };
        await using var store = InfluxTimeSeriesStore.Open(options, new NamesThatFail(new SourceId(13)), _refusals);
        var batch = Batch(1, 10);
        batch.Add(new SourceId(13), 1000, 1005, ReadingFlags.None, [new PointValue(1, 0)]);
        await Should.ThrowAsync<InvalidOperationException>(async () => await store.WriteAsync(batch, new JournalPosition(10)));
        await store.WriteAsync(Batch(1, 10, first: 10), new JournalPosition(20));
        await store.FlushAsync().AsTask().WaitAsync(Patience);

        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 20));
        store.AppliedThrough.ShouldBe(new JournalPosition(20));
    }

    [Fact]
    public async Task A_position_that_cannot_be_saved_is_told_until_it_can()
    {
        var time = new FakeTime();
        await using var store = Open(clock: time);
        Directory.CreateDirectory(_folder.File("influx.position"));
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await HoldsAsync(() => store.IsSavingFailed, "the position's place is taken");
        store.AppliedThrough.ShouldBe(JournalPosition.Start);

        Directory.Delete(_folder.File("influx.position"));
        await HoldsAsync(() => !store.IsSavingFailed, "its place is free");
        store.AppliedThrough.ShouldBe(new JournalPosition(10));

        Task HoldsAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        }, what);
    }

    [Fact]
    public async Task A_short_failure_is_nobodys_business()
    {
        var failures = 2;
        _server.OnWrite = (_, http) => Interlocked.Decrement(ref failures) >= 0 ? ScriptedInflux.AnswerAsync(http, 500, """{"error":"timeout"}""") : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await store.FlushAsync();

        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 10));
        _log.Count(3202).ShouldBe(0);
    }

    [Fact]
    public async Task The_pause_that_the_server_asks_for_is_kept()
    {
        var first = 0L;
        _server.OnWrite = (_, http) =>
        {
            if (Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0) != 0) return Written(http);
            http.Response.Headers.RetryAfter = "3";
            return ScriptedInflux.AnswerAsync(http, 429, """{"error":"too many requests"}""");
        };
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        (await UnavailableAsync(store)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        await FlushedAsync(store);

        Stopwatch.GetElapsedTime(first).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.9));
        _server.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_away()
    {
        var hangs = true;
        _server.OnWrite = (_, http) => Volatile.Read(ref hangs) ? Task.Delay(Timeout.Infinite, http.RequestAborted) : Written(http);
        await using var store = Open(static options => options with { Timeout = TimeSpan.FromMilliseconds(300) });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        (await UnavailableAsync(store)).Reason.ShouldBe("timeout");

        Volatile.Write(ref hangs, false);
        await FlushedAsync(store);
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task Nobody_listening_is_away_too()
    {
        var port = FreePort.Next();
        await using var store = Open(options => options with { Url = new Uri($"http://127.0.0.1:{port}") });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));

        (await UnavailableAsync(store)).Reason.ShouldBe("connection-refused");
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.RangeAsync(new SourceId(1), 1, 0, 10, 1))).Reason.ShouldBe("connection-refused");
    }

    [Fact]
    public async Task A_wrong_password_holds_the_data_and_is_named_but_never_shown()
    {
        _server.OnWrite = (_, http) => ScriptedInflux.AnswerAsync(http, 401, """{"error":"authorization failed"}""");
        await using var store = Open(static options => options with { User = "facilities", Password = "hush-hush" });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        var failure = await UnavailableAsync(store);

        failure.Reason.ShouldBe("unauthorized");
        failure.Message.ShouldContain("password");
        (failure + _log.Text + new InfluxOptions { Url = _server.Url, PositionPath = "p", Password = "hush-hush", User = "u", Token = "hush-hush" }).ShouldNotContain("hush");
        store.AppliedThrough.ShouldBe(JournalPosition.Start);
        _server.Writes[0].Authorization.ShouldBe("Basic " + Convert.ToBase64String("facilities:hush-hush"u8));
    }
}
