namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.1.2.5, §3.1.3.2.2.</summary>
public sealed class Will_Tests
{
    private const string Topic = "fm/v1/s/e1/state";

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_lost_connection_publishes_the_will_through_the_application(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var watcher = await server.ConnectAsync("watcher");
        await watcher.Client.SubscribeAsync(Topic);
        var device = await server.OpenConnectedAsync("device", version, will: new MqttWill(Topic, "offline"u8.ToArray(), MqttQualityOfService.AtLeastOnce, true));
        await device.DisposeAsync();

        (await watcher.ReceiveAsync()).Text().ShouldBe("offline");
        server.Application.Publishes.ShouldContain(("device", Topic, "offline", true));
        server.Application.Disconnects.ShouldContain(("device", MqttDisconnectReason.ConnectionLost));
        server.Server.RetainedCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task DISCONNECT_discards_the_will(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var device = await server.OpenConnectedAsync("device", version, will: new MqttWill(Topic, "offline"u8.ToArray()));
        await device.SendAsync(new MqttDisconnectPacket());
        await Eventually.HoldsAsync(() => server.Application.Disconnects.Contains(("device", MqttDisconnectReason.Normal)), "it leaves");
        await Eventually.HoldsAsync(() => server.Server.SessionCount == 0, "its session ends");
        server.Application.Publishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task DISCONNECT_with_will_publishes_it()
    {
        await using var server = await TestServer.StartAsync();
        await using var device = await server.OpenConnectedAsync("device", will: new MqttWill(Topic, "offline"u8.ToArray()));
        await device.SendAsync(new MqttDisconnectPacket(MqttReasonCode.DisconnectWithWillMessage));
        await Eventually.HoldsAsync(() => server.Application.Publishes.Contains(("device", Topic, "offline", true)), "the will");
    }

    [Fact]
    public async Task A_protocol_error_and_a_takeover_publish_the_will()
    {
        await using var server = await TestServer.StartAsync();
        await using var wrong = await server.OpenConnectedAsync("wrong", will: new MqttWill("w/1", "a"u8.ToArray()));
        await wrong.SendAsync(new byte[] { 0 });
        await Eventually.HoldsAsync(() => server.Application.Publishes.Contains(("wrong", "w/1", "a", true)), "after a protocol error");
        await using var first = await server.OpenConnectedAsync("twin", will: new MqttWill("w/2", "b"u8.ToArray()));
        await using var second = await server.OpenConnectedAsync("twin");
        server.Application.Publishes.ShouldContain(("twin", "w/2", "b", true));
    }

    [Fact]
    public async Task A_stopping_server_publishes_no_wills()
    {
        var server = await TestServer.StartAsync();
        await using var device = await server.OpenConnectedAsync("device", will: new MqttWill(Topic, "offline"u8.ToArray()));
        await server.DisposeAsync();
        server.Application.Disconnects.ShouldContain(("device", MqttDisconnectReason.ServerStopping));
        server.Application.Publishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delayed_will_is_published_after_its_delay()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await LeaveWithDelayAsync(server);
        time.Advance(TimeSpan.FromSeconds(9));
        server.Application.Publishes.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(() => server.Application.Publishes.Contains(("device", Topic, "offline", true)), "the will");
    }

    [Fact]
    public async Task A_device_that_returns_before_the_delay_has_no_will_published()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await LeaveWithDelayAsync(server);
        await using var back = await server.OpenConnectedAsync("device", cleanStart: false, properties: p => p.SessionExpiryIntervalSeconds = 60);
        back.ConnAck!.SessionPresent.ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(30));
        await back.ShouldBeAliveAsync();
        server.Application.Publishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clean_start_ends_the_session_so_the_delayed_will_is_due()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await LeaveWithDelayAsync(server);
        await using var anew = await server.OpenConnectedAsync("device");
        server.Application.Publishes.ShouldContain(("device", Topic, "offline", true));
    }

    private static async Task LeaveWithDelayAsync(TestServer server)
    {
        var will = new MqttWill(Topic, "offline"u8.ToArray()) { Properties = new MqttProperties { WillDelayIntervalSeconds = 10 } };
        var device = await server.OpenConnectedAsync("device", will: will, properties: p => p.SessionExpiryIntervalSeconds = 60);
        await device.DisposeAsync();
        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
    }
}
