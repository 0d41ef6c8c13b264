using System.Net;
using System.Net.WebSockets;

namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §6, and what a listener has that must hold here too.</summary>
public sealed class WebSocket_Tests
{
    private static readonly byte[] Connect = RawPeer.Encode(new MqttConnectPacket { ProtocolVersion = MqttProtocolVersion.V500, ClientId = "web" }, MqttProtocolVersion.V500);

    [Fact]
    public async Task Packets_may_be_split_over_frames_and_share_one()
    {
        await using var server = await TestServer.StartAsync(allDoors: true);
        using var socket = await OpenAsync(server);
        socket.SubProtocol.ShouldBe("mqtt");
        var publish = RawPeer.Encode(new MqttPublishPacket("t", "x"u8.ToArray()) { QoS = MqttQualityOfService.AtLeastOnce, PacketIdentifier = 7 }, MqttProtocolVersion.V500);
        var bytes = Connect.Concat(publish).Concat(publish).ToArray();
        // One byte a frame up to the middle of a packet; an empty frame; the rest in one message of two fragments.
        var cut = Connect.Length + 3;
        for (var i = 0; i < cut; i++)
            await socket.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(bytes.AsMemory(cut, 4), WebSocketMessageType.Binary, false, default);
        await socket.SendAsync(bytes.AsMemory(cut + 4), WebSocketMessageType.Binary, true, default);

        (await ReceiveAsync(socket)).ShouldBeOfType<MqttConnAckPacket>().ReasonCode.ShouldBe(MqttReasonCode.Success);
        await Eventually.HoldsAsync(() => server.Application.Publishes.Count == 2, "both are taken");
        server.Server.Statistics.OpenByTransport[nameof(MqttTransport.WebSocket)].ShouldBe(1);
    }

    [Fact]
    public async Task A_text_frame_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync(allDoors: true);
        using var socket = await OpenAsync(server);
        await socket.SendAsync(Connect, WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(socket)).ShouldBeOfType<MqttConnAckPacket>();
        await socket.SendAsync("PING"u8.ToArray(), WebSocketMessageType.Text, true, default);
        (await ReceiveAsync(socket)).ShouldBeOfType<MqttDisconnectPacket>().ReasonCode.ShouldBe(MqttReasonCode.ProtocolError);
        (await socket.ReceiveAsync(new byte[16], default)).MessageType.ShouldBe(WebSocketMessageType.Close);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);
    }

    [Fact]
    public async Task Only_the_subprotocol_mqtt_is_spoken_and_only_over_WebSocket()
    {
        await using var server = await TestServer.StartAsync(allDoors: true);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.WebPort}") };
        (await http.GetAsync(new Uri("/mqtt", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        foreach (var offered in new[] { null, "mqttv3.1" })
        {
            using var socket = new ClientWebSocket();
            if (offered is not null)
                socket.Options.AddSubProtocol(offered);
            socket.Options.CollectHttpResponseDetails = true;
            await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(Address(server), default));
            socket.HttpStatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task The_limit_of_connections_counts_every_door()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumConnections, o.MaximumSessions) = (1, 1), allDoors: true);
        using (var first = await OpenAsync(server))
        {
            await first.SendAsync(Connect, WebSocketMessageType.Binary, true, default);
            (await ReceiveAsync(first)).ShouldBeOfType<MqttConnAckPacket>();
            using var socket = New();
            socket.Options.CollectHttpResponseDetails = true;
            await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(Address(server), default));
            socket.HttpStatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await Should.ThrowAsync<Exception>(() => server.OpenConnectedAsync("plain"));
        }

        await Eventually.HoldsAsync(() => server.Server.OpenCount == 0, "it is gone");
        await using var next = await server.OpenConnectedAsync("next");
        var counted = server.Server.Statistics;
        counted.Refused[nameof(ConnectRefusal.TooManyConnections)].ShouldBe(2);
        counted.Opened.ShouldBe(counted.Accepted + counted.Refused.Values.Sum());
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("same", null, true)]
    [InlineData("http://elsewhere.example", null, false)]
    [InlineData("null", null, false)]
    [InlineData(null, "198.51.100.9", false)]
    // A name that was made to point here: the page's origin and the request's host agree.
    [InlineData("http://rebound.example", null, false, "rebound.example")]
    [InlineData(null, null, false, "rebound.example")]
    [InlineData(null, null, false, "192.0.2.1")]
    [InlineData("http://localhost", null, true, "localhost")]
    [InlineData(null, null, true, "[::1]:1234")]
    public async Task Loopback_is_believed_unless_a_proxy_or_another_sites_page_speaks(string? origin, string? forwardedFor, bool isLoopback, string? host = null)
    {
        await using var server = await TestServer.StartAsync(allDoors: true);
        using var socket = New();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin == "same" ? $"http://127.0.0.1:{server.WebPort}" : origin);
        if (host is not null)
            socket.Options.SetRequestHeader("Host", host);
        if (forwardedFor is not null)
            socket.Options.SetRequestHeader("X-Forwarded-For", forwardedFor);
        await socket.ConnectAsync(Address(server), default);
        await socket.SendAsync(Connect, WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(socket)).ShouldBeOfType<MqttConnAckPacket>();
        server.Application.Connects.Single().IsLoopback.ShouldBe(isLoopback);
    }

    [Fact]
    public async Task A_reader_that_stops_costs_a_bounded_queue_and_nobody_else_waits()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumQueuedMessages, o.MaximumQueuedBytes) = (50, 100 * 1024 * 1024), allDoors: true);
        using var deaf = await OpenAsync(server);
        await deaf.SendAsync(Connect, WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(deaf)).ShouldBeOfType<MqttConnAckPacket>();
        await deaf.SendAsync(RawPeer.Encode(new MqttSubscribePacket(1, [new MqttTopicFilter("t")]), MqttProtocolVersion.V500), WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(deaf)).ShouldBeOfType<MqttSubAckPacket>();
        await using var reader = await server.ConnectAsync("r");
        await reader.Client.SubscribeAsync("t");
        await using var publisher = await server.ConnectAsync("p");
        var payload = new byte[64 * 1024];
        for (var i = 0; i < 400; i++)
        {
            await publisher.Client.PublishAsync("t", payload, MqttQualityOfService.AtMostOnce);
            await reader.ReceiveAsync();
        }

        server.Server.Statistics.Dropped[nameof(DropReason.QueueFull)].ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_stopping_server_says_so()
    {
        var server = await TestServer.StartAsync(allDoors: true);
        using var socket = await OpenAsync(server);
        await socket.SendAsync(Connect, WebSocketMessageType.Binary, true, default);
        (await ReceiveAsync(socket)).ShouldBeOfType<MqttConnAckPacket>();
        var stopping = server.DisposeAsync();
        (await ReceiveAsync(socket)).ShouldBeOfType<MqttDisconnectPacket>().ReasonCode.ShouldBe(MqttReasonCode.ServerShuttingDown);
        await stopping.AsTask().WaitAsync(Eventually.Patience);
    }

    private static ClientWebSocket New()
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        return socket;
    }

    private static async Task<ClientWebSocket> OpenAsync(TestServer server)
    {
        var socket = New();
        await socket.ConnectAsync(Address(server), default);
        return socket;
    }

    private static Uri Address(TestServer server) => new($"ws://127.0.0.1:{server.WebPort}/mqtt");

    /// <summary>One packet, as it comes: ours are never split over messages here.</summary>
    private static async Task<MqttPacket> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var result = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        result.MessageType.ShouldBe(WebSocketMessageType.Binary);
        MqttFixedHeader.TryRead(buffer.AsSpan(0, result.Count), int.MaxValue, MqttProtocolVersion.V500, out var header).ShouldBeTrue();
        return MqttPacketDecoder.Decode(header.FirstByte, buffer.AsSpan(header.Length, header.RemainingLength), MqttProtocolVersion.V500, MqttPeer.Server);
    }
}
