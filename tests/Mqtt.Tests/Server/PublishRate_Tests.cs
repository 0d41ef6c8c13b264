namespace Facilities.Mqtt.Tests;

/// <summary>A credential that publishes faster than it may is held back, and refused when it doesn't stop.</summary>
public sealed class PublishRate_Tests
{
    /// <summary>Ten seconds' worth come at once; the test's rate is one a second.</summary>
    private const int Burst = 10;

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Who_is_too_fast_waits_and_loses_nothing(MqttProtocolVersion version)
    {
        var time = new FakeTime();
        await using var server = await StartAsync(time);
        await using var peer = await ConnectAsync(server, version, "d1");
        for (ushort i = 1; i <= Burst + 2; i++)
            await PublishAsync(peer, i);
        for (ushort i = 1; i <= Burst; i++)
            (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe(i);
        await Eventually.HoldsAsync(() => server.Server.Statistics.PublishesHeldBack == 1, "the next one waits");
        server.Application.Publishes.Count.ShouldBe(Burst);

        for (ushort i = Burst + 1; i <= Burst + 2; i++)
        {
            await Eventually.HoldsAsync(() => Tick(time) && server.Application.Publishes.Count >= i, "its second comes");
            (await peer.ReceiveAsync<MqttAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.Success);
        }

        server.Application.Disconnects.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_connections_of_a_credential_share_its_rate_and_connecting_again_gains_nothing()
    {
        var time = new FakeTime();
        await using var server = await StartAsync(time);
        await using (var first = await ConnectAsync(server, MqttProtocolVersion.V500, "d1"))
        {
            for (ushort i = 1; i <= Burst; i++)
            {
                await PublishAsync(first, i);
                await first.ReceiveAsync<MqttAckPacket>();
            }
        }

        await using var second = await ConnectAsync(server, MqttProtocolVersion.V500, "d2");
        await PublishAsync(second, 1);
        await Eventually.HoldsAsync(() => server.Server.Statistics.PublishesHeldBack == 1, "it waits for the first one's sake");
        server.Application.Publishes.Count.ShouldBe(Burst);
    }

    [Fact]
    public async Task Beyond_patience_5_0_hears_quota_exceeded_and_the_connection_lives_on()
    {
        var time = new FakeTime();
        await using var server = await StartAsync(time, TimeSpan.Zero);
        await using var peer = await ConnectAsync(server, MqttProtocolVersion.V500, "d1");
        for (ushort i = 1; i <= Burst + 1; i++)
            await PublishAsync(peer, i);
        for (ushort i = 1; i <= Burst; i++)
            (await peer.ReceiveAsync<MqttAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.Success);
        await Eventually.HoldsAsync(() => Tick(time) && server.Server.Statistics.PublishesRefused.Count > 0, "it is refused");
        (await peer.ReceiveAsync<MqttAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.QuotaExceeded);
        await peer.ShouldBeAliveAsync();
        var counted = server.Server.Statistics;
        counted.Received.ShouldBe(Burst + 1);
        counted.PublishesRefused[nameof(MqttReasonCode.QuotaExceeded)].ShouldBe(1);
        server.Application.Publishes.Count.ShouldBe(Burst);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, MqttQualityOfService.AtLeastOnce)]
    [InlineData(MqttProtocolVersion.V500, MqttQualityOfService.AtMostOnce)]
    public async Task Beyond_patience_who_has_no_answer_to_hear_is_cut_off(MqttProtocolVersion version, MqttQualityOfService qos)
    {
        var time = new FakeTime();
        await using var server = await StartAsync(time, TimeSpan.Zero);
        await using var peer = await ConnectAsync(server, version, "d1");
        for (ushort i = 1; i <= Burst + 1; i++)
            await PublishAsync(peer, i, qos);
        await Eventually.HoldsAsync(() => Tick(time) && server.Application.Disconnects.Contains(("d1", MqttDisconnectReason.RateExceeded)), "it is cut off");
        while (await peer.ReceiveOrEndAsync() is { } packet)
        {
            if (packet is MqttDisconnectPacket disconnect)
                disconnect.ReasonCode.ShouldBe(MqttReasonCode.MessageRateTooHigh);
        }

        server.Server.Statistics.PublishesRefused[nameof(MqttReasonCode.MessageRateTooHigh)].ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_no_limit_has_none()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("free", configure: o => o with { Username = "u", Password = "p" });
        for (var i = 0; i < 500; i++)
            await client.PublishAsync("t", "x");
        server.Server.Statistics.PublishesHeldBack.ShouldBe(0);
    }

    private static Task<TestServer> StartAsync(FakeTime time, TimeSpan? patience = null) => TestServer.StartAsync(
        new TestApplication { OnConnect = _ => MqttConnectDecision.Accept() with { MaximumPublishesPerSecond = 1 } },
        o => o.PublishPatience = patience ?? TimeSpan.FromHours(1), time);

    private static async Task<RawPeer> ConnectAsync(TestServer server, MqttProtocolVersion version, string clientId)
    {
        var peer = await server.OpenAsync(version);
        await peer.SendAsync(new MqttConnectPacket { ProtocolVersion = version, ClientId = clientId, CleanStart = true, Username = "device", Password = "p"u8.ToArray() });
        (await peer.ReceiveAsync<MqttConnAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.Success);
        return peer;
    }

    private static Task PublishAsync(RawPeer peer, ushort id, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce) => peer.SendAsync(
        new MqttPublishPacket("t", "x"u8.ToArray()) { QoS = qos, PacketIdentifier = qos == MqttQualityOfService.AtMostOnce ? (ushort)0 : id });

    private static bool Tick(FakeTime time)
    {
        time.Advance(TimeSpan.FromMilliseconds(500));
        return true;
    }
}
