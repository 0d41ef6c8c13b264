namespace Facilities.Mqtt.Tests;

/// <summary>A client that goes on where its last connection ended (MQTT 5 §4.4).</summary>
public sealed class ClientSession_Tests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task What_wasnt_acknowledged_is_sent_again_in_order_with_its_identifier(MqttProtocolVersion version)
    {
        var durability = new TestDurability();
        var application = new TestApplication { OnPublish = (_, _) => new(MqttPublishDecision.Accept(1, route: true)) };
        await using var server = await TestServer.StartAsync(application, durability: durability);
        var session = new MqttClientSession();
        MqttClientOptions Options() => server.ClientOptions("c", version) with { CleanStart = false, SessionExpiryInterval = TimeSpan.FromSeconds(60), Session = session };
        await using (var first = new MqttClient(Options()))
        {
            await first.ConnectAsync();
            var one = first.PublishAsync("t", "one"u8.ToArray()).AsTask();
            var two = first.PublishAsync("t", "two"u8.ToArray(), MqttQualityOfService.ExactlyOnce).AsTask();
            await Eventually.HoldsAsync(() => application.Publishes.Count == 2, "both are there");
            await first.DisposeAsync();
            await Should.ThrowAsync<MqttConnectionException>(() => Task.WhenAll(one, two));
        }

        session.UnacknowledgedCount.ShouldBe(2);
        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        durability.Advance(1);
        await using var second = new MqttClient(Options());
        (await second.ConnectAsync()).SessionPresent.ShouldBeTrue();
        await Eventually.HoldsAsync(() => session.UnacknowledgedCount == 0, "the server has them");
        // The first may come twice, the second must not.
        application.Publishes.Select(p => p.Payload).ShouldBe(["one", "two", "one"]);
        (await second.PublishAsync("t", "three"u8.ToArray())).ShouldBe(MqttReasonCode.Success);
    }

    [Fact]
    public async Task A_smaller_receive_maximum_is_kept_to_when_sending_again()
    {
        var session = new MqttClientSession();
        for (ushort id = 1; id <= 5; id++)
            session.Sent(new UnacknowledgedPublish(id, "t"u8.ToArray(), new byte[] { (byte)('0' + id) }, MqttQualityOfService.AtLeastOnce, false, [], false));
        await using var server = await TestServer.StartAsync(configure: o => o.ReceiveMaximum = 2);
        await using (await server.OpenConnectedAsync("c", properties: p => p.SessionExpiryIntervalSeconds = 60))
            server.Server.ConnectedCount.ShouldBe(1);
        await using var client = new MqttClient(server.ClientOptions("c") with { CleanStart = false, Session = session });
        await client.ConnectAsync();
        await Eventually.HoldsAsync(() => session.UnacknowledgedCount == 0, "all went out, two at a time");
        server.Application.Publishes.Select(p => p.Payload).ShouldBe(["1", "2", "3", "4", "5"]);
        client.InFlightCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_without_the_session_makes_the_client_forget_its_own()
    {
        var session = new MqttClientSession();
        session.Sent(new UnacknowledgedPublish(1, "t"u8.ToArray(), default, MqttQualityOfService.AtLeastOnce, false, [], false));
        await using var server = await TestServer.StartAsync();
        await using var client = new MqttClient(server.ClientOptions("c") with { CleanStart = false, Session = session });
        (await client.ConnectAsync()).SessionPresent.ShouldBeFalse();
        session.UnacknowledgedCount.ShouldBe(0);
        await client.PublishAsync("proof", default);
        server.Application.Publishes.Select(p => p.Topic).ShouldBe(["proof"]);
    }

    [Fact]
    public async Task A_message_of_QoS_2_that_the_server_sends_again_is_delivered_once()
    {
        await using var server = await TestServer.StartAsync();
        var session = new MqttClientSession();
        // The last connection ended between PUBREC and PUBREL.
        session.ReceivedExactlyOnce.Add(1);
        await using (var before = await server.OpenConnectedAsync("c", properties: p => p.SessionExpiryIntervalSeconds = 60))
        {
            await before.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.ExactlyOnce)]));
            await before.ReceiveAsync<MqttSubAckPacket>();
            server.Server.Publish("t", "once"u8, MqttQualityOfService.ExactlyOnce);
            await before.ReceiveAsync<MqttPublishPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        await using var client = await server.ConnectAsync("c", configure: o => o with { CleanStart = false, Session = session });
        await client.ShouldHaveNothingAsync();
        session.ReceivedExactlyOnce.ShouldBeEmpty();
    }
}
