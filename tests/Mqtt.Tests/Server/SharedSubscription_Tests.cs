using static Facilities.Mqtt.MqttProtocolVersion;

namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §4.8.2; 3.1.1 clients may share, too.</summary>
public sealed class SharedSubscription_Tests
{
    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task Each_message_goes_to_one_member_in_turn_and_to_everybody_else_as_usual(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var one = await server.ConnectAsync("one", version);
        await using var two = await server.ConnectAsync("two", version);
        await using var own = await server.ConnectAsync("own", version);
        await one.Client.SubscribeAsync("$share/workers/jobs/#");
        await two.Client.SubscribeAsync("$share/workers/jobs/#");
        await own.Client.SubscribeAsync("jobs/#");
        for (var i = 0; i < 4; i++)
            server.Server.Publish("jobs/1", [(byte)('0' + i)]);
        var heard = new[] { await one.ReceiveAsync(), await one.ReceiveAsync(), await two.ReceiveAsync(), await two.ReceiveAsync() };
        heard.Select(m => m.Text()).Order().ShouldBe(["0", "1", "2", "3"]);
        await one.ShouldHaveNothingAsync();
        await two.ShouldHaveNothingAsync();
        for (var i = 0; i < 4; i++)
            (await own.ReceiveAsync()).Text().ShouldBe(((char)('0' + i)).ToString());
    }

    [Fact]
    public async Task Groups_share_apart_from_each_other_and_a_session_may_have_a_subscription_of_its_own_beside()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("c");
        await client.Client.SubscribeAsync([new MqttTopicFilter("$share/a/t", MqttQualityOfService.AtMostOnce)], identifier: 1);
        await client.Client.SubscribeAsync([new MqttTopicFilter("$share/b/t", MqttQualityOfService.AtLeastOnce)], identifier: 2);
        await client.Client.SubscribeAsync([new MqttTopicFilter("t", MqttQualityOfService.ExactlyOnce)], identifier: 3);
        server.Server.Publish("t", "x"u8, MqttQualityOfService.ExactlyOnce);
        var heard = new[] { await client.ReceiveAsync(), await client.ReceiveAsync(), await client.ReceiveAsync() };
        heard.Select(m => (m.Properties!.SubscriptionIdentifiers.Single(), m.QoS)).Order()
            .ShouldBe([(1u, MqttQualityOfService.AtMostOnce), (2u, MqttQualityOfService.AtLeastOnce), (3u, MqttQualityOfService.ExactlyOnce)]);
    }

    [Fact]
    public async Task Retained_messages_arent_sent_to_a_shared_subscription()
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Publish("t", "old"u8, retain: true);
        await using var client = await server.ConnectAsync("c");
        await client.Client.SubscribeAsync("$share/a/t");
        await client.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task A_member_that_is_connected_goes_before_one_that_isnt()
    {
        await using var server = await TestServer.StartAsync();
        await using (var away = await server.OpenConnectedAsync("away", properties: p => p.SessionExpiryIntervalSeconds = 100))
            await SubscribeAsync(away);
        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        await using var here = await server.ConnectAsync("here");
        await here.Client.SubscribeAsync("$share/g/t");
        for (var i = 0; i < 4; i++)
            server.Server.Publish("t", "x"u8);
        for (var i = 0; i < 4; i++)
            await here.ReceiveAsync();
    }

    [Fact]
    public async Task What_a_member_hadnt_acknowledged_when_its_session_ended_goes_to_the_others_unless_it_is_QoS_2()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.OpenConnectedAsync("first", properties: p => p.ReceiveMaximum = 2);
        await SubscribeAsync(first);
        server.Server.Publish("t", "twice never"u8, MqttQualityOfService.ExactlyOnce);
        server.Server.Publish("t", "sent"u8);
        server.Server.Publish("t", "waiting"u8);
        await first.ReceiveAsync<MqttPublishPacket>();
        await first.ReceiveAsync<MqttPublishPacket>();
        await using var second = await server.ConnectAsync("second");
        await second.Client.SubscribeAsync("$share/g/t");
        await first.DisposeAsync();

        (await second.ReceiveAsync()).Text().ShouldBe("sent");
        (await second.ReceiveAsync()).Text().ShouldBe("waiting");
        await second.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task QoS_2_begun_with_a_member_is_finished_with_it_when_it_comes_back()
    {
        await using var server = await TestServer.StartAsync();
        await using (var first = await server.OpenConnectedAsync("first", properties: p => p.SessionExpiryIntervalSeconds = 100))
        {
            await SubscribeAsync(first);
            server.Server.Publish("t", "x"u8, MqttQualityOfService.ExactlyOnce);
            await first.ReceiveAsync<MqttPublishPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        await using var back = await server.OpenConnectedAsync("first", cleanStart: false, properties: p => p.SessionExpiryIntervalSeconds = 100);
        (await back.ReceiveAsync<MqttPublishPacket>()).Duplicate.ShouldBeTrue();
    }

    [Fact]
    public async Task A_member_that_refuses_a_message_ends_it_for_the_group()
    {
        await using var server = await TestServer.StartAsync();
        await using var first = await server.OpenConnectedAsync("first");
        await SubscribeAsync(first);
        server.Server.Publish("t", "x"u8);
        var x = await first.ReceiveAsync<MqttPublishPacket>();
        await using var second = await server.ConnectAsync("second");
        await second.Client.SubscribeAsync("$share/g/t");
        await first.SendAsync(new MqttAckPacket(MqttPacketType.PubAck, x.PacketIdentifier, MqttReasonCode.UnspecifiedError));
        await first.ShouldBeAliveAsync();
        await second.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task Leaving_a_group_leaves_no_other_subscription()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("c");
        await client.Client.SubscribeAsync("$share/a/t");
        await client.Client.SubscribeAsync("t");
        await client.Client.UnsubscribeAsync(["$share/a/t"]);
        server.Server.SubscriptionCount.ShouldBe(1);
        server.Server.Publish("t", "x"u8);
        (await client.ReceiveAsync()).Text().ShouldBe("x");
        await client.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task A_share_gives_no_right_to_more_than_the_filter_behind_it()
    {
        await using var server = await TestServer.StartAsync(new TestApplication { OnSubscribe = filter => filter != "secret/#" });
        await using var client = await server.ConnectAsync("c");
        (await client.Client.SubscribeAsync([new MqttTopicFilter("$share/a/secret/#")])).ShouldBe([MqttReasonCode.NotAuthorized]);
    }

    private static async Task SubscribeAsync(RawPeer peer)
    {
        await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("$share/g/t", MqttQualityOfService.ExactlyOnce)]));
        await peer.ReceiveAsync<MqttSubAckPacket>();
    }
}
