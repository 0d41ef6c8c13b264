using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.1, §3.2, §4.1: who is let in, and what becomes of sessions.</summary>
public sealed class Connect_Tests
{
    private const MqttProtocolVersion V311 = MqttProtocolVersion.V311;
    private const MqttProtocolVersion V500 = MqttProtocolVersion.V500;

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task The_application_sees_user_name_password_and_address(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("meter-7", version, o => o with { Username = "gw", Password = "sécret" });

        var request = server.Application.Connects.ShouldHaveSingleItem();
        request.ClientId.ShouldBe("meter-7");
        request.Username.ShouldBe("gw");
        Encoding.UTF8.GetString(request.Password!.Value.Span).ShouldBe("sécret");
        request.IsLoopback.ShouldBeTrue();
        request.ProtocolVersion.ShouldBe(version);
        server.Server.ConnectedCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task An_anonymous_client_has_neither_user_name_nor_password(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a", version);
        var request = server.Application.Connects.ShouldHaveSingleItem();
        request.Username.ShouldBeNull();
        request.Password.ShouldBeNull();
    }

    [Theory]
    [InlineData(V311, MqttReasonCode.BadUserNameOrPassword, MqttReasonCode.BadUserNameOrPassword)]
    [InlineData(V311, MqttReasonCode.Banned, MqttReasonCode.NotAuthorized)]
    [InlineData(V500, MqttReasonCode.Banned, MqttReasonCode.Banned)]
    public async Task A_refusal_reaches_the_client_with_its_reason(MqttProtocolVersion version, MqttReasonCode said, MqttReasonCode heard)
    {
        var application = new TestApplication { OnConnect = _ => MqttConnectDecision.Refuse(said, "not you") };
        await using var server = await TestServer.StartAsync(application);
        await using var client = new MqttClient(server.ClientOptions("a", version));

        var refusal = await Should.ThrowAsync<MqttConnectionException>(() => client.ConnectAsync());

        refusal.ReasonCode.ShouldBe(heard);
        if (version == V500)
            refusal.Message.ShouldContain("not you");
        application.Disconnects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_without_an_identifier_gets_one()
    {
        await using var server = await TestServer.StartAsync();
        await using var five = await server.ConnectAsync("", V500);
        five.Connected!.ClientId.ShouldStartWith("auto-");
        await using var three = await server.ConnectAsync("", V311);
        server.Application.Connects.ShouldAllBe(c => c.ClientId.StartsWith("auto-"));
    }

    [Fact]
    public async Task A_3_1_1_client_without_an_identifier_must_start_clean()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenAsync(V311);
        await peer.SendAsync(new MqttConnectPacket { ProtocolVersion = V311, ClientId = "", CleanStart = false });
        (await peer.ReceiveAsync<MqttConnAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.ClientIdentifierNotValid);
        (await peer.ReceiveOrEndAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("10 0E 00 06 'MQIsdp' 03 02 00 00 00 00", V311)]
    [InlineData("10 0D 00 04 'MQTT' 06 02 00 00 00 00 00", V500)]
    public async Task Another_protocol_level_is_told_so(string bytes, MqttProtocolVersion answeredIn)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenAsync(answeredIn);
        await peer.SendAsync(PacketCatalogue.Bytes(bytes));
        (await peer.ReceiveAsync<MqttConnAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.UnsupportedProtocolVersion);
        (await peer.ReceiveOrEndAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Extended_authentication_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenAsync();
        await peer.SendAsync(new MqttConnectPacket { ProtocolVersion = V500, ClientId = "a", Properties = new MqttProperties { AuthenticationMethod = "SCRAM" } });
        (await peer.ReceiveAsync<MqttConnAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.BadAuthenticationMethod);
    }

    [Fact]
    public async Task The_first_packet_must_be_CONNECT_and_a_second_one_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var hasty = await server.OpenAsync();
        await hasty.SendAsync(new MqttPingReqPacket());
        (await hasty.ReceiveOrEndAsync()).ShouldBeNull();

        await using var twice = await server.OpenConnectedAsync("a");
        await twice.SendAsync(new MqttConnectPacket { ProtocolVersion = V500, ClientId = "a" });
        await twice.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
    }

    [Fact]
    public async Task CONNACK_tells_what_the_server_can_do()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.ReceiveMaximum = 77);
        await using var peer = await server.OpenConnectedAsync("a");
        var properties = peer.ConnAck!.Properties;
        properties.ReceiveMaximum.ShouldBe((ushort)77);
        properties.MaximumPacketSizeBytes.ShouldBe((uint)new MqttServerOptions().MaximumPacketSizeBytes);
        properties.TopicAliasMaximum.ShouldBe((ushort)new MqttServerOptions().TopicAliasMaximum);
        // Absent means that there is no limit: nothing is left out here.
        properties.SharedSubscriptionAvailable.ShouldBeNull();
        properties.MaximumQoS.ShouldBeNull();
        properties.RetainAvailable.ShouldBeNull();
        properties.ServerKeepAliveSeconds.ShouldBeNull();
    }

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task A_second_connection_with_the_same_identifier_takes_over(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var first = await server.OpenConnectedAsync("twin", version);
        await using var second = await server.OpenConnectedAsync("twin", version);
        await first.ShouldBeDisconnectedAsync(MqttReasonCode.SessionTakenOver);
        await second.ShouldBeAliveAsync();
        server.Application.Disconnects.ShouldContain(("twin", MqttDisconnectReason.SessionTakenOver));
        server.Server.ConnectedCount.ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_connections_fighting_for_one_identifier_leave_one_alive()
    {
        await using var server = await TestServer.StartAsync();
        var peers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.OpenConnectedAsync("one")));
        await Eventually.HoldsAsync(() => server.Application.Disconnects.Count == 19, "19 lose");
        server.Server.ConnectedCount.ShouldBe(1);
        server.Server.SessionCount.ShouldBe(1);
        foreach (var peer in peers)
            await peer.DisposeAsync();
        await Eventually.HoldsAsync(() => server.Server.SessionCount == 0, "the last leaves");
    }

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task A_kept_session_gets_what_was_sent_meanwhile_and_what_it_hadnt_acknowledged(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        void Keep(MqttProperties p) => p.SessionExpiryIntervalSeconds = version == V500 ? 100u : null;
        await using (var first = await server.OpenConnectedAsync("keeper", version, cleanStart: false, properties: Keep))
        {
            first.ConnAck!.SessionPresent.ShouldBeFalse();
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
            await first.ReceiveAsync<MqttSubAckPacket>();
            server.Server.Publish("t", "one"u8);
            // Received and not acknowledged.
            (await first.ReceiveAsync<MqttPublishPacket>()).Duplicate.ShouldBeFalse();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "the first connection is gone");
        server.Server.Publish("t", "two"u8);
        server.Server.Publish("t", "lost"u8, MqttQualityOfService.AtMostOnce);

        await using var second = await server.OpenConnectedAsync("keeper", version, cleanStart: false, properties: Keep);
        second.ConnAck!.SessionPresent.ShouldBeTrue();
        var again = await second.ReceiveAsync<MqttPublishPacket>();
        again.Duplicate.ShouldBeTrue();
        Encoding.UTF8.GetString(again.Payload.Span).ShouldBe("one");
        var meanwhile = await second.ReceiveAsync<MqttPublishPacket>();
        meanwhile.Duplicate.ShouldBeFalse();
        Encoding.UTF8.GetString(meanwhile.Payload.Span).ShouldBe("two");
        await second.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_clean_start_forgets_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using (var first = await server.OpenConnectedAsync("a", V311, cleanStart: false))
        {
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t")]));
            await first.ReceiveAsync<MqttSubAckPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "gone");
        server.Server.SubscriptionCount.ShouldBe(1);
        await using var second = await server.OpenConnectedAsync("a", V311);
        second.ConnAck!.SessionPresent.ShouldBeFalse();
        server.Server.SubscriptionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_session_ends_when_its_expiry_has_passed()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using (await server.OpenConnectedAsync("a", properties: p => p.SessionExpiryIntervalSeconds = 30))
            server.Server.SessionCount.ShouldBe(1);
        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "gone");
        time.Advance(TimeSpan.FromSeconds(29));
        server.Server.SessionCount.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(() => server.Server.SessionCount == 0, "expired");
    }

    [Fact]
    public async Task A_new_client_takes_the_place_of_the_session_that_would_end_first()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumConnections, o.MaximumSessions) = (2, 2));
        foreach (var (id, seconds) in new[] { ("long", 1000u), ("short", 10u) })
        {
            await using (await server.OpenConnectedAsync(id, properties: p => p.SessionExpiryIntervalSeconds = seconds))
                server.Server.ConnectedCount.ShouldBe(1);
            await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it leaves");
        }

        await using var third = await server.OpenConnectedAsync("third");
        server.Server.SessionCount.ShouldBe(2);
        await using var back = await server.OpenConnectedAsync("long", cleanStart: false);
        back.ConnAck!.SessionPresent.ShouldBeTrue();
    }

    [Fact]
    public async Task Too_many_connections_are_closed_at_once()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumConnections, o.MaximumSessions) = (1, 1));
        await using var first = await server.OpenConnectedAsync("a");
        try
        {
            await using var second = await server.OpenAsync();
            (await second.ReceiveOrEndAsync()).ShouldBeNull();
        }
        catch (System.Net.Sockets.SocketException e) when (e.SocketErrorCode == System.Net.Sockets.SocketError.ConnectionReset)
        {
            // Closed before the peer had noticed that it was open.
        }

        await first.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_stopping_server_says_so()
    {
        var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await server.DisposeAsync();
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.ServerShuttingDown);
    }

    [Fact]
    public async Task The_application_can_end_a_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        server.Server.Disconnect("nobody").ShouldBeFalse();
        server.Server.Disconnect("a").ShouldBeTrue();
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.AdministrativeAction);
    }

    [Fact]
    public async Task Options_that_cant_be_are_refused_at_start_all_at_once()
    {
        var error = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => TestServer.StartAsync(configure: o => (o.ReceiveMaximum, o.MaximumPacketSizeBytes, o.MaximumConnectionsPerAddress) = (0, 5, 0)));
        error.Message.ShouldContain("Mqtt:ReceiveMaximum");
        error.Message.ShouldContain("Mqtt:MaximumPacketSizeBytes");
        error.Message.ShouldContain("Mqtt:MaximumConnectionsPerAddress");
    }
}
