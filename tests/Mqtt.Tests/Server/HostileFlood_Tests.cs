using System.Net;
using System.Net.Sockets;

namespace Facilities.Mqtt.Tests;

/// <summary>Peers that come in numbers or never finish, over real sockets. In each case a well-behaved client goes on undisturbed.</summary>
[Collection(nameof(Undisturbed))]
public sealed class HostileFlood_Tests
{
    [Fact]
    public async Task One_byte_a_second_is_given_up_before_CONNECT_and_within_a_packet()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var good = await server.OpenConnectedAsync("good");
        await using var stranger = await server.OpenAsync();
        await using var known = await server.OpenConnectedAsync("known");
        var connect = RawPeer.Encode(new MqttConnectPacket { ProtocolVersion = MqttProtocolVersion.V500, ClientId = "drop-by-drop-by-drop" }, MqttProtocolVersion.V500);
        var publish = RawPeer.Encode(new MqttPublishPacket("t", new byte[200]), MqttProtocolVersion.V500);
        for (var second = 0; second < 75; second++)
        {
            if (second < connect.Length) await TrySendAsync(stranger.Socket, connect.AsMemory(second, 1));
            await TrySendAsync(known.Socket, publish.AsMemory(second, 1));
            // The byte has arrived before the second is over.
            await good.ShouldBeAliveAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await known.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
        (await stranger.ReceiveOrEndAsync()).ShouldBeNull();
        server.Server.Statistics.Refused.Keys.ShouldBe([nameof(ConnectRefusal.ConnectTimeout)]);
    }

    [Fact]
    public async Task A_quarter_of_a_gibibyte_announced_by_many_costs_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await using var good = await server.OpenConnectedAsync("good");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peers = new List<RawPeer>();
        for (var i = 0; i < 200; i++)
        {
            var peer = i % 2 == 0 ? await server.OpenAsync() : await server.OpenConnectedAsync("big" + i);
            // As CONNECT and as PUBLISH: 268,435,455 bytes to come.
            await peer.SendAsync(PacketCatalogue.Bytes(i % 2 == 0 ? "10 FF FF FF 7F 00 04 'MQTT'" : "30 FF FF FF 7F 00 01 't'"));
            peers.Add(peer);
        }

        foreach (var peer in peers)
        {
            while (await peer.ReceiveOrEndAsync() is not null)
            {
            }

            await peer.DisposeAsync();
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8 * 1024 * 1024);
        await good.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_hundred_thousand_subscriptions_end_at_the_limit_with_a_reason_for_each()
    {
        await using var server = await TestServer.StartAsync();
        await using var good = await server.OpenConnectedAsync("good");
        await using var greedy = await server.OpenConnectedAsync("greedy");
        var granted = 0;
        for (var batch = 0; batch < 100; batch++)
        {
            await greedy.SendAsync(new MqttSubscribePacket((ushort)(batch + 1), [.. Enumerable.Range(batch * 1_000, 1_000).Select(i => new MqttTopicFilter($"greedy/{i}/+"))]));
            var codes = (await greedy.ReceiveAsync<MqttSubAckPacket>()).ReasonCodes;
            codes.Count.ShouldBe(1_000);
            granted += codes.Count(code => code == MqttReasonCode.Success);
            codes.Where(code => code != MqttReasonCode.Success).ShouldAllBe(code => code == MqttReasonCode.QuotaExceeded);
        }

        granted.ShouldBe(new MqttServerOptions().MaximumSubscriptionsPerSession);
        server.Server.SubscriptionCount.ShouldBe(granted);
        await good.ShouldBeAliveAsync();
        await greedy.DisposeAsync();
        await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 0, "all go with it");
    }

    [Fact]
    public async Task A_flood_of_connections_is_counted_bounded_and_over_when_it_is_over()
    {
        await using var server = await TestServer.StartAsync(configure: o => (o.MaximumConnections, o.MaximumSessions) = (100, 100));
        await using var good = await server.OpenConnectedAsync("good");
        var refused = 0;
        for (var wave = 0; wave < 10; wave++)
        {
            var sockets = new List<Socket>();
            for (var i = 0; i < 150; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await TryConnectAsync(socket, server.Port);
            }

            // 99 are in, the others are closed unread.
            await Eventually.HoldsAsync(() => server.Server.Statistics.Opened == 1 + (wave + 1) * 150, "all have come");
            refused += 51;
            server.Server.Statistics.Refused[nameof(ConnectRefusal.TooManyConnections)].ShouldBe(refused);
            await good.ShouldBeAliveAsync();
            foreach (var socket in sockets) socket.Dispose();
            await Eventually.HoldsAsync(() => server.Server.OpenCount == 1, "all are gone");
        }

        await using var next = await server.OpenConnectedAsync("next");
        await Eventually.HoldsAsync(() => server.Server.Statistics is var s && s.Opened == s.Accepted + s.Refused.Values.Sum(), "each is counted once");
    }

    [Fact]
    public async Task Two_clients_that_take_each_other_over_for_ever_leave_one_session_and_the_others_in_peace()
    {
        await using var server = await TestServer.StartAsync();
        await using var good = await server.OpenConnectedAsync("good");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await using var twin = await server.OpenAsync();
                await twin.SendAsync(new MqttConnectPacket { ProtocolVersion = MqttProtocolVersion.V500, ClientId = "twin", CleanStart = i % 2 == 0 });
                if (await twin.ReceiveOrEndAsync() is MqttConnAckPacket answer) answer.ReasonCode.ShouldBeOneOf(MqttReasonCode.Success, MqttReasonCode.ServerBusy);
            }
        })));
        await good.ShouldBeAliveAsync();
        await Eventually.HoldsAsync(() => server.Server.SessionCount == 1, "only the good one is left");
        var counted = server.Server.Statistics;
        counted.Opened.ShouldBe(counted.Accepted + counted.Refused.Values.Sum());
    }

    private static async Task TryConnectAsync(Socket socket, int port)
    {
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // Refused so quickly that the client's stack saw it at once.
        }
    }

    private static async Task TrySendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await socket.SendAsync(bytes);
        }
        catch (SocketException)
        {
            // The server had enough.
        }
    }
}
