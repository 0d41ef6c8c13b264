namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.1.2.10 and the other timeouts, on a clock of their own.</summary>
public sealed class KeepAlive_Tests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_silent_client_is_cut_off_after_one_and_a_half_intervals(MqttProtocolVersion version)
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var peer = await server.OpenConnectedAsync("a", version, keepAlive: 20);
        time.Advance(TimeSpan.FromSeconds(29));
        await peer.ShouldBeAliveAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        await peer.ShouldBeAliveAsync();
        // Until the reader waits again the silence isn't the client's: tick until it does.
        await Eventually.HoldsAsync(() => Tick(time, 32, !server.Application.Disconnects.IsEmpty), "it is cut off");
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.KeepAliveTimeout);
        server.Application.Disconnects.ShouldHaveSingleItem().Why.ShouldBe(MqttDisconnectReason.KeepAliveTimeout);
    }

    [Fact]
    public async Task Without_keep_alive_silence_is_allowed()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var peer = await server.OpenConnectedAsync("a", keepAlive: 0);
        time.Advance(TimeSpan.FromHours(3));
        await peer.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_busy_application_doesnt_count_as_the_clients_silence()
    {
        var time = new FakeTime();
        var gate = new TaskCompletionSource();
        var application = new TestApplication
        {
            OnPublish = async (_, _) =>
            {
                await gate.Task;
                return MqttPublishDecision.Accept(0);
            },
        };
        await using var server = await TestServer.StartAsync(application, time: time);
        await using var peer = await server.OpenConnectedAsync("a", keepAlive: 10);
        await peer.SendAsync(new MqttPublishPacket("t", default));
        await Eventually.HoldsAsync(() => application.Publishes.Count == 1, "it is busy");
        time.Advance(TimeSpan.FromSeconds(60));
        gate.SetResult();
        await peer.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_socket_that_never_says_CONNECT_is_closed()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var silent = await server.OpenAsync();
        await using var half = await server.OpenAsync();
        await half.SendAsync(PacketCatalogue.Bytes("10 0F 00 04 'MQ"));
        var closed = Task.WhenAll(silent.ReceiveOrEndAsync(), half.ReceiveOrEndAsync());
        await Eventually.HoldsAsync(() => Tick(time, 5, closed.IsCompleted), "both are closed");
        (await closed).ShouldAllBe(p => p == null);
    }

    [Fact]
    public async Task A_packet_that_never_ends_is_given_up()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var peer = await server.OpenConnectedAsync("a");
        await peer.SendAsync(PacketCatalogue.Bytes("30 FF 01 00 05 'topic'"));
        await Eventually.HoldsAsync(() => Tick(time, 10, !server.Application.Disconnects.IsEmpty), "it is given up");
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.ProtocolError);
    }

    private static bool Tick(FakeTime time, int seconds, bool done)
    {
        if (!done)
            time.Advance(TimeSpan.FromSeconds(seconds));
        return done;
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(60, 20)]
    [InlineData(5, null)]
    public async Task A_client_that_asks_for_more_than_the_operator_wants_is_told_the_servers_keep_alive(int asked, int? told)
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time, configure: o => o.MaximumKeepAlive = TimeSpan.FromSeconds(20));
        await using var peer = await server.OpenConnectedAsync("a", keepAlive: (ushort)asked);
        ((int?)peer.ConnAck!.Properties.ServerKeepAliveSeconds).ShouldBe(told);
        await Eventually.HoldsAsync(() => Tick(time, 32, !server.Application.Disconnects.IsEmpty), "it is cut off");
        await peer.ShouldBeDisconnectedAsync(MqttReasonCode.KeepAliveTimeout);
    }
}
