using System.Text;
using static Facilities.Mqtt.MqttProtocolVersion;

namespace Facilities.Mqtt.Tests;

/// <summary>Statements of the standards that no other test here is about; <c>docs/formats/mqtt-conformance.md</c> lists them all.</summary>
public sealed class Conformance_Tests
{
    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task QoS_2_is_answered_step_by_step_and_its_identifier_is_free_afterwards(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c", version);
        for (var round = 1; round <= 2; round++)
        {
            await peer.SendAsync(Publish("t", MqttQualityOfService.ExactlyOnce, 7));
            await AckedAsync(peer, MqttPacketType.PubRec, 7);
            await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRel, 7));
            await AckedAsync(peer, MqttPacketType.PubComp, 7);
            server.Application.Publishes.Count.ShouldBe(round);
        }
    }

    [Fact]
    public async Task An_identifier_of_QoS_1_that_was_acknowledged_and_one_of_QoS_2_that_was_refused_are_new_publications()
    {
        var application = new TestApplication { OnPublish = (_, p) => new(p.QoS == MqttQualityOfService.ExactlyOnce ? MqttPublishDecision.Reject(MqttReasonCode.QuotaExceeded) : MqttPublishDecision.RouteOnly) };
        await using var server = await TestServer.StartAsync(application);
        await using var peer = await server.OpenConnectedAsync("c");
        foreach (var (qos, answer) in new[] { (MqttQualityOfService.AtLeastOnce, MqttPacketType.PubAck), (MqttQualityOfService.ExactlyOnce, MqttPacketType.PubRec) })
        {
            for (var i = 0; i < 2; i++)
            {
                await peer.SendAsync(Publish("t", qos, 5) with { Duplicate = i == 1 });
                await AckedAsync(peer, answer, 5);
            }
        }

        application.Publishes.Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_server_keeps_to_the_clients_receive_maximum_and_answers_everything_else_meanwhile()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c", properties: p => p.ReceiveMaximum = 2);
        await SubscribeAsync(peer, "t", MqttQualityOfService.ExactlyOnce);
        for (var i = 0; i < 4; i++)
            server.Server.Publish("t", [(byte)i], i == 1 ? MqttQualityOfService.ExactlyOnce : MqttQualityOfService.AtLeastOnce);
        var first = await peer.ReceiveAsync<MqttPublishPacket>();
        var second = await peer.ReceiveAsync<MqttPublishPacket>();
        await peer.ShouldBeAliveAsync();
        // PUBREC doesn't free a place, PUBCOMP does.
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRec, second.PacketIdentifier));
        await AckedAsync(peer, MqttPacketType.PubRel, second.PacketIdentifier);
        await peer.ShouldBeAliveAsync();
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubComp, second.PacketIdentifier));
        (await peer.ReceiveAsync<MqttPublishPacket>()).Payload.Span[0].ShouldBe((byte)2);
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubAck, first.PacketIdentifier));
        (await peer.ReceiveAsync<MqttPublishPacket>()).Payload.Span[0].ShouldBe((byte)3);
    }

    [Fact]
    public async Task What_has_expired_in_the_queue_is_left_out_and_what_was_sent_before_is_sent_again()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var publisher = await server.ConnectAsync("p");
        var expiring = new MqttProperties { MessageExpiryIntervalSeconds = 10 };
        await using (var first = await server.OpenConnectedAsync("c", properties: p => (p.SessionExpiryIntervalSeconds, p.ReceiveMaximum) = (100u, 1)))
        {
            await SubscribeAsync(first, "t", MqttQualityOfService.ExactlyOnce);
            await publisher.Client.PublishAsync("t", "sent"u8.ToArray(), MqttQualityOfService.ExactlyOnce, properties: expiring);
            await publisher.Client.PublishAsync("t", "queued"u8.ToArray(), properties: expiring);
            await first.ReceiveAsync<MqttPublishPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 1, "the subscriber is gone");
        time.Advance(TimeSpan.FromSeconds(20));
        await using var second = await server.OpenConnectedAsync("c", cleanStart: false);
        Text(await second.ReceiveAsync<MqttPublishPacket>()).ShouldBe("sent");
        await second.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_message_that_was_sent_is_finished_after_unsubscribing()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c");
        await SubscribeAsync(peer, "t", MqttQualityOfService.ExactlyOnce);
        server.Server.Publish("t", "x"u8, MqttQualityOfService.ExactlyOnce);
        var sent = await peer.ReceiveAsync<MqttPublishPacket>();
        await peer.SendAsync(new MqttUnsubscribePacket(2, ["t", "other"]));
        var answer = await peer.ReceiveAsync<MqttUnsubAckPacket>();
        (answer.PacketIdentifier, answer.ReasonCodes[0], answer.ReasonCodes[1]).ShouldBe(((ushort)2, MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted));
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRec, sent.PacketIdentifier));
        await AckedAsync(peer, MqttPacketType.PubRel, sent.PacketIdentifier);
    }

    [Fact]
    public async Task Subscribing_again_replaces_the_subscription()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c");
        await SubscribeAsync(peer, "t", MqttQualityOfService.AtMostOnce);
        await SubscribeAsync(peer, "t", MqttQualityOfService.AtLeastOnce);
        server.Server.SubscriptionCount.ShouldBe(1);
        server.Server.Publish("t", "x"u8);
        (await peer.ReceiveAsync<MqttPublishPacket>()).QoS.ShouldBe(MqttQualityOfService.AtLeastOnce);
        await peer.ShouldBeAliveAsync();
    }

    [Theory]
    [InlineData("\uFEFFt", "t")]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("t", "T")]
    [InlineData("t", "t/")]
    public async Task Topics_are_compared_as_they_are_with_mark_and_accents(string subscribed, string other)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("c");
        await client.Client.SubscribeAsync(subscribed);
        await client.PublishAsync(other, "no");
        await client.PublishAsync(subscribed, "yes");
        (await client.ReceiveAsync()).Topic.ShouldBe(subscribed);
    }

    [Fact]
    public async Task A_publish_without_RETAIN_leaves_the_retained_message_and_an_empty_one_removes_it_and_is_delivered()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("c");
        await client.PublishAsync("t", "kept", retain: true);
        await client.PublishAsync("t", "passing");
        await client.Client.SubscribeAsync("t");
        (await client.ReceiveAsync()).Text().ShouldBe("kept");
        await client.PublishAsync("t", "", retain: true);
        (await client.ReceiveAsync()).Payload.Length.ShouldBe(0);
        server.Server.RetainedCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_will_keeps_its_properties_in_order_and_is_retained_only_if_asked()
    {
        await using var server = await TestServer.StartAsync();
        await using var watcher = await server.ConnectAsync("w");
        await watcher.Client.SubscribeAsync("will");
        var properties = new MqttProperties { ContentType = "text/plain", UserProperties = { new("b", "1"), new("a", "2"), new("b", "0") } };
        await using (await server.OpenConnectedAsync("c", will: new MqttWill("will", "gone"u8.ToArray()) { Properties = properties }))
            server.Server.ConnectedCount.ShouldBe(2);
        var will = await watcher.ReceiveAsync();
        will.Properties!.ContentType.ShouldBe("text/plain");
        will.Properties.UserProperties.Select(p => p.Name + p.Value).ShouldBe(["b1", "a2", "b0"]);
        server.Server.RetainedCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvw")]
    [InlineData("0123456789ABCDEFGHIJKLM")]
    [InlineData("NOPQRSTUVWXYZxyz")]
    public async Task Client_identifiers_of_23_letters_and_digits_are_taken(string clientId)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync(clientId);
        server.Application.Connects.ShouldHaveSingleItem().ClientId.ShouldBe(clientId);
    }

    [Fact]
    public async Task After_a_refused_CONNECT_nothing_is_processed_and_the_connection_ends()
    {
        await using var server = await TestServer.StartAsync(new TestApplication { OnConnect = _ => MqttConnectDecision.Refuse(MqttReasonCode.NotAuthorized, new string('x', 500)) });
        await using var peer = await server.OpenAsync();
        var connect = new MqttConnectPacket { ProtocolVersion = V500, ClientId = "c", Properties = new MqttProperties { MaximumPacketSizeBytes = 100 } };
        await peer.SendAsync((byte[])[.. RawPeer.Encode(connect, V500), .. RawPeer.Encode(Publish("t", MqttQualityOfService.AtLeastOnce, 1), V500)]);
        var answer = await peer.ReceiveAsync<MqttConnAckPacket>();
        (answer.ReasonCode, answer.SessionPresent, answer.Properties.ReasonString).ShouldBe((MqttReasonCode.NotAuthorized, false, null));
        (await peer.ReceiveOrEndAsync()).ShouldBeNull();
        server.Application.Publishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_packet_is_larger_than_the_client_takes()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c", properties: p => p.MaximumPacketSizeBytes = 40);
        await SubscribeAsync(peer, "t", MqttQualityOfService.AtLeastOnce);
        server.Server.Publish("t", new byte[40]);
        // SUBACK of 60 answers, too.
        await peer.SendAsync(new MqttSubscribePacket(9, [.. Enumerable.Range(0, 60).Select(i => new MqttTopicFilter("f" + i))]));
        await peer.ShouldBeAliveAsync();
        await peer.SendAsync(Publish("+", MqttQualityOfService.AtMostOnce, 0));
        (await peer.ReceiveAsync<MqttDisconnectPacket>()).Properties.ReasonString.ShouldBeNull();
    }

    [Fact]
    public async Task AUTH_without_a_method_ends_the_connection_and_none_is_ever_sent()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c");
        peer.ConnAck!.Properties.AuthenticationMethod.ShouldBeNull();
        await peer.SendAsync(new MqttAuthPacket(MqttReasonCode.ReAuthenticate));
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData(0u, 10u, false)]
    [InlineData(10u, 0u, true)]
    public async Task DISCONNECT_may_shorten_the_session_but_not_begin_to_keep_it(uint connect, uint disconnect, bool allowed)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("c", properties: p => p.SessionExpiryIntervalSeconds = connect);
        await peer.SendAsync(new MqttDisconnectPacket { Properties = new MqttProperties { SessionExpiryIntervalSeconds = disconnect } });
        if (!allowed)
            (await peer.ReceiveAsync<MqttDisconnectPacket>()).ReasonCode.ShouldBe(MqttReasonCode.ProtocolError);
        (await peer.ReceiveOrEndAsync()).ShouldBeNull();
        await Eventually.HoldsAsync(() => server.Server.SessionCount == 0, "it ended");
    }

    [Fact]
    public async Task Answers_carry_no_reason_strings_and_no_response_information()
    {
        await using var server = await TestServer.StartAsync(new TestApplication { OnPublish = (_, _) => new(MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized)) });
        await using var peer = await server.OpenConnectedAsync("c", properties: p => (p.RequestProblemInformation, p.RequestResponseInformation) = (false, false));
        peer.ConnAck!.Properties.ResponseInformation.ShouldBeNull();
        await peer.SendAsync(Publish("t", MqttQualityOfService.AtLeastOnce, 1));
        var refused = await peer.ReceiveAsync<MqttAckPacket>();
        (refused.ReasonCode, refused.Properties.ReasonString, refused.Properties.UserProperties.Count).ShouldBe((MqttReasonCode.NotAuthorized, null, 0));
    }

    private static async Task SubscribeAsync(RawPeer peer, string filter, MqttQualityOfService qos)
    {
        await peer.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter(filter, qos)]));
        (await peer.ReceiveAsync<MqttSubAckPacket>()).PacketIdentifier.ShouldBe((ushort)1);
    }

    private static async Task AckedAsync(RawPeer peer, MqttPacketType type, ushort packetIdentifier)
    {
        var answer = await peer.ReceiveAsync<MqttAckPacket>();
        (answer.Type, answer.PacketIdentifier).ShouldBe((type, packetIdentifier));
    }

    private static MqttPublishPacket Publish(string topic, MqttQualityOfService qos, ushort id) => new(topic, "x"u8.ToArray()) { QoS = qos, PacketIdentifier = id };

    private static string Text(MqttPublishPacket packet) => Encoding.UTF8.GetString(packet.Payload.Span);
}
