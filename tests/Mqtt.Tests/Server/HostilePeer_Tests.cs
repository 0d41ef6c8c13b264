namespace Facilities.Mqtt.Tests;

/// <summary>Peers that mean harm or are broken, over real sockets. In each case a well-behaved client goes on undisturbed.</summary>
public sealed class HostilePeer_Tests
{
    [Fact]
    public async Task A_packet_sent_one_byte_at_a_time_is_taken()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenAsync();
        var bytes = RawPeer.Encode(new MqttConnectPacket { ProtocolVersion = MqttProtocolVersion.V500, ClientId = "slow" }, MqttProtocolVersion.V500)
            .Concat(RawPeer.Encode(new MqttPublishPacket("t", "x"u8.ToArray()) { QoS = MqttQualityOfService.AtLeastOnce, PacketIdentifier = 1 }, MqttProtocolVersion.V500));
        foreach (var b in bytes)
        {
            await peer.SendAsync(new[] { b });
            await Task.Yield();
        }

        await peer.ReceiveAsync<MqttConnAckPacket>();
        (await peer.ReceiveAsync<MqttAckPacket>()).PacketIdentifier.ShouldBe((ushort)1);
    }

    [Fact]
    public async Task Half_a_packet_and_gone_leaves_nothing_behind()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var peer = await server.OpenConnectedAsync("half");
            await peer.SendAsync(PacketCatalogue.Bytes("32 7F 00 05 'top"));
        }

        await Eventually.HoldsAsync(() => server.Server.SessionCount == 0, "all are gone");
        server.Application.Publishes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_mebibyte_of_garbage_ends_that_connection_and_no_other(int seed)
    {
        await using var server = await TestServer.StartAsync();
        await using var good = await server.OpenConnectedAsync("good");
        var garbage = new byte[1024 * 1024];
        new Random(seed).NextBytes(garbage);
        await using var stranger = await server.OpenAsync();
        await TrySendAsync(stranger, garbage);
        await using var known = await server.OpenConnectedAsync("known");
        // 0x0F: a packet type that doesn't exist, so that the first byte isn't by chance a long packet.
        garbage[0] = 0x0F;
        await TrySendAsync(known, garbage);
        await Eventually.HoldsAsync(() => server.Application.Disconnects.Any(d => d.ClientId == "known"), "the connection ends");
        await good.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_mebibyte_of_garbage_as_a_payload_is_the_applications_business_and_the_connection_lives_on()
    {
        var application = new TestApplication { OnPublish = (_, p) => new(p.Payload.Length > 1_000_000 ? MqttPublishDecision.Reject(MqttReasonCode.PayloadFormatInvalid) : MqttPublishDecision.Accept(0)) };
        await using var server = await TestServer.StartAsync(application);
        await using var client = await server.ConnectAsync("a");
        var garbage = new byte[1024 * 1024];
        new Random(4).NextBytes(garbage);
        (await client.Client.PublishAsync("t", garbage)).ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        (await client.PublishAsync("t", "fine")).ShouldBe(MqttReasonCode.Success);
    }

    [Theory]
    [InlineData("30 FF FF FF 7F")]
    [InlineData("82 FF FF FF 7F")]
    public async Task A_huge_declared_length_is_refused_at_once(string bytes)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(PacketCatalogue.Bytes(bytes));
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.PacketTooLarge);
    }

    [Fact]
    public async Task An_unknown_peer_gets_less_memory_than_a_known_one()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenAsync();
        await peer.SendAsync(PacketCatalogue.Bytes("10 80 80 20"));
        (await peer.ReceiveOrEndAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_subscriber_that_doesnt_read_loses_QoS_0_messages_and_nobody_waits_for_it()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumQueuedMessages, o.MaximumQueuedBytes) = (100, 100 * 1024 * 1024));
        await using var deaf = await server.OpenConnectedAsync("deaf");
        await deaf.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t")]));
        await deaf.ReceiveAsync<MqttSubAckPacket>();
        await using var publisher = await server.ConnectAsync("p");
        await using var reader = await server.ConnectAsync("r");
        await reader.Client.SubscribeAsync("t");
        var payload = new byte[64 * 1024];
        for (var i = 0; i < 500; i++)
        {
            await publisher.Client.PublishAsync("t", payload, MqttQualityOfService.AtMostOnce);
            await reader.ReceiveAsync();
        }

        // 500 × 64 KiB can't be in the socket buffers: most were dropped, and the deaf one is still connected.
        server.Application.Disconnects.ShouldBeEmpty();
        var arrived = 0;
        await deaf.SendAsync(new MqttPingReqPacket());
        while (await deaf.ReceiveAsync() is MqttPublishPacket)
            arrived++;
        arrived.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_QoS_1_subscriber_that_never_acknowledges_is_cut_off_when_its_queue_is_full()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.MaximumQueuedMessages = 50);
        await using var deaf = await server.OpenConnectedAsync("deaf", properties: p => p.ReceiveMaximum = 1);
        await deaf.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
        await deaf.ReceiveAsync<MqttSubAckPacket>();
        server.Server.Publish("t", "x"u8);
        // It reads this one, but never acknowledges it.
        await deaf.ReceiveAsync<MqttPublishPacket>();
        for (var i = 0; i < 60; i++)
            server.Server.Publish("t", "x"u8);
        await Eventually.HoldsAsync(() => server.Application.Disconnects.Contains(("deaf", MqttDisconnectReason.QueueOverflow)), "it is cut off");
        await deaf.ShouldBeDisconnectedAsync(MqttReasonCode.QuotaExceeded);
    }

    [Fact]
    public async Task Acknowledgements_from_clients_for_nothing_are_ignored()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubAck, 77));
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubComp, 77));
        await peer.ShouldBeAliveAsync();
        await peer.SendAsync(new MqttAckPacket(MqttPacketType.PubRec, 77));
        (await peer.ReceiveAsync<MqttAckPacket>()).ShouldBe(new MqttAckPacket(MqttPacketType.PubRel, 77, MqttReasonCode.PacketIdentifierNotFound), new SameDump());
    }

    [Theory]
    [InlineData("20 03 00 00 00")]
    [InlineData("90 04 00 01 00 00")]
    [InlineData("D0 00")]
    [InlineData("F0 0A 18 08 15 00 01 'm' 16 00 01 01")]
    public async Task Packets_that_only_a_server_sends_end_the_connection(string bytes)
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(PacketCatalogue.Bytes(bytes));
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
    }

    [Fact]
    public async Task Every_refusal_of_the_catalogue_is_heard_over_the_wire()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var c in PacketCatalogue.Invalid.Where(c => c.From == MqttPeer.Client && c.Bytes[0] >> 4 != (int)MqttPacketType.Connect))
        {
            await using var peer = await server.OpenConnectedAsync("a", c.Version);
            await peer.SendAsync(c.Bytes);
            await peer.ShouldBeDisconnectedAsync(c.Refusal);
        }
    }

    [Fact]
    public async Task Random_streams_after_CONNECT_never_disturb_the_server()
    {
        await using var server = await TestServer.StartAsync();
        await using var good = await server.OpenConnectedAsync("good");
        var random = new Random(21);
        var packets = new RandomPackets(21);
        for (var i = 0; i < 200; i++)
        {
            var version = i % 2 == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
            await using var peer = await server.OpenConnectedAsync("evil", version);
            var bytes = Enumerable.Range(0, 10).SelectMany(_ => RawPeer.Encode(packets.Next(version).Packet, version)).ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            await TrySendAsync(peer, bytes);
        }

        await good.ShouldBeAliveAsync();
        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 1, "all the others are gone");
    }

    private static async Task TrySendAsync(RawPeer peer, byte[] bytes)
    {
        try
        {
            await peer.SendAsync(bytes).WaitAsync(Eventually.Patience);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The server had enough.
        }
    }

    private sealed class SameDump : IEqualityComparer<MqttAckPacket>
    {
        public bool Equals(MqttAckPacket? x, MqttAckPacket? y) => PacketDump.Of(x) == PacketDump.Of(y);

        public int GetHashCode(MqttAckPacket obj) => 0;
    }
}
