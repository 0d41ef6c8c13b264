using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.3, §4.3: publishing through the server, and what an acknowledgement means.</summary>
public sealed class Publish_Tests
{
    private const MqttProtocolVersion V311 = MqttProtocolVersion.V311;
    private const MqttProtocolVersion V500 = MqttProtocolVersion.V500;

    public static TheoryData<MqttProtocolVersion, MqttProtocolVersion, MqttQualityOfService> Combinations()
    {
        var data = new TheoryData<MqttProtocolVersion, MqttProtocolVersion, MqttQualityOfService>();
        foreach (var from in new[] { V311, V500 })
        {
            foreach (var to in new[] { V311, V500 })
            {
                for (var qos = MqttQualityOfService.AtMostOnce; qos <= MqttQualityOfService.ExactlyOnce; qos++)
                    data.Add(from, to, qos);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task A_message_reaches_a_subscriber_unchanged_in_every_version_and_quality(MqttProtocolVersion from, MqttProtocolVersion to, MqttQualityOfService qos)
    {
        await using var server = await TestServer.StartAsync();
        await using var publisher = await server.ConnectAsync("publisher", from);
        await using var subscriber = await server.ConnectAsync("subscriber", to);
        await subscriber.Client.SubscribeAsync("fm/v1/+/e1/#", MqttQualityOfService.ExactlyOnce);

        (await publisher.PublishAsync("fm/v1/s1/e1/telemetry", "{\"ts\":1}", qos)).ShouldBe(MqttReasonCode.Success);

        var message = await subscriber.ReceiveAsync();
        message.Topic.ShouldBe("fm/v1/s1/e1/telemetry");
        message.Text().ShouldBe("{\"ts\":1}");
        message.QoS.ShouldBe(qos);
        message.Retain.ShouldBeFalse();
    }

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task An_acknowledgement_waits_until_the_publish_is_durable(MqttProtocolVersion version)
    {
        var durability = new TestDurability();
        var application = new TestApplication { OnPublish = (_, p) => Accept(100 + p.PacketIdentifier) };
        await using var server = await TestServer.StartAsync(application, durability: durability);
        await using var peer = await server.OpenConnectedAsync("a", version);
        for (ushort id = 1; id <= 3; id++)
            await peer.SendAsync(Publish("t", "x", id));
        // PINGRESP overtakes what isn't durable: no PUBACK has been sent.
        await peer.ShouldBeAliveAsync();
        application.Publishes.Count.ShouldBe(3);

        durability.Advance(101);
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)1);
        await peer.ShouldBeAliveAsync();

        durability.Advance(200);
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)2);
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)3);
    }

    [Fact]
    public async Task Acknowledgements_keep_the_order_of_arrival_even_if_a_later_one_is_durable_first()
    {
        var durability = new TestDurability();
        var application = new TestApplication { OnPublish = (_, p) => Accept(p.PacketIdentifier == 1 ? 50 : 0) };
        await using var server = await TestServer.StartAsync(application, durability: durability);
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(Publish("t", "x", 1));
        await peer.SendAsync(Publish("t", "x", 2));
        await peer.ShouldBeAliveAsync();
        durability.Advance(50);
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)1);
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)2);
    }

    [Fact]
    public async Task Thousands_of_acknowledgements_from_many_connections_all_arrive_while_durability_advances()
    {
        var durability = new TestDurability();
        long accepted = 0;
        var application = new TestApplication { OnPublish = (_, _) => Accept(Interlocked.Increment(ref accepted)) };
        await using var server = await TestServer.StartAsync(application, durability: durability);
        using var stop = new CancellationTokenSource();
        var journal = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                durability.Advance(Interlocked.Read(ref accepted));
                await Task.Yield();
            }
        });
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.ConnectAsync("c" + i, i % 2 == 0 ? V311 : V500)));
        var payload = new byte[200];
        await Task.WhenAll(clients.Select(c => Task.Run(async () =>
        {
            for (var i = 0; i < 3_000; i++)
                await c.Client.PostAsync("fm/v1/s/e/telemetry"u8.ToArray(), payload);
            await c.Client.DrainAsync();
        }))).WaitAsync(Eventually.Patience);

        clients.Sum(c => c.Client.AcknowledgedCount).ShouldBe(24_000);
        accepted.ShouldBe(24_000);
        await stop.CancelAsync();
        await journal;
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_payload_is_answered_with_its_reason_in_5_and_plainly_in_3_1_1_and_the_connection_lives_on()
    {
        var application = new TestApplication { OnPublish = (_, _) => new(MqttPublishDecision.Reject(MqttReasonCode.PayloadFormatInvalid)) };
        await using var server = await TestServer.StartAsync(application);
        await using var five = await server.ConnectAsync("five", V500);
        await using var three = await server.ConnectAsync("three", V311);
        (await five.PublishAsync("t", "garbage")).ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        (await five.PublishAsync("t", "garbage", MqttQualityOfService.ExactlyOnce)).ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        (await three.PublishAsync("t", "garbage")).ShouldBe(MqttReasonCode.Success);
        (await three.PublishAsync("t", "garbage", MqttQualityOfService.ExactlyOnce)).ShouldBe(MqttReasonCode.Success);
        five.Client.IsConnected.ShouldBeTrue();
        three.Client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_application_doesnt_route_reaches_nobody()
    {
        var application = new TestApplication { OnPublish = (_, p) => p.ReadTopic() == "journal" ? Accept(0) : new(MqttPublishDecision.RouteOnly) };
        await using var server = await TestServer.StartAsync(application);
        await using var client = await server.ConnectAsync("a");
        await client.Client.SubscribeAsync("#");
        await client.PublishAsync("journal", "1", retain: true);
        await client.PublishAsync("other", "2");
        (await client.ReceiveAsync()).Topic.ShouldBe("other");
        server.Server.RetainedCount.ShouldBe(0);
    }

    [Fact]
    public async Task While_the_application_is_busy_nothing_more_is_read_and_nothing_is_lost()
    {
        var gate = new TaskCompletionSource();
        var application = new TestApplication
        {
            OnPublish = async (_, _) =>
            {
                await gate.Task;
                return MqttPublishDecision.Accept(0);
            },
        };
        await using var server = await TestServer.StartAsync(application);
        await using var peer = await server.OpenConnectedAsync("a");
        for (ushort id = 1; id <= 50; id++)
            await peer.SendAsync(Publish("t", "x", id));
        await Eventually.HoldsAsync(() => application.Publishes.Count == 1, "the first arrives");
        await Task.Delay(100);
        application.Publishes.Count.ShouldBe(1);
        gate.SetResult();
        for (ushort id = 1; id <= 50; id++)
            (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe(id);
    }

    [Fact]
    public async Task Messages_sent_just_before_closing_still_arrive()
    {
        await using var server = await TestServer.StartAsync();
        await using (var peer = await server.OpenConnectedAsync("a"))
        {
            for (var i = 0; i < 200; i++)
                await peer.SendAsync(new MqttPublishPacket("t", Encoding.ASCII.GetBytes(i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        await Eventually.HoldsAsync(() => server.Application.Publishes.Count == 200, "all arrive");
    }

    [Fact]
    public async Task A_QoS_2_publish_sent_again_is_taken_once()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        var publish = new MqttPublishPacket("t", "x"u8.ToArray()) { QoS = MqttQualityOfService.ExactlyOnce, PacketIdentifier = 9 };
        await peer.SendAsync(publish);
        (await peer.ReceiveAsync<MqttAckPacket>()).Type.ShouldBe(MqttPacketType.PubRec);
        await peer.SendAsync(publish with { Duplicate = true });
        (await peer.ReceiveAsync<MqttAckPacket>()).Type.ShouldBe(MqttPacketType.PubRec);
        server.Application.Publishes.Count.ShouldBe(1);
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRel, 9));
        (await peer.ReceiveAsync<MqttAckPacket>()).ShouldSatisfyAllConditions(a => a.Type.ShouldBe(MqttPacketType.PubComp), a => a.ReasonCode.ShouldBe(MqttReasonCode.Success));
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRel, 9));
        (await peer.ReceiveAsync<MqttAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.PacketIdentifierNotFound);
    }

    [Fact]
    public async Task More_in_flight_than_the_receive_maximum_ends_a_5_connection()
    {
        var application = new TestApplication { OnPublish = (_, _) => Accept(1) };
        await using var server = await TestServer.StartAsync(application, o => o.ReceiveMaximum = 2, durability: new TestDurability());
        await using var peer = await server.OpenConnectedAsync("a");
        var bytes = Enumerable.Range(1, 3).SelectMany(id => RawPeer.Encode(Publish("t", "x", (ushort)id), V500)).ToArray();
        await peer.SendAsync(bytes);
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.ReceiveMaximumExceeded);
        application.Publishes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_3_1_1_client_with_too_many_in_flight_waits_and_goes_on()
    {
        var durability = new TestDurability();
        var application = new TestApplication { OnPublish = (_, p) => Accept(p.PacketIdentifier) };
        await using var server = await TestServer.StartAsync(application, o => o.ReceiveMaximum = 10, durability: durability);
        await using var peer = await server.OpenConnectedAsync("a", V311);
        for (ushort id = 1; id <= 40; id++)
            await peer.SendAsync(Publish("t", "x", id));
        await Eventually.HoldsAsync(() => application.Publishes.Count == 10, "ten are taken");
        for (ushort id = 1; id <= 40; id++)
        {
            await Eventually.HoldsAsync(() => application.Publishes.Count >= id, "the next is taken");
            durability.Advance(id);
            (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe(id);
        }
    }

    [Fact]
    public async Task Properties_are_forwarded_unchanged_with_the_expiry_that_is_left()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var publisher = await server.ConnectAsync("p");
        await using var subscriber = await server.ConnectAsync("s");
        var properties = new MqttProperties { ContentType = "application/json", ResponseTopic = "r", CorrelationData = new byte[] { 1, 2 }, PayloadFormatIndicator = 1, MessageExpiryIntervalSeconds = 100 };
        properties.UserProperties.Add(new MqttUserProperty("k", "1"));
        properties.UserProperties.Add(new MqttUserProperty("k", "2"));
        await publisher.Client.PublishAsync("t", "x"u8.ToArray(), retain: true, properties: properties);
        time.Advance(TimeSpan.FromSeconds(40));
        await subscriber.Client.SubscribeAsync("t");

        var message = await subscriber.ReceiveAsync();
        properties.MessageExpiryIntervalSeconds = 60;
        PacketDump.Of(message.Properties).ShouldBe(PacketDump.Of(properties));
    }

    [Theory]
    [InlineData("a/b/c/d", 1_024, 3)]
    [InlineData("abcdefgh", 7, 32)]
    public async Task Topics_beyond_the_limits_end_the_connection(string topic, int bytes, int levels)
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumTopicLengthBytes, o.MaximumTopicLevels) = (bytes, levels));
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(Publish(topic, "x", 1));
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.TopicNameInvalid);
    }

    [Fact]
    public async Task A_topic_alias_that_was_not_offered_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.TopicAliasMaximum = 0);
        await using var peer = await server.OpenConnectedAsync("a");
        peer.ConnAck!.Properties.TopicAliasMaximum.ShouldBeNull();
        await peer.SendAsync(new MqttPublishPacket("t", default) { Properties = new MqttProperties { TopicAlias = 1 } });
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.TopicAliasInvalid);
    }

    [Fact]
    public async Task An_exception_of_the_application_ends_that_connection_only()
    {
        var application = new TestApplication { OnPublish = (_, p) => p.ReadTopic() == "bad" ? throw new InvalidOperationException() : new(MqttPublishDecision.RouteOnly) };
        await using var server = await TestServer.StartAsync(application);
        await using var victim = await server.OpenConnectedAsync("victim");
        await using var other = await server.OpenConnectedAsync("other");
        await victim.SendAsync(Publish("bad", "x", 1));
        await victim.ShouldBeDisconnectedAsync(MqttReasonCode.ImplementationSpecificError);
        await other.ShouldBeAliveAsync();
    }

    private static MqttPublishPacket Publish(string topic, string payload, ushort id)
        => new(topic, Encoding.ASCII.GetBytes(payload)) { QoS = MqttQualityOfService.AtLeastOnce, PacketIdentifier = id };

    private static ValueTask<MqttPublishDecision> Accept(long durableAt) => new(MqttPublishDecision.Accept(durableAt));
}
