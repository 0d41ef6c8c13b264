using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.8–3.11, §4.7.</summary>
public sealed class Subscribe_Tests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Wildcards_dont_reach_topics_that_begin_with_a_dollar(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a", version);
        await client.Client.SubscribeAsync("#");
        await client.Client.SubscribeAsync("+/x");
        server.Server.Publish("$SYS/x", "hidden"u8);
        await client.ShouldHaveNothingAsync();
        await client.Client.SubscribeAsync("$SYS/#");
        server.Server.Publish("$SYS/x", "seen"u8);
        (await client.ReceiveAsync()).Topic.ShouldBe("$SYS/x");
    }

    [Theory]
    [InlineData(MqttQualityOfService.ExactlyOnce, MqttQualityOfService.AtMostOnce)]
    [InlineData(MqttQualityOfService.AtLeastOnce, MqttQualityOfService.AtLeastOnce)]
    [InlineData(MqttQualityOfService.AtMostOnce, MqttQualityOfService.ExactlyOnce)]
    public async Task Delivery_is_in_the_lower_of_published_and_granted_quality(MqttQualityOfService published, MqttQualityOfService granted)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a");
        await client.Client.SubscribeAsync("t", granted);
        server.Server.Publish("t", "x"u8, published);
        (await client.ReceiveAsync()).QoS.ShouldBe(published < granted ? published : granted);
    }

    [Fact]
    public async Task After_unsubscribing_nothing_comes()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a");
        await client.Client.SubscribeAsync("t/#");
        await client.Client.UnsubscribeAsync(["t/#"]);
        server.Server.Publish("t/1", "x"u8);
        await client.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task Unsubscribing_from_what_isnt_subscribed_says_so()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(new MqttUnsubscribePacket(5, ["t"]));
        (await peer.ReceiveAsync<MqttUnsubAckPacket>()).ReasonCodes.ShouldBe([MqttReasonCode.NoSubscriptionExisted]);
    }

    [Fact]
    public async Task Each_filter_gets_its_own_answer()
    {
        var application = new TestApplication { OnSubscribe = filter => filter != "secret" };
        await using var server = await TestServer.StartAsync(application, o => o.MaximumSubscriptionsPerSession = 2);
        await using var client = await server.ConnectAsync("a");
        var codes = await client.Client.SubscribeAsync(
        [
            new MqttTopicFilter("a", MqttQualityOfService.ExactlyOnce), new MqttTopicFilter("secret"), new MqttTopicFilter("$share/g/secret"),
            new MqttTopicFilter("b", MqttQualityOfService.AtLeastOnce), new MqttTopicFilter("c"), new MqttTopicFilter("a"),
        ]);
        codes.ShouldBe(
        [
            MqttReasonCode.GrantedQoS2, MqttReasonCode.NotAuthorized, MqttReasonCode.NotAuthorized,
            MqttReasonCode.GrantedQoS1, MqttReasonCode.QuotaExceeded, MqttReasonCode.Success,
        ]);
        (await Should.ThrowAsync<MqttConnectionException>(() => client.Client.SubscribeAsync("secret"))).ReasonCode.ShouldBe(MqttReasonCode.NotAuthorized);
    }

    [Fact]
    public async Task Overlapping_subscriptions_deliver_once_with_all_identifiers()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        for (ushort i = 1; i <= 2; i++)
        {
            var subscribe = new MqttSubscribePacket(i, [new MqttTopicFilter(i == 1 ? "t/+" : "t/#")]);
            subscribe.Properties.SubscriptionIdentifiers.Add(i * 100u);
            await peer.SendAsync(subscribe);
            await peer.ReceiveAsync<MqttSubAckPacket>();
        }

        server.Server.Publish("t/1", "x"u8);
        (await peer.ReceiveAsync<MqttPublishPacket>()).Properties.SubscriptionIdentifiers.Order().ShouldBe([100u, 200u]);
        await peer.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task No_local_keeps_ones_own_messages_away()
    {
        await using var server = await TestServer.StartAsync();
        await using var mine = await server.ConnectAsync("mine");
        await using var other = await server.ConnectAsync("other");
        await mine.Client.SubscribeAsync([new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce) { NoLocal = true }]);
        await mine.PublishAsync("t", "own");
        await other.PublishAsync("t", "foreign");
        (await mine.ReceiveAsync()).Text().ShouldBe("foreign");
    }

    [Fact]
    public async Task A_wrong_filter_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("a/#/b")]));
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.TopicFilterInvalid);
    }

    [Fact]
    public async Task Order_per_topic_is_kept_for_a_subscriber_with_a_small_window()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a", properties: p => p.ReceiveMaximum = 3);
        await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
        await peer.ReceiveAsync<MqttSubAckPacket>();
        for (var i = 0; i < 100; i++)
            server.Server.Publish("t", Encoding.ASCII.GetBytes($"{i}"));
        var unacknowledged = new Queue<ushort>();
        for (var i = 0; i < 100; i++)
        {
            var publish = await peer.ReceiveAsync<MqttPublishPacket>();
            Encoding.ASCII.GetString(publish.Payload.Span).ShouldBe($"{i}");
            unacknowledged.Enqueue(publish.PacketIdentifier);
            unacknowledged.Count.ShouldBeLessThanOrEqualTo(3);
            if (unacknowledged.Count == 3)
            {
                // Nothing more comes before one is acknowledged.
                await peer.ShouldBeAliveAsync();
                await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubAck, unacknowledged.Dequeue()));
            }
        }
    }

    [Fact]
    public async Task A_message_larger_than_the_client_takes_is_left_out()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a", configure: o => o with { MaximumPacketSizeBytes = 100 });
        await client.Client.SubscribeAsync("t");
        server.Server.Publish("t", new byte[200]);
        server.Server.Publish("t", "small"u8);
        (await client.ReceiveAsync()).Text().ShouldBe("small");
    }
}
