using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Everything that can go wrong between us and InfluxDB, played by a server that does as it is told.</summary>
public sealed class InfluxFailures_Tests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly KeptRefusals _refusals = new();
    private readonly ListLogger _log = new();
    private ScriptedInflux _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedInflux.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

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

    [Fact]
    public async Task What_is_too_large_is_sent_in_pieces()
    {
        _server.OnWrite = (write, http) => write.Lines.Count > 100 ? ScriptedInflux.AnswerAsync(http, 413, """{"error":"Request Entity Too Large"}""") : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 1000), new JournalPosition(10));
        await store.FlushAsync();

        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 1000));
        _refusals.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_grow_with_the_load_up_to_their_limit_and_two_are_under_way_at_most()
    {
        using var gate = new SemaphoreSlim(0);
        var (underWay, most) = (0, 0);
        _server.OnWrite = async (_, http) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref underWay));
            await gate.WaitAsync(Patience);
            Interlocked.Decrement(ref underWay);
            await Written(http);
        };
        await using var store = Open(static options => options with { BatchLines = 100 });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++) await store.WriteAsync(Batch(i % 2 + 1, 10, first: i * 10), new JournalPosition(i + 1));
        });
        while (!writing.IsCompleted || store.AppliedThrough < new JournalPosition(60))
        {
            gate.Release();
            await Task.Delay(5);
            if (writing.IsCompleted) await Task.WhenAny(store.FlushAsync().AsTask(), Task.Delay(50));
        }

        most.ShouldBeLessThanOrEqualTo(2);
        _server.Writes.Max(static write => write.Lines.Count).ShouldBe(100);
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 600), ignoreOrder: true);
        foreach (var source in (string[])["e-1", "e-2"])
            Numbers(_server.Written.Where(line => line.Contains(source, StringComparison.Ordinal))).ShouldBeInOrder();
    }

    [Fact]
    public async Task Lines_are_compressed_when_asked_to_and_a_token_is_sent_as_one()
    {
        await using var store = Open(static options => options with { Gzip = true, Token = "t0ken", RetentionPolicy = "two weeks" });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await store.FlushAsync();

        var write = _server.Writes.ShouldHaveSingleItem();
        (write.IsGzip, write.Authorization, write.Lines.Count).ShouldBe((true, "Token t0ken", 10));
        write.Address.ShouldBe("/write?db=facilities&rp=two%20weeks&precision=ms");
    }

    [Fact]
    public async Task A_certificate_is_trusted_if_it_descends_from_the_given_authority_and_not_otherwise()
    {
        using var certificate = SelfSigned("localhost");
        await using var secure = await ScriptedInflux.StartAsync(certificate);
        var authority = _folder.File("ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem());
        await using (var trusting = Open(options => options with { Url = new Uri($"https://localhost:{secure.Url.Port}"), CaFile = authority }))
        {
            await trusting.WriteAsync(Batch(1, 10), new JournalPosition(10));
            await trusting.FlushAsync();
            secure.Written.Count.ShouldBe(10);
        }

        using var other = SelfSigned("localhost");
        await File.WriteAllTextAsync(authority, other.ExportCertificatePem());
        await using var wary = Open(options => options with { Url = new Uri($"https://localhost:{secure.Url.Port}"), CaFile = authority, Database = "another" });
        await wary.WriteAsync(Batch(1, 10), new JournalPosition(10));
        (await UnavailableAsync(wary)).Reason.ShouldBe("tls");
    }

    [Fact]
    public async Task The_position_is_kept_per_target_and_a_damaged_file_counts_as_none()
    {
        await using (var store = Open())
        {
            await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
            await store.FlushAsync();
        }

        await using (var same = Open()) same.AppliedThrough.ShouldBe(new JournalPosition(10));
        await using (var other = Open(static options => options with { Database = "other" })) other.AppliedThrough.ShouldBe(JournalPosition.Start);
        await File.WriteAllTextAsync(_folder.File("influx.position"), "77\nnonsense\n");
        await using (var damaged = Open()) damaged.AppliedThrough.ShouldBe(JournalPosition.Start);
    }

    [Fact]
    public void Options_are_refused_with_all_mistakes_at_once()
    {
        var options = new InfluxOptions
        {
            Url = new Uri("ftp://u:p@host"),
            Database = " ",
            User = "a",
            Token = "b",
            CaFile = "/nowhere.pem",
            WritePath = InfluxWritePath.ApiV2,
            PositionPath = "",
            BatchLines = 0,
        };
        var message = Should.Throw<ArgumentException>(() => InfluxTimeSeriesStore.Open(options, new TestNames(), _refusals)).Message;
        foreach (var word in (string[])["http://", "Database", "Token", "User and Password", "CaFile", "Organisation", "PositionPath", "BatchLines"]) message.ShouldContain(word);
    }

    [Theory]
    [InlineData(0.5, true, "at least an hour")]
    [InlineData(24, true, "Influx:RetentionDays to 3 or more, or Influx:RollUps to false")]
    [InlineData(71, true, "at least 3 days with RollUps")]
    [InlineData(72, true, null)]
    [InlineData(24, false, null)]
    public void A_policy_is_no_shorter_than_roll_ups_need(double hours, bool rollUps, string? mistake)
    {
        var options = new InfluxOptions { Url = _server.Url, PositionPath = "p", RetentionPolicy = "short", RetentionDuration = TimeSpan.FromHours(hours), RollUps = rollUps };
        var mistakes = options.Validate().ToList();
        if (mistake is null) mistakes.ShouldBeEmpty();
        else mistakes.ShouldHaveSingleItem().ShouldContain(mistake);
    }

    private static Task Written(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Readings of one source whose point 1 counts up, a second apart, beginning at its first second.</summary>
    private static ReadingBatch Batch(int source, int count, int first = 0)
    {
        var batch = new ReadingBatch();
        for (var i = first; i < first + count; i++) batch.Add(new SourceId(source), (i + 1) * 1000, (i + 1) * 1000 + 5, ReadingFlags.None, [new PointValue(1, i)]);
        return batch;
    }

    private static List<int> Numbers(IEnumerable<string> lines) =>
        [.. lines.Select(static line => int.Parse(line.Split("speed=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target)) Interlocked.CompareExchange(ref target, value, seen);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private InfluxTimeSeriesStore Open(Func<InfluxOptions, InfluxOptions>? change = null, TimeProvider? clock = null)
    {
        // Lines of samples only.
        var options = new InfluxOptions { Url = _server.Url, RollUps = false, PositionPath = _folder.File("influx.position"), LongestPause = TimeSpan.FromMilliseconds(200) };
        return InfluxTimeSeriesStore.Open(change?.Invoke(options) ?? options, new TestNames(), _refusals, clock, _log);
    }

    /// <summary>Waits until the store says that the server is away.</summary>
    private static async Task<StoreUnavailableException> UnavailableAsync(InfluxTimeSeriesStore store) =>
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.FlushAsync().AsTask().WaitAsync(Patience));

    /// <summary>Waits until the server is back.</summary>
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
            catch (StoreUnavailableException) when (limit.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    private sealed class NamesThatFail(SourceId source) : ISeriesNames
    {
        private readonly TestNames _names = new();

        public long Version => _names.Version;

        public bool TryGet(SourceId source1, [NotNullWhen(true)] out SeriesName? name) =>
            source1 == source ? throw new InvalidOperationException("No name can be found.") : _names.TryGet(source1, out name);

        public bool TryFind(string site, string asset, out SourceId source1) => _names.TryFind(site, asset, out source1);
    }

    private sealed class ListLogger : ILogger<InfluxTimeSeriesStore>
    {
        private readonly List<(int Id, string Text)> _entries = [];

        public string Text
        {
            get
            {
                lock (_entries) return string.Join('\n', _entries.Select(static entry => entry.Text));
            }
        }

        public int Count(int id)
        {
            lock (_entries) return _entries.Count(entry => entry.Id == id);
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_entries) _entries.Add((eventId.Id, formatter(state, exception) + exception));
        }
    }
}
