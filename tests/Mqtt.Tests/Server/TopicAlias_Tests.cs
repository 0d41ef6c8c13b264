namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.3.2.3.4, both ways.</summary>
public sealed class TopicAlias_Tests
{
    [Fact]
    public async Task A_client_may_leave_out_a_topic_it_has_named_and_may_give_an_alias_to_another()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c");
        var most = peer.ConnAck!.Properties.TopicAliasMaximum!.Value;
        foreach (var (topic, alias) in new[] { ("a", (ushort)1), ("", (ushort)1), ("b", most), ("", most), ("c", (ushort)1), ("", (ushort)1) })
            await peer.SendAsync(Publish(topic, alias));
        await peer.ShouldBeAliveAsync();
        server.Application.Publishes.Select(p => p.Topic).ShouldBe(["a", "a", "b", "b", "c", "c"]);
    }

    [Theory]
    [InlineData("", 1, MqttReasonCode.ProtocolError)]
    [InlineData("t", 33, MqttReasonCode.TopicAliasInvalid)]
    [InlineData("t", 0, MqttReasonCode.TopicAliasInvalid)]
    public async Task An_alias_that_stands_for_nothing_or_is_out_of_range_ends_the_connection(string topic, int alias, MqttReasonCode code)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c");
        await peer.SendAsync(Publish(topic, (ushort)alias));
        await peer.ShouldBeDisconnectedAsync(code);
    }

    [Fact]
    public async Task Aliases_end_with_their_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using (var first = await server.OpenConnectedAsync("c", properties: p => p.SessionExpiryIntervalSeconds = 100))
        {
            await first.SendAsync(Publish("a", 1));
            await first.ShouldBeAliveAsync();
        }

        await using var second = await server.OpenConnectedAsync("c", cleanStart: false);
        await second.SendAsync(Publish("", 1));
        await second.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
    }

    [Fact]
    public async Task The_server_sets_no_more_aliases_than_the_client_takes_and_none_if_it_takes_none()
    {
        await using var server = await TestServer.StartAsync();
        await using var some = await server.OpenConnectedAsync("some", properties: p => p.TopicAliasMaximum = 1);
        await using var none = await server.OpenConnectedAsync("none");
        foreach (var peer in new[] { some, none })
        {
            await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("#")]));
            await peer.ReceiveAsync<MqttSubAckPacket>();
        }

        foreach (var topic in new[] { "a", "b", "a" })
            server.Server.Publish(topic, "x"u8);
        await AssertAsync(some, ("a", 1), ("b", null), ("", 1));
        await AssertAsync(none, ("a", null), ("b", null), ("a", null));
    }

    [Fact]
    public async Task The_client_sees_whole_topics_whatever_the_server_sends()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("c", configure: o => o with { UseTopicAliases = true });
        await client.Client.SubscribeAsync("#");
        foreach (var topic in new[] { "a", "b", "a" })
            await client.PublishAsync(topic, "x");
        foreach (var topic in new[] { "a", "b", "a" })
            (await client.ReceiveAsync()).Topic.ShouldBe(topic);
    }

    [Fact]
    public async Task A_message_that_fits_only_without_the_alias_is_sent_without()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c", properties: p => (p.TopicAliasMaximum, p.MaximumPacketSizeBytes) = (5, 128));
        await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("#")]));
        await peer.ReceiveAsync<MqttSubAckPacket>();
        server.Server.Publish("t", new byte[128 - 6]);
        await AssertAsync(peer, ("t", null));
    }

    private static async Task AssertAsync(RawPeer peer, params (string Topic, int? Alias)[] expected)
    {
        foreach (var (topic, alias) in expected)
        {
            var publish = await peer.ReceiveAsync<MqttPublishPacket>();
            (publish.Topic, (int?)publish.Properties.TopicAlias).ShouldBe((topic, alias));
        }
    }

    private static MqttPublishPacket Publish(string topic, ushort alias) => new(topic, new byte[1]) { Properties = new MqttProperties { TopicAlias = alias } };
}
