using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Points that InfluxDB does not take: found, kept with its words, the rest written.</summary>
public sealed class InfluxRefusals_Tests : BeforeScriptedInflux
{
    [Fact]
    public async Task One_bad_point_of_a_batch_is_found_and_kept_with_the_servers_words_and_the_rest_is_written()
    {
        _server.OnWrite = (write, http) => write.Lines.Any(IsBad)
            ? ScriptedInflux.AnswerAsync(http, 400, """{"error":"unable to parse 'elevator …': bad number"}""")
            : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 1000), new JournalPosition(10));
        await store.FlushAsync();

        store.AppliedThrough.ShouldBe(new JournalPosition(10));
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 1000).Where(static i => i != 617), ignoreOrder: true);
        var kept = _refusals.Kept.ShouldHaveSingleItem();
        (kept.Source, kept.ReceiveTimeUnixMs).ShouldBe((new SourceId(1), 618_000 + 5));
        kept.Line.ShouldContain("speed=617,");
        kept.Reason.ShouldBe("unable to parse 'elevator …': bad number");

        static bool IsBad(string line) => line.Contains("speed=617,", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partial_write_of_3_x_is_read_too()
    {
        _server.OnWrite = (write, http) => write.Lines.Any(static line => line.Contains("speed=3,", StringComparison.Ordinal))
            ? ScriptedInflux.AnswerAsync(http, 400, """{"error":"partial write of line protocol occurred","data":[{"original_line":"…","line_number":2,"error_message":"invalid column type for column 'speed'"}]}""")
            : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await store.FlushAsync();

        _refusals.Kept.ShouldHaveSingleItem().Reason.ShouldBe("invalid column type for column 'speed'");
        Numbers(_server.Written).Count.ShouldBe(9);
    }

    [Fact]
    public async Task When_all_of_a_batch_is_dropped_nobody_searches_for_the_bad_ones()
    {
        _server.OnWrite = (write, http) => ScriptedInflux.AnswerAsync(http, 400, $$"""{"error":"partial write: points beyond retention policy dropped={{write.Lines.Count}}"}""");
        await using var store = Open();
        await store.WriteAsync(Batch(1, 500), new JournalPosition(10));
        await store.FlushAsync();

        _refusals.Kept.Count.ShouldBe(500);
        _server.Writes.Count.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Refused_points_that_cannot_be_kept_hold_the_position_until_they_are()
    {
        _refusals.Failures = 2;
        _server.OnWrite = (write, http) => write.Lines.Any(static line => line.Contains("speed=3,", StringComparison.Ordinal))
            ? ScriptedInflux.AnswerAsync(http, 400, """{"error":"partial write: field type conflict dropped=1"}""")
            : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await store.FlushAsync();

        _refusals.Kept.ShouldHaveSingleItem();
        store.AppliedThrough.ShouldBe(new JournalPosition(10));
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_not_taken_for_a_refusal_of_points()
    {
        var isProxy = true;
        _server.OnWrite = (_, http) => Volatile.Read(ref isProxy) ? ScriptedInflux.AnswerAsync(http, 400, "<html>Bad request</html>") : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        (await UnavailableAsync(store)).Reason.ShouldBe("unexpected-answer");
        _refusals.Kept.ShouldBeEmpty();

        Volatile.Write(ref isProxy, false);
        await FlushedAsync(store);
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 10));
    }
}
