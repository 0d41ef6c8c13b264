using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>The client, against the server and against scripted ones.</summary>
public sealed class Client_Tests
{
    [Fact]
    public async Task Nobody_listening_is_a_clear_exception()
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = FreePort.Next() });
        var error = await Should.ThrowAsync<MqttConnectionException>(() => client.ConnectAsync());
        error.Message.ShouldContain("127.0.0.1");
        error.ReasonCode.ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(() => client.ConnectAsync());
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_the_timeout()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port, Timeout = TimeSpan.FromMilliseconds(200) });
        (await Should.ThrowAsync<MqttConnectionException>(() => client.ConnectAsync())).Message.ShouldContain("No CONNACK");
    }

    [Fact]
    public async Task Garbage_from_the_server_ends_the_connection_as_a_protocol_error()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port });
        var connecting = client.ConnectAsync();
        var peer = await server.AcceptAsync();
        await peer.SendAsync("20 03 00 00 00");
        await connecting;
        await peer.SendAsync("0F 00");
        (await Should.ThrowAsync<MqttProtocolException>(() => client.Completion.WaitAsync(Eventually.Patience))).ReasonCode.ShouldBe(MqttReasonCode.MalformedPacket);
        (await Should.ThrowAsync<MqttConnectionException>(async () => await client.PublishAsync("t", default))).ReasonCode.ShouldBe(MqttReasonCode.MalformedPacket);
        client.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_sent_DISCONNECT_ends_everything_that_waits_with_its_reason()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port });
        var connecting = client.ConnectAsync();
        var peer = await server.AcceptAsync();
        await peer.SendAsync("20 03 00 00 00");
        await connecting;
        var publishing = client.PublishAsync("t", default).AsTask();
        var subscribing = client.SubscribeAsync("t");
        var draining = client.DrainAsync();
        await peer.SendAsync("E0 01 8B");
        foreach (var waiting in new[] { publishing, subscribing, draining, client.Completion })
            (await Should.ThrowAsync<MqttConnectionException>(() => waiting.WaitAsync(Eventually.Patience))).ReasonCode.ShouldBe(MqttReasonCode.ServerShuttingDown);
    }

    [Fact]
    public async Task The_window_is_the_smaller_of_the_clients_and_the_servers()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port, MaximumInFlight = 10 });
        var connecting = client.ConnectAsync();
        var peer = await server.AcceptAsync();
        await peer.SendAsync("20 06 00 00 03 21 00 02");
        await connecting;
        var publishes = Enumerable.Range(0, 3).Select(_ => client.PublishAsync("t", default).AsTask()).ToArray();
        client.InFlightCount.ShouldBe(2);
        publishes.ShouldAllBe(p => !p.IsCompleted);
        await peer.SendAsync("40 02 00 01");
        (await publishes[0].WaitAsync(Eventually.Patience)).ShouldBe(MqttReasonCode.Success);
        await Eventually.HoldsAsync(() => client.InFlightCount == 2, "the third goes out");
        await peer.SendAsync("40 03 00 02 97");
        (await publishes[1].WaitAsync(Eventually.Patience)).ShouldBe(MqttReasonCode.QuotaExceeded);
        client.AcknowledgedCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_silent_server_is_pinged_and_then_given_up()
    {
        var time = new FakeTime();
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port, KeepAlive = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromSeconds(5) }, time);
        var connecting = client.ConnectAsync();
        var peer = await server.AcceptAsync();
        await peer.SendAsync("20 03 00 00 00");
        await connecting;
        await Eventually.HoldsAsync(() => Tick(time, peer.Received.Contains("C000")), "it pings");
        await Eventually.HoldsAsync(() => Tick(time, client.Completion.IsCompleted), "it gives up");
        (await Should.ThrowAsync<MqttConnectionException>(() => client.Completion)).ReasonCode.ShouldBe(MqttReasonCode.KeepAliveTimeout);
    }

    [Fact]
    public async Task Posting_is_acknowledged_with_the_callers_tags()
    {
        var observer = new Tags();
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a", configure: o => o with { PublishObserver = observer, MaximumInFlight = 50, MaximumUnsentBytes = 2_000 });
        var topic = "t"u8.ToArray();
        var payload = new byte[100];
        for (var i = 0; i < 5_000; i++)
            await client.Client.PostAsync(topic, payload, i);
        await client.Client.DrainAsync();
        observer.Seen.ShouldBe(Enumerable.Range(0, 5_000).Select(i => (long)i));
        client.Client.InFlightCount.ShouldBe(0);
        server.Application.Publishes.Count.ShouldBe(5_000);
    }

    [Fact]
    public async Task Many_publishes_may_wait_at_once()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a", configure: o => o with { MaximumInFlight = 20 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => client.PublishAsync("t/" + i, "x", (MqttQualityOfService)(i % 3)).AsTask())).WaitAsync(Eventually.Patience);
        answers.ShouldAllBe(a => a == MqttReasonCode.Success);
        server.Application.Publishes.Select(p => p.Topic).Distinct().Count().ShouldBe(2_000);
    }

    [Fact]
    public async Task An_exception_of_the_callback_ends_the_connection_without_acknowledging()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = new MqttClient(server.ClientOptions("a") with { MessageReceived = (_, _) => throw new InvalidOperationException("mine") });
        await client.ConnectAsync();
        await client.SubscribeAsync("t");
        server.Server.Publish("t", "x"u8);
        (await Should.ThrowAsync<MqttConnectionException>(() => client.Completion.WaitAsync(Eventually.Patience))).Message.ShouldContain("mine");
    }

    [Fact]
    public async Task Disconnecting_completes_normally_and_sends_what_was_buffered()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync("a");
        for (var i = 0; i < 100; i++)
            await client.Client.PublishAsync("t", Encoding.ASCII.GetBytes($"{i}"), MqttQualityOfService.AtMostOnce);
        await client.Client.DisconnectAsync();
        await client.Client.Completion;
        await Eventually.HoldsAsync(() => server.Application.Disconnects.Contains(("a", MqttDisconnectReason.Normal)), "the server hears it");
        server.Application.Publishes.Count.ShouldBe(100);
        await Should.ThrowAsync<MqttConnectionException>(async () => await client.PublishAsync("t", "x"));
    }

    [Fact]
    public void Options_that_cant_be_are_all_named_at_once()
    {
        var error = Should.Throw<ArgumentException>(() => new MqttClient(new MqttClientOptions { Port = 0, MaximumInFlight = 0, ProtocolVersion = MqttProtocolVersion.V311, CleanStart = false }));
        error.Message.ShouldContain("Port");
        error.Message.ShouldContain("MaximumInFlight");
        error.Message.ShouldContain("ClientId");
    }

    [Fact]
    public async Task Invalid_topics_and_filters_and_too_large_packets_are_refused_before_sending()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.MaximumPacketSizeBytes = 1_024);
        await using var client = await server.ConnectAsync("a");
        await Should.ThrowAsync<ArgumentException>(async () => await client.PublishAsync("a/+", "x"));
        await Should.ThrowAsync<ArgumentException>(() => client.Client.SubscribeAsync("a/#/b"));
        await Should.ThrowAsync<ArgumentException>(async () => await client.Client.PublishAsync("t", new byte[2_000]));
        client.Client.IsConnected.ShouldBeTrue();
    }

    private static bool Tick(FakeTime time, bool done)
    {
        if (!done)
            time.Advance(TimeSpan.FromSeconds(1));
        return done;
    }

    private sealed class Tags : IMqttPublishObserver
    {
        public List<long> Seen { get; } = [];

        public void Acknowledged(long tag, MqttReasonCode reasonCode) => Seen.Add(tag);
    }
}
