using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Mqtt.Tests;

/// <summary>A message that is journalled and acknowledged allocates nothing, from the transport's memory to the PUBACK.</summary>
[Collection(nameof(Undisturbed))]
public sealed class HotPath_Tests
{
    private const int Batch = 100;
    private const int Batches = 200;

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Receiving_and_acknowledging_QoS_1_allocates_nothing_per_message(MqttProtocolVersion version)
    {
        var quiet = new QuietApplication();
        using var direct = MqttServerFor(quiet);
        await using var transport = new InlineTransport();
        var run = direct.RunAsync(transport);
        await transport.SendAsync(RawPeer.Encode(new MqttConnectPacket { ProtocolVersion = version, ClientId = "hot" }, version));
        var packets = Enumerable.Range(1, Batch).SelectMany(id => RawPeer.Encode(
            new MqttPublishPacket("fm/v1/site0001/e0001/telemetry", new byte[175]) { QoS = MqttQualityOfService.AtLeastOnce, PacketIdentifier = (ushort)id }, version)).ToArray();
        // Warm-up: rings grow, pools fill, code is compiled.
        for (var i = 0; i < 50; i++)
            await RoundAsync(transport, packets);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Batches; i++)
            await RoundAsync(transport, packets);
        var perMessage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Batch * Batches);

        quiet.Count.ShouldBe(Batch * (Batches + 50));
        // The test's own awaits and other test threads allocate a little; one object per message would be 24 bytes or more.
        perMessage.ShouldBeLessThan(8);
        transport.HangUp();
        await run;
    }

    [Fact]
    public void Decoding_a_publish_and_encoding_its_acknowledgement_allocates_nothing()
    {
        var bytes = RawPeer.Encode(new MqttPublishPacket("fm/v1/s/e/telemetry", new byte[175])
        {
            QoS = MqttQualityOfService.AtLeastOnce,
            PacketIdentifier = 7,
            Properties = new MqttProperties { ContentType = "application/json", UserProperties = { new MqttUserProperty("a", "b") } },
        }, MqttProtocolVersion.V500);
        var ring = new AckRing();
        var output = new byte[16];
        var sum = Exchange(bytes, ring, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            sum += Exchange(bytes, ring, output);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.ShouldBe(10_001 * (175 + 4));
    }

    [Fact]
    public void Matching_a_topic_that_nobody_wants_allocates_nothing()
    {
        using var tree = new SubscriptionTree();
        var session = new MqttSession("c", new MqttServerOptions());
        tree.Add(new Subscription(session, new MqttTopicFilter("fm/v1/+/+/fault/#"), 0));
        var matches = new SubscriptionMatches();
        tree.Match("fm/v1/site1/e1/telemetry"u8, null, matches);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            matches.Clear();
            tree.Match("fm/v1/site1/e1/telemetry"u8, null, matches);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        matches.Count.ShouldBe(0);
    }

    private static int Exchange(byte[] bytes, AckRing ring, byte[] output)
    {
        var buffer = new System.Buffers.ReadOnlySequence<byte>(bytes);
        MqttFrameReader.TryRead(ref buffer, 1_000_000, MqttProtocolVersion.V500, out var header, out var body, out _);
        var publish = MqttPublishView.Read(header.FirstByte, body.Span, MqttProtocolVersion.V500, MqttPeer.Client).On(body);
        ring.Add(MqttPacketType.PubAck, publish.PacketIdentifier, MqttReasonCode.Success, 5);
        return publish.Payload.Length + ring.Drain(5, output, MqttProtocolVersion.V500);
    }

    private static async Task RoundAsync(InlineTransport transport, byte[] packets)
    {
        await transport.SendAsync(packets);
        await transport.ReceiveAsync(Batch * 4);
    }

    private static MqttServer MqttServerFor(IMqttApplication application)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        services.AddSingleton(application);
        services.AddMqttServer();
        return services.BuildServiceProvider().GetRequiredService<MqttServer>();
    }

    private sealed class QuietApplication : IMqttApplication
    {
        public int Count;

        public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct) => new(MqttConnectDecision.Accept());

        public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct)
        {
            Count++;
            return new(MqttPublishDecision.Accept(0));
        }

        public bool MaySubscribe(IMqttSessionContext session, string filter) => true;

        public void Disconnected(IMqttSessionContext session, MqttDisconnectReason why)
        {
        }
    }
}
