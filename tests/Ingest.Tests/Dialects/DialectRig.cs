using System.Diagnostics.Metrics;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Ingest.Dialects;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>
/// The dialects before a journal and a database of the test's: site <c>yulan</c> with a lift <c>e-00000</c>, a lighting circuit <c>light-1</c> and a
/// booster pump <c>pump-1</c>.
/// </summary>
internal sealed class DialectRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly JournalHandle _handle = new();
    private JournalChunk _chunk = new();
    private TelemetryJournal _journal = null!;
    private JournalCursor _cursor = null!;
    private IntakePipeline _pipeline = null!;
    private MappingDirectory _mappings = null!;

    public TestDatabase Database { get; private set; } = null!;

    public IngestMetrics Metrics { get; private set; } = null!;

    public DialectMemory Memory { get; private set; } = null!;

    public DialectIntake Intake { get; private set; } = null!;

    public List<(string Topic, byte[] Payload, string? Site)> Answers { get; } = [];

    public JournalChunk Chunk => _chunk;

    public static async Task<DialectRig> CreateAsync()
    {
        var rig = new DialectRig { Database = null! };
        rig.Database = await TestDatabase.CreateAsync(rig._folder.Path);
        await rig.AddAsync("lighting-circuit", "light-1");
        await rig.AddAsync("booster-pump", "pump-1");
        rig._journal = await TelemetryJournal.OpenAsync(new JournalOptions { Path = rig._folder.File("journal") });
        rig._handle.Open(rig._journal);
        rig._cursor = rig._journal.OpenCursor(JournalPosition.Start);
        rig.Metrics = new IngestMetrics(rig._services.GetRequiredService<IMeterFactory>());
        await rig.RestartAsync();
        return rig;
    }

    /// <summary>For pipelines whose tests send nothing foreign.</summary>
    public static DialectIntake IntakeOf(TestDatabase database, JournalHandle journal)
    {
        var mappings = new MappingDirectory(database.Databases);
        var memory = new DialectMemory(database.Databases, database.Writer);
        return new DialectIntake(
            journal, new DialectSet(mappings, memory, new SiteClock(TimeProvider.System)), new DeviceBinding(database.Directory, mappings), memory, static (_, _, _) => { }, new SiteClock(TimeProvider.System),
            new IngestMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()), NullLogger<DialectIntake>.Instance);
    }

    /// <summary>Everything that was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        _mappings = new MappingDirectory(Database.Databases);
        await _mappings.RefreshAsync(default);
        Memory = new DialectMemory(Database.Databases, Database.Writer);
        await Memory.RefreshAsync(default);
        var clock = new SiteClock(TimeProvider.System);
        Intake = new DialectIntake(
            _handle, new DialectSet(_mappings, Memory, clock), new DeviceBinding(Database.Directory, _mappings), Memory, (topic, payload, site) => Answers.Add((topic, payload, site)), clock, Metrics,
            NullLogger<DialectIntake>.Instance);
        _pipeline = new IntakePipeline(_handle, new TopicMap(Database.Directory), Intake, clock, Metrics);
    }

    public SourceId SourceOf(string code) => Entry(code).Source;

    public AssetEntry Entry(string code) => Database.Directory.TryGet("yulan", code, out var entry) ? entry : throw new KeyNotFoundException(code);

    public async Task MapAsync(string dialect, string key, string asset, params FieldMapping[] fields)
    {
        await using (var db = Database.Open())
        {
            var now = TimeProvider.System.GetUtcNow();
            db.Add(new DeviceMapping { Dialect = dialect, DeviceKey = key, SiteCode = "yulan", AssetId = Entry(asset).Id, Fields = [.. fields], CreatedAt = now, ChangedAt = now });
            await db.SaveChangesAsync();
        }

        await _mappings.RefreshAsync(default);
    }

    public async Task PatternAsync(string pattern)
    {
        await using (var db = Database.Open())
        {
            db.Add(new TopicPattern { Pattern = pattern, CreatedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        await _mappings.RefreshAsync(default);
    }

    /// <param name="asset">Asset of the credential; null: a gateway's.</param>
    /// <param name="site">Site of the credential; null: of every site.</param>
    public Task<MqttPublishDecision> PublishAsync(string topic, string payload, string? asset = null, string? site = "yulan", bool retain = false, bool isWill = false, string user = "device") =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), asset, site, retain, isWill, user);

    public async Task<MqttPublishDecision> PublishAsync(string topic, byte[] payload, string? asset = null, string? site = "yulan", bool retain = false, bool isWill = false, string user = "device")
    {
        var session = new Pipeline.FakeSession(new ClientGrant(site, asset, TimeProvider.System), user);
        var message = new MqttPublish(Encoding.UTF8.GetBytes(topic), payload, MqttQualityOfService.AtLeastOnce, retain, Duplicate: false, PacketIdentifier: 1, PropertyBytes: default) { IsWill = isWill };
        return await _pipeline.PublishAsync(session, message, default);
    }

    /// <summary>Reads into <see cref="Chunk"/> what was appended since the last call.</summary>
    public async Task ReadAsync()
    {
        var appended = _journal.Statistics.Appended;
        while (_journal.DurableThrough < appended) await Task.Yield();
        _chunk = new JournalChunk();
        if (_cursor.Position < appended) await _cursor.ReadAsync(_chunk);
    }

    /// <summary>The only new reading as <c>point=value</c>, and whose it is.</summary>
    public async Task<(string Asset, string[] Values)> OneReadingAsync()
    {
        await ReadAsync();
        _chunk.Readings.Count.ShouldBe(1);
        return Said(0);
    }

    public (string Asset, string[] Values) Said(int index)
    {
        var reading = _chunk.Readings[index];
        Database.Directory.TryGet(reading.Source, out var entry).ShouldBeTrue();
        var values = new List<string>();
        foreach (var value in reading.Values) values.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry!.Points[value.Point].Key}={Math.Round(value.Value, 6)}"));
        return (entry!.Code, [.. values]);
    }

    /// <summary>The only new quarantined message: device, reason, and its fields as <c>name=sample unit</c>.</summary>
    public async Task<(string Key, string Reason, string[] Fields)> OneStrangerAsync()
    {
        await ReadAsync();
        var record = _chunk.Quarantined.ShouldHaveSingleItem().Record;
        var (_, fields) = QuarantineSample.Decode(record.Payload.Span);
        return (record.DeviceKey, record.Reason, [.. fields.Select(static field => $"{field.Field}={field.Sample} {field.Unit}".TrimEnd())]);
    }

    public async ValueTask DisposeAsync()
    {
        _cursor.Dispose();
        await _journal.DisposeAsync();
        Metrics.Dispose();
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AddAsync(string type, string code)
    {
        await using var db = Database.Open();
        db.Add(new Asset((await db.Communities.FirstAsync()).Id, null, type, code, code));
        await db.SaveChangesAsync();
        await Database.Directory.RefreshAsync(default);
    }
}
