using System.Diagnostics.Metrics;
using Facilities.Ingest.Consumers;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Ingest.Tests.Consumers;

/// <summary>A store that is away, hangs or fails, between a real journal and a real store.</summary>
public sealed class StoreConsumerTests : IAsyncLifetime
{
    /// <summary>A minute at 2,000 messages a second.</summary>
    private const int Backlog = 120_000;

    private const long FirstMs = 1_790_000_000_000;

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly JournalHandle _handle = new();
    private TestDatabase _database = null!;
    private SqliteTimeSeriesStore _real = null!;
    private ITimeSeriesStore _store = null!;
    private ScriptedStore _script = null!;
    private StoreConsumer _consumer = null!;

    private TelemetryJournal Journal => _handle.Journal;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_folder.Path);
        _handle.Open(await TelemetryJournal.OpenAsync(new JournalOptions { Path = _folder.File("journal") }));
        _real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("telemetry.db") });
        (_store, _script) = ScriptedStore.Around(_real);
        // Generous limits: on a busy machine a moment may take seconds.
        _consumer = Consumer(TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync()
    {
        await Journal.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _consumer.StopAsync(limit.Token);
        _consumer.Dispose();
        await _real.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_an_outage_nothing_is_lost_and_what_arrives_is_written_before_the_backlog_is()
    {
        var away = true;
        var attempts = 0;
        using var permits = new SemaphoreSlim(0);
        var waiting = 0;
        var inOrder = new List<int>();
        _script.Write = async (batch, through, ct, write) =>
        {
            Interlocked.Increment(ref attempts);
            if (Volatile.Read(ref away)) throw new StoreUnavailableException("connection-refused", "Nobody listens.");
            Interlocked.Increment(ref waiting);
            await permits.WaitAsync(CancellationToken.None);
            if (through > JournalPosition.Start) inOrder.AddRange(Numbers(batch));
            await write();
        };
        _consumer.Start(JournalPosition.Start);
        await AppendAsync(0, Backlog);
        await Eventually.HoldsAsync(() => Volatile.Read(ref attempts) > 0 && Journal.AgeOf(JournalPosition.Start) > LiveLane.OpensAt, "the outage is noticed");
        _consumer.Status.Error.ShouldBe("connection-refused");
        _consumer.Position.ShouldBe(JournalPosition.Start);

        Volatile.Write(ref away, false);
        await Eventually.HoldsAsync(() => Volatile.Read(ref waiting) == 1, "the store is tried again");
        await AppendAsync(Backlog, 1);
        permits.Release(2);
        await Eventually.HoldsAsync(async () => await HoldsAsync(Backlog), "the newest reading is in the store");

        _consumer.Status.IsCatchingUp.ShouldBeTrue();
        (await HoldsAsync(Backlog - 1)).ShouldBeFalse("the backlog has hardly begun");
        permits.Release(10_000);
        await Eventually.HoldsAsync(() => _consumer.Position == Journal.Appended, "all is applied");
        inOrder.ShouldBe(Enumerable.Range(0, Backlog + 1));
        (await _real.RangeAsync(_database.First, Seq, FirstMs, FirstMs + Backlog + 1, int.MaxValue)).Select(sample => (int)sample.Value).ShouldBe(Enumerable.Range(0, Backlog + 1));
        await Eventually.HoldsAsync(() => _consumer.Status is { IsCatchingUp: false, Error: null }, "the lane is closed");
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_asked_again()
    {
        _consumer.Dispose();
        _consumer = Consumer(TimeSpan.FromMilliseconds(300));
        var hung = 0;
        _script.Write = async (_, _, ct, write) =>
        {
            if (Interlocked.Increment(ref hung) <= 2) await Task.Delay(Timeout.Infinite, ct);
            await write();
        };
        await AppendAsync(0, 10);
        _consumer.Start(JournalPosition.Start);

        await Eventually.HoldsAsync(() => _consumer.Status.Error == "timeout", "the hang is told");
        await Eventually.HoldsAsync(async () => _consumer.Position == Journal.Appended && await HoldsAsync(9), "all is written in the end");
    }

    [Fact]
    public async Task A_failure_of_any_other_kind_keeps_the_position_and_the_order()
    {
        var failures = 3;
        var written = new List<int>();
        _script.Write = async (batch, _, _, write) =>
        {
            if (failures-- > 0) throw new IOException("disk I/O error");
            written.AddRange(Numbers(batch));
            await write();
        };
        await AppendAsync(0, 5_000);
        _consumer.Start(JournalPosition.Start);

        await Eventually.HoldsAsync(() => _consumer.Position == Journal.Appended, "all is applied");
        written.ShouldBe(Enumerable.Range(0, 5_000));
    }

    private StoreConsumer Consumer(TimeSpan writeLimit) => new(
        _handle, _store, new LiveFeed(), new IngestMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<StoreConsumer>.Instance)
    {
        WriteLimit = writeLimit,
        Lane = new LiveLane { MostLag = TimeSpan.FromMinutes(10) },
    };

    private static ushort Seq => TestDatabase.No("seq");

    private static List<int> Numbers(ReadingBatch batch)
    {
        var numbers = new List<int>();
        for (var i = 0; i < batch.Count; i++) numbers.Add((int)batch[i].Values[0].Value);
        return numbers;
    }

    private async Task<bool> HoldsAsync(int number) => (await _real.RangeAsync(_database.First, Seq, FirstMs + number, FirstMs + number + 1, 1)).Count == 1;

    /// <summary>Readings first … first + count − 1, a millisecond apart, and waits until they are durable.</summary>
    private async Task AppendAsync(int first, int count)
    {
        var values = new PointValue[1];
        for (var number = first; number < first + count; number++)
        {
            values[0] = new PointValue(Seq, number);
            await Append(number, values);
        }

        await Eventually.HoldsAsync(() => Journal.DurableThrough == Journal.Appended, "all is durable");
    }

    private ValueTask<JournalPosition> Append(int number, PointValue[] values) =>
        Journal.AppendAsync(new Reading { Source = _database.First, EventTimeUnixMs = FirstMs + number, ReceiveTimeUnixMs = FirstMs + number, Values = values });
}
