using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Ingest.Tests.Pipeline;

/// <summary>The steady path in one piece: bytes of a connection → MQTT session → reading → journal → fsync → PUBACK.</summary>
[Collection(nameof(Undisturbed))]
public sealed class SocketToJournal_Tests : IAsyncLifetime
{
    private const int Batch = 100;
    private const int WarmUp = 100;
    private const int Batches = 300;

    private readonly TempFolder _folder = new();
    private TestDatabase _database = null!;
    private ServiceProvider _services = null!;
    private TelemetryJournal _journal = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_folder.Path, elevators: 20);
        _journal = await TelemetryJournal.OpenAsync(new JournalOptions { Path = _folder.File("journal") });
        var handle = new JournalHandle();
        handle.Open(_journal);
        var durability = new JournalDurability(handle);
        durability.Opened();
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        services.AddSingleton(handle).AddSingleton(new SiteClock(TimeProvider.System)).AddSingleton<IMqttDurability>(durability);
        services.AddSingleton(provider => new IntakePipeline(
            handle, new TopicMap(_database.Directory), Dialects.DialectRig.IntakeOf(_database, handle), provider.GetRequiredService<SiteClock>(),
            new IngestMetrics(provider.GetRequiredService<IMeterFactory>())));
        // No device has credentials here: the demo lets those of this machine in.
        services.AddSingleton<IMqttApplication>(provider => new IngestApplication(
            provider.GetRequiredService<IntakePipeline>(), null!, null!, new FacilitiesSettings { Demo = true }, NullLogger<IngestApplication>.Instance));
        services.AddMqttServer();
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task From_the_bytes_of_a_connection_to_the_journal_and_its_acknowledgement_nothing_is_allocated_per_message()
    {
        await using var transport = new InlineTransport { RemoteEndPoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 50_000) };
        var server = _services.GetRequiredService<MqttServer>();
        await server.StartAsync(default);
        var running = server.RunAsync(transport);
        await transport.SendAsync(Connect());
        var packets = Packets();
        // Rings and buffers grow, pools fill, topics are looked up once, code is compiled.
        for (var i = 0; i < WarmUp; i++) await RoundAsync(transport, packets);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Batches; i++) await RoundAsync(transport, packets);
        var perMessage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Batch * Batches);

        // Every acknowledged message is in the journal, with its values.
        Readings().ShouldBe((Batch * (WarmUp + Batches), 8));
        // The test's own awaits and the runtime's threads allocate a little; one object per message would be 24 bytes or more.
        perMessage.ShouldBeLessThan(8);
        transport.HangUp();
        await running;
        await server.StopAsync(default);
    }

    private static async Task RoundAsync(InlineTransport transport, byte[] packets)
    {
        await transport.SendAsync(packets);
        await transport.ReceiveAsync(Batch * 4);
    }

    private (int Count, int Values) Readings()
    {
        using var cursor = _journal.OpenCursor(JournalPosition.Start);
        var chunk = new JournalChunk();
        var (count, values) = (0, 0);
        while (cursor.TryRead(chunk))
        {
            count += chunk.Readings.Count;
            if (chunk.Readings.Count > 0) values = chunk.Readings[0].Values.Length;
        }

        return (count, values);
    }

    /// <summary>MQTT 3.1.1 CONNECT with a clean session and client id "hot".</summary>
    private static byte[] Connect() => [0x10, 15, 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, 3, .. "hot"u8];

    /// <summary>QoS 1 PUBLISH packets of twenty elevators, eight values each, as one stretch of bytes.</summary>
    private static byte[] Packets()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var bytes = new List<byte>();
        for (var id = 1; id <= Batch; id++)
        {
            var topic = Encoding.UTF8.GetBytes($"fm/v1/yulan/{TestDatabase.Code(id % 20)}/telemetry");
            var payload = Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"ts":{{{now + id}}},"values":{"seq":{{{id}}},"car_speed":1.5,"in_door_zone":true,"door_state":"closed","lock_circuit":true,"occupied":false,"trips":{{{id * 3}}},"mode":"normal"}}"""));
            var length = 2 + topic.Length + 2 + payload.Length;
            bytes.AddRange([0x32, (byte)(length & 0x7F | 0x80), (byte)(length >> 7)]);
            bytes.AddRange(BigEndian(topic.Length));
            bytes.AddRange(topic);
            bytes.AddRange(BigEndian(id));
            bytes.AddRange(payload);
        }

        return [.. bytes];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
