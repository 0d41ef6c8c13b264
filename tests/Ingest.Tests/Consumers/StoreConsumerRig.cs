using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Facilities.Ingest.Consumers;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Ingest.Tests.Consumers;

/// <summary>A store consumer between a real journal and a real store whose writes a test scripts.</summary>
internal sealed class StoreConsumerRig : IAsyncDisposable, IRefusedSamples
{
    public const long FirstMs = 1_790_000_000_000;

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly JournalHandle _handle = new();
    private TestDatabase _database = null!;
    private ITimeSeriesStore _store = null!;

    private StoreConsumerRig()
    {
    }

    public TelemetryJournal Journal => _handle.Journal;

    public SqliteTimeSeriesStore Real { get; private set; } = null!;

    public ScriptedStore Script { get; private set; } = null!;

    public StoreConsumer Consumer { get; private set; } = null!;

    public SourceId Source => _database.First;

    /// <summary>What went to the rejects.</summary>
    public ConcurrentQueue<RefusedLine> Refused { get; } = new();

    public static ushort Seq => TestDatabase.No("seq");

    /// <param name="writeLimit">Generous unless said otherwise: on a busy machine a moment may take seconds.</param>
    public static async Task<StoreConsumerRig> OpenAsync(TimeSpan? writeLimit = null)
    {
        var rig = new StoreConsumerRig();
        rig._database = await TestDatabase.CreateAsync(rig._folder.Path);
        rig._handle.Open(await TelemetryJournal.OpenAsync(new JournalOptions { Path = rig._folder.File("journal") }));
        rig.Real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = rig._folder.File("telemetry.db") });
        (rig._store, rig.Script) = ScriptedStore.Around(rig.Real);
        var isolation = new BatchIsolation(rig._handle, rig, rig._database.Directory, NullLogger<BatchIsolation>.Instance);
        rig.Consumer = new StoreConsumer(
            rig._handle, rig._store, isolation, new LiveFeed(), new IngestMetrics(rig._services.GetRequiredService<IMeterFactory>()), NullLogger<StoreConsumer>.Instance)
        {
            WriteLimit = writeLimit ?? TimeSpan.FromMinutes(1),
            Lane = new LiveLane { MostLag = TimeSpan.FromMinutes(10) },
        };
        return rig;
    }

    public static List<int> Numbers(ReadingBatch batch)
    {
        var numbers = new List<int>();
        for (var i = 0; i < batch.Count; i++) numbers.Add((int)batch[i].Values[0].Value);
        return numbers;
    }

    public async Task<bool> HoldsAsync(int number) => (await Real.RangeAsync(Source, Seq, FirstMs + number, FirstMs + number + 1, 1)).Count == 1;

    /// <summary>The numbers in the store below <paramref name="count"/>.</summary>
    public async Task<IEnumerable<int>> StoredAsync(int count) =>
        (await Real.RangeAsync(Source, Seq, FirstMs, FirstMs + count, int.MaxValue)).Select(static sample => (int)sample.Value);

    public Task AppliedAsync() => Eventually.HoldsAsync(() => Consumer.Position == Journal.Appended, "all is applied");

    /// <summary>Readings first … first + count − 1, a millisecond apart, and waits until they are durable.</summary>
    public async Task AppendAsync(int first, int count, params PointValue[] besides)
    {
        PointValue[] values = [default, .. besides];
        for (var number = first; number < first + count; number++)
        {
            values[0] = new PointValue(Seq, number);
            await AppendAsync(number, values);
        }

        await Eventually.HoldsAsync(() => Journal.DurableThrough == Journal.Appended, "all is durable");
    }

    public ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken)
    {
        foreach (var line in refused) Refused.Enqueue(line);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Consumer.StopAsync(limit.Token);
        Consumer.Dispose();
        await Real.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private ValueTask<JournalPosition> AppendAsync(int number, PointValue[] values) =>
        Journal.AppendAsync(new Reading { Source = Source, EventTimeUnixMs = FirstMs + number, ReceiveTimeUnixMs = FirstMs + number, Values = values });
}
