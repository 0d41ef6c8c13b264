using System.Text;
using static Facilities.Mqtt.MqttProtocolVersion;

namespace Facilities.Mqtt.Tests;

/// <summary>Sessions and what waits in them survive a restart (MQTT 5 §4.1, 3.1.1 §4.1).</summary>
public sealed class StoredSession_Tests
{
    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task After_a_restart_the_session_has_its_subscriptions_its_queue_and_what_wasnt_acknowledged(MqttProtocolVersion version)
    {
        var store = new InMemorySessionStore();
        await using (var server = await TestServer.StartAsync(store: store))
        {
            await using (var first = await ConnectAsync(server, version))
            {
                await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t/#", MqttQualityOfService.ExactlyOnce)]));
                await first.ReceiveAsync<MqttSubAckPacket>();
                server.Server.Publish("t/1", "one"u8, MqttQualityOfService.ExactlyOnce);
                server.Server.Publish("t/2", "two"u8);
                // The first is received and released, the second received and not acknowledged.
                var one = await first.ReceiveAsync<MqttPublishPacket>();
                await first.ReceiveAsync<MqttPublishPacket>();
                await first.SendAsync(new MqttAckPacket(MqttPacketType.PubRec, one.PacketIdentifier));
                await first.ReceiveAsync<MqttAckPacket>();
            }

            await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
            server.Server.Publish("t/3", "three"u8);
        }

        await using var next = await TestServer.StartAsync(store: store);
        next.Server.SessionCount.ShouldBe(1);
        next.Server.Publish("t/4", "four"u8);
        await using var second = await ConnectAsync(next, version);
        second.ConnAck!.SessionPresent.ShouldBeTrue();
        (await second.ReceiveAsync<MqttAckPacket>()).ShouldBe(new MqttAckPacket(MqttPacketType.PubRel, 1), new ByTypeAndIdentifier());
        var two = await second.ReceiveAsync<MqttPublishPacket>();
        (Text(two), two.Duplicate, two.PacketIdentifier).ShouldBe(("two", true, (ushort)2));
        var three = await second.ReceiveAsync<MqttPublishPacket>();
        (Text(three), three.Duplicate).ShouldBe(("three", false));
        Text(await second.ReceiveAsync<MqttPublishPacket>()).ShouldBe("four");
        await second.ShouldBeAliveAsync();
    }

    [Fact]
    public async Task A_QoS_2_publish_that_is_sent_again_after_a_restart_is_taken_once()
    {
        var store = new InMemorySessionStore();
        var publish = new MqttPublishPacket("t", "x"u8.ToArray()) { QoS = MqttQualityOfService.ExactlyOnce, PacketIdentifier = 9 };
        await using (var server = await TestServer.StartAsync(store: store))
        {
            await using var first = await ConnectAsync(server, V500);
            await first.SendAsync(publish);
            await first.ReceiveAsync<MqttAckPacket>();
        }

        await using var next = await TestServer.StartAsync(store: store);
        await using var second = await ConnectAsync(next, V500);
        await second.SendAsync(publish with { Duplicate = true });
        (await second.ReceiveAsync<MqttAckPacket>()).Type.ShouldBe(MqttPacketType.PubRec);
        await second.SendAsync(new MqttAckPacket(MqttPacketType.PubRel, 9));
        (await second.ReceiveAsync<MqttAckPacket>()).ReasonCode.ShouldBe(MqttReasonCode.Success);
        next.Application.Publishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_without_a_client_is_stored_within_a_moment_and_one_that_ended_is_gone()
    {
        var store = new InMemorySessionStore();
        await using var server = await TestServer.StartAsync(store: store);
        await using (var first = await ConnectAsync(server, V500))
        {
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
            await first.ReceiveAsync<MqttSubAckPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        server.Server.Publish("t", "one"u8);
        await Eventually.HoldsAsync(() => Stored(store) is [{ EndsAtUnixMs: not null, Messages.Count: 1 }], "what a crash would leave");
        await using (await server.OpenConnectedAsync("keeper"))
            await Eventually.HoldsAsync(() => Stored(store).Count == 0, "a clean start ends it");
    }

    [Fact]
    public async Task A_message_that_is_acknowledged_leaves_the_store()
    {
        var store = new InMemorySessionStore();
        await using (var server = await TestServer.StartAsync(store: store))
        {
            await using var first = await ConnectAsync(server, V500);
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
            await first.ReceiveAsync<MqttSubAckPacket>();
            server.Server.Publish("t", "one"u8);
            var one = await first.ReceiveAsync<MqttPublishPacket>();
            await Eventually.HoldsAsync(() => Stored(store) is [{ Messages.Count: 1 }], "it has waited for long enough to be stored");
            await first.SendAsync(new MqttAckPacket(MqttPacketType.PubAck, one.PacketIdentifier));
            await Eventually.HoldsAsync(() => Stored(store) is [{ Messages.Count: 0 }], "it is done");
        }
    }

    [Fact]
    public async Task A_session_whose_time_was_over_while_the_server_was_away_is_forgotten()
    {
        var store = new InMemorySessionStore();
        await store.SaveSessionsAsync([new("gone") { Clears = true, Session = new("gone", null, 10, 1_000, [], []) }], default);
        await using var server = await TestServer.StartAsync(store: store);
        server.Server.SessionCount.ShouldBe(0);
        await Eventually.HoldsAsync(() => Stored(store).Count == 0, "it is removed");
    }

    [Fact]
    public async Task Another_user_neither_takes_a_session_over_nor_ends_it()
    {
        await using var server = await TestServer.StartAsync();
        var options = server.ClientOptions("keeper") with { Username = "owner", CleanStart = false, SessionExpiryInterval = TimeSpan.FromSeconds(60) };
        await using var owner = new MqttClient(options);
        await owner.ConnectAsync();
        await using var other = new MqttClient(options with { Username = "other", CleanStart = true });
        (await Should.ThrowAsync<MqttConnectionException>(() => other.ConnectAsync())).ReasonCode.ShouldBe(MqttReasonCode.NotAuthorized);
        owner.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_comes_back_with_fewer_rights_loses_the_subscriptions_that_are_no_longer_his()
    {
        var application = new TestApplication();
        await using var server = await TestServer.StartAsync(application);
        await using (var first = await ConnectAsync(server, V500))
        {
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("mine"), new MqttTopicFilter("$share/g/theirs")]));
            await first.ReceiveAsync<MqttSubAckPacket>();
        }

        await Eventually.HoldsAsync(() => server.Server.ConnectedCount == 0, "it is gone");
        application.OnSubscribe = filter => filter != "theirs";
        await using var second = await ConnectAsync(server, V500);
        second.ConnAck!.SessionPresent.ShouldBeTrue();
        server.Server.SubscriptionCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_fails_gets_the_whole_session_later()
    {
        var store = new FlakyStore();
        await using (var server = await TestServer.StartAsync(store: store))
        {
            await using var first = await ConnectAsync(server, V500);
            await first.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce)]));
            await first.ReceiveAsync<MqttSubAckPacket>();
            await Eventually.HoldsAsync(() => store.Failures > 0, "it failed once");
        }

        Stored(store.Inner).ShouldHaveSingleItem().Subscriptions.ShouldHaveSingleItem();
    }

    private static Task<RawPeer> ConnectAsync(TestServer server, MqttProtocolVersion version)
        => server.OpenConnectedAsync("keeper", version, cleanStart: false, properties: p => p.SessionExpiryIntervalSeconds = version == V500 ? 100u : null);

    private static string Text(MqttPublishPacket packet) => Encoding.UTF8.GetString(packet.Payload.Span);

    private static IReadOnlyList<MqttStoredSession> Stored(InMemorySessionStore store) => store.LoadSessionsAsync(default).AsTask().Result;

    private sealed class ByTypeAndIdentifier : IEqualityComparer<MqttAckPacket>
    {
        public bool Equals(MqttAckPacket? x, MqttAckPacket? y) => (x?.Type, x?.PacketIdentifier) == (y?.Type, y?.PacketIdentifier);

        public int GetHashCode(MqttAckPacket obj) => obj.PacketIdentifier;
    }

    /// <summary>Fails the first time.</summary>
    private sealed class FlakyStore : ISessionStore
    {
        public InMemorySessionStore Inner { get; } = new();

        public int Failures { get; private set; }

        public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct) => Inner.LoadRetainedAsync(ct);

        public ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct) => Inner.SaveRetainedAsync(changes, ct);

        public ValueTask<IReadOnlyList<MqttStoredSession>> LoadSessionsAsync(CancellationToken ct) => Inner.LoadSessionsAsync(ct);

        public ValueTask SaveSessionsAsync(IReadOnlyList<MqttSessionChange> changes, CancellationToken ct)
            => Failures++ == 0 ? throw new IOException("The disk is away") : Inner.SaveSessionsAsync(changes, ct);
    }
}
