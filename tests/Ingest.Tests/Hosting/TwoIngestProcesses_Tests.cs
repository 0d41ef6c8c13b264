using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Facilities.Ingest.Jobs;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>Two whole ingest services, each with a data folder of its own, on one real PostgreSQL.</summary>
public sealed class TwoIngestProcesses_Tests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _connectionString = "";
    private TestDatabase _database = null!;
    private RunningService _first = null!;
    private RunningService _second = null!;

    public async Task InitializeAsync()
    {
        // In CI the fact itself says what is missing.
        if (PostgresCluster.Programs is null) return;
        _connectionString = await PostgresCluster.CreateDatabaseAsync();
        // Both at once on an empty database: they take turns making the tables.
        var services = await Task.WhenAll(StartAsync("first"), StartAsync("second"));
        (_first, _second) = (services[0], services[1]);
        _database = await TestDatabase.CreateAsync(_folder.Path, 2, _connectionString);
        foreach (var service in services) await service.Services.GetRequiredService<AssetDirectory>().RefreshAsync(default);
    }

    public async Task DisposeAsync()
    {
        if (_first is not null) await _first.DisposeAsync();
        if (_second is not null) await _second.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Each_shared_job_runs_once_per_time_whoever_runs_it_and_goes_on_with_one_of_them()
    {
        var firings = new ConcurrentQueue<(string Process, string Trigger, DateTimeOffset? At)>();
        await WatchAsync(_first, "first", firings);
        await WatchAsync(_second, "second", firings);

        await Eventually.HoldsAsync(() => Count("due-timers") >= 6 && Count("claim-trigger") >= 1, "the jobs run");
        await _first.DisposeAsync();
        var before = Count("due-timers");
        await Eventually.HoldsAsync(() => Count("due-timers") >= before + 3, "the jobs go on with one process");

        firings.Select(firing => (firing.Trigger, firing.At)).ShouldBeUnique();
        firings.Select(firing => firing.Trigger).Distinct().ShouldBeSubsetOf(
            ["asset-health", "grades", "complaint-import", "due-timers", "soak-checks", "claim-trigger", "loss-triggers", "inspection-plan", "inspection-proof", "automatic-record", "unclaimed-work", "record-archive", "reports", "certificates", "insurance", "retention", "trends", "model-training", "model-scan"]);

        int Count(string trigger) => firings.Count(firing => firing.Trigger == trigger);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task What_a_process_knows_in_its_memory_is_looked_after_by_jobs_of_its_own()
    {
        foreach (var service in new[] { _first, _second })
        {
            var own = await service.Services.GetRequiredService<ISchedulerFactory>().LookupScheduler(QuartzSetup.Own);
            own.ShouldNotBeNull();
            foreach (var job in new[] { "staleness", "retraining", "anomaly-scan", "audit-head" }) (await own.GetTrigger(new TriggerKey(job))).ShouldNotBeNull(job);
        }
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Each_outbox_message_is_sent_once_and_in_order_whoever_sends_it()
    {
        var heard = new ConcurrentQueue<(string Topic, int Number)>();
        await using var atFirst = await HearAsync(_first, heard);
        await using var atSecond = await HearAsync(_second, heard);
        var writers = new[] { _first, _second }.Select(service => service.Services.GetRequiredService<FacilitiesWriter>()).ToList();
        for (var number = 0; number < 60; number++)
        {
            var (writer, of) = (writers[number % 2], number);
            await writer.WriteAsync((unit, _) =>
            {
                foreach (var key in new[] { "fm/v1/yulan/e-00000/fault/1", "fm/v1/yulan/e-00001/fault/2" })
                    unit.Tell(OutboxKinds.Mqtt, key, of.ToString(CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            }, default);
        }

        await Eventually.HoldsAsync(() => heard.Count >= 120, "all messages");
        await Eventually.HoldsAsync(async () =>
        {
            await using var db = _database.Open();
            return !await db.Outbox.AnyAsync(message => message.SentAt == null);
        }, "the outbox is empty");
        heard.Count.ShouldBe(120);
        // Two listeners hear two servers, so the order holds per key as far as one of them sent it: nothing twice and nothing missing is what counts.
        foreach (var topic in heard.GroupBy(message => message.Topic)) topic.Select(message => message.Number).Order().ShouldBe(Enumerable.Range(0, 60));
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task An_asset_that_is_registered_in_one_is_known_to_the_other_without_a_restart()
    {
        await _first.Services.GetRequiredService<Provisioning>().ProvisionAsync(Caller.Service, new ProvisionRequest("yulan", "elevator", 1, "new-lift"), default);

        var directory = _second.Services.GetRequiredService<AssetDirectory>();
        await Eventually.HoldsAsync(() => directory.TryGet("yulan", "new-lift", out _), "the other knows it");
        directory.TryGet("yulan", "new-lift", out var asset).ShouldBeTrue();
        await using var device = await _second.ConnectAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        (await device.PublishAsync("fm/v1/yulan/new-lift/telemetry", Encoding.UTF8.GetBytes($$"""{"ts":{{now}},"values":{"trips":1} }"""))).ShouldBe(MqttReasonCode.Success);
        var store = _second.Services.GetRequiredService<ITimeSeriesStore>();
        await Eventually.HoldsAsync(async () => (await store.RangeAsync(asset!.Source, TestDatabase.No("trips"), now, now + 1, 1)).Count == 1, "its telemetry is taken in");
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Faults_found_by_one_are_told_to_the_pages_of_the_other()
    {
        using var page = _second.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveInterest.In(LiveTopic.Fault));
        await using var device = await _first.ConnectAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i <= 9; i++)
        {
            await device.PublishAsync("fm/v1/yulan/e-00000/telemetry", Encoding.UTF8.GetBytes(
                $$"""{"ts":{{now - 90_000 + i * 10_000}},"values":{"car_speed":0,"in_door_zone":false,"door_state":"closed","occupied":true,"mode":"normal"} }"""));
        }

        while (!(await page.NextAsync(default).AsTask().WaitAsync(Eventually.Patience)).Any(change => change.Topic == LiveTopic.Fault))
        {
        }

        await using var db = _database.Open();
        (await db.Faults.SingleAsync()).Family.ShouldBe("entrapment");
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Each_says_what_it_does()
    {
        var view = new RemoteIngest(_second.Services.GetRequiredService<Storage.Relational.Signals.ProcessSignals>());
        await view.StartAsync(default);
        await using var device = await _first.ConnectAsync();
        await Eventually.HoldsAsync(() => view.Status is { Processes: 1, Connections: 1 }, "the other's report");
        view.Status.Consumers.Select(consumer => consumer.Name).ShouldBe(["store", "detection", "intake"], ignoreOrder: true);
        await view.StopAsync(default);
    }

    private Task<RunningService> StartAsync(string name) =>
        RunningService.StartAsync(_folder.File(name), "--demo", "--Database:ConnectionString", _connectionString);

    private static async Task WatchAsync(RunningService service, string name, ConcurrentQueue<(string Process, string Trigger, DateTimeOffset? At)> into)
    {
        var scheduler = await service.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        scheduler.SchedulerName.ShouldBe(QuartzSetup.Shared);
        scheduler.ListenerManager.AddJobListener(new FiringWatch(name, into), []);
    }

    private static async Task<MqttClient> HearAsync(RunningService service, ConcurrentQueue<(string Topic, int Number)> into)
    {
        var client = await service.ConnectAsync(options => options with
        {
            MessageReceived = (message, _) =>
            {
                into.Enqueue((message.ReadTopic(), int.Parse(Encoding.UTF8.GetString(message.Payload.Span), CultureInfo.InvariantCulture)));
                return ValueTask.CompletedTask;
            },
        });
        await client.SubscribeAsync("fm/v1/+/+/fault/+");
        return client;
    }

    private sealed class FiringWatch(string process, ConcurrentQueue<(string Process, string Trigger, DateTimeOffset? At)> into) : IJobListener
    {
        public string Name => "watch";

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            into.Enqueue((process, context.Trigger.Key.Name, context.ScheduledFireTimeUtc));
            return ValueTask.CompletedTask;
        }

        public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
