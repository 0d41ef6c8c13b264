namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.3.1.3 and retain handling, §3.8.3.1.</summary>
public sealed class Retain_Tests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_new_subscriber_gets_the_last_retained_message_with_the_flag_set(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync();
        await using var publisher = await server.ConnectAsync("p", version);
        await publisher.PublishAsync("fm/v1/s/e1/state", "old", retain: true);
        await publisher.PublishAsync("fm/v1/s/e1/state", "online", retain: true);
        await publisher.PublishAsync("fm/v1/s/e2/state", "gone", retain: true);
        await publisher.PublishAsync("fm/v1/s/e2/state", "", retain: true);
        await using var subscriber = await server.ConnectAsync("s", version);
        await subscriber.Client.SubscribeAsync("fm/v1/+/+/state");

        var message = await subscriber.ReceiveAsync();
        message.Text().ShouldBe("online");
        message.Retain.ShouldBeTrue();
        await subscriber.ShouldHaveNothingAsync();
        server.Server.RetainedCount.ShouldBe(1);
    }

    [Fact]
    public async Task An_existing_subscriber_sees_the_flag_only_if_it_asked_to()
    {
        await using var server = await TestServer.StartAsync();
        await using var plain = await server.ConnectAsync("plain");
        await using var faithful = await server.ConnectAsync("faithful");
        await plain.Client.SubscribeAsync("t");
        await faithful.Client.SubscribeAsync([new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce) { RetainAsPublished = true }]);
        server.Server.Publish("t", "x"u8, retain: true);
        (await plain.ReceiveAsync()).Retain.ShouldBeFalse();
        (await faithful.ReceiveAsync()).Retain.ShouldBeTrue();
    }

    [Theory]
    [InlineData(MqttRetainHandling.SendAtSubscribe, true, true)]
    [InlineData(MqttRetainHandling.SendAtSubscribeIfNew, true, false)]
    [InlineData(MqttRetainHandling.DoNotSend, false, false)]
    public async Task Retain_handling_decides_about_the_first_and_the_repeated_subscription(MqttRetainHandling handling, bool first, bool second)
    {
        await using var server = await TestServer.StartAsync();
        server.Server.Publish("t", "x"u8, retain: true);
        await using var client = await server.ConnectAsync("a");
        foreach (var expected in new[] { first, second })
        {
            await client.Client.SubscribeAsync([new MqttTopicFilter("t", MqttQualityOfService.AtLeastOnce) { RetainHandling = handling }]);
            if (expected)
                (await client.ReceiveAsync()).Text().ShouldBe("x");
            await client.ShouldHaveNothingAsync();
        }
    }

    [Fact]
    public async Task Retained_messages_survive_a_restart_through_the_store()
    {
        var store = new InMemorySessionStore();
        var server = await TestServer.StartAsync(store: store);
        server.Server.Publish("keep", "1"u8, retain: true);
        server.Server.Publish("drop", "2"u8, retain: true);
        server.Server.Publish("drop", default, retain: true);
        await server.DisposeAsync();

        await using var again = await TestServer.StartAsync(store: store);
        again.Server.RetainedCount.ShouldBe(1);
        await using var client = await again.ConnectAsync("a");
        await client.Client.SubscribeAsync("#");
        (await client.ReceiveAsync()).Topic.ShouldBe("keep");
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again_and_nothing_is_forgotten()
    {
        var store = new FailingStore();
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time, store: store);
        server.Server.Publish("a", "1"u8, retain: true);
        await Eventually.HoldsAsync(() => Tick(time, store.Failures > 0), "it fails");
        server.Server.Publish("b", "2"u8, retain: true);
        store.IsBroken = false;
        await Eventually.HoldsAsync(() => Tick(time, store.Saved.Count == 2), "both are stored");
    }

    [Fact]
    public async Task An_expired_retained_message_isnt_sent()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        await using var client = await server.ConnectAsync("a");
        await client.Client.PublishAsync("t", "x"u8.ToArray(), retain: true, properties: new MqttProperties { MessageExpiryIntervalSeconds = 10 });
        time.Advance(TimeSpan.FromSeconds(11));
        await client.Client.SubscribeAsync("t");
        await client.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task A_subscription_to_more_retained_messages_than_the_queue_holds_gets_them_all()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.MaximumQueuedMessages = 10);
        for (var i = 0; i < 500; i++)
            server.Server.Publish($"t/{i}", "x"u8, retain: true);
        await using var client = await server.ConnectAsync("a");
        await client.Client.SubscribeAsync("t/#");
        var topics = new HashSet<string>();
        for (var i = 0; i < 500; i++)
            topics.Add((await client.ReceiveAsync()).Topic);
        topics.Count.ShouldBe(500);
    }

    private static bool Tick(FakeTime time, bool done)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return done;
    }

    private sealed class FailingStore : ISessionStore
    {
        public volatile bool IsBroken = true;

        public int Failures { get; private set; }

        public Dictionary<string, MqttRetainedMessage?> Saved { get; } = [];

        public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct) => new([]);

        public ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct)
        {
            if (IsBroken)
            {
                Failures++;
                throw new IOException("disk full");
            }

            foreach (var change in changes)
                Saved[change.Topic] = change.Message;
            return default;
        }

        public ValueTask<IReadOnlyList<MqttStoredSession>> LoadSessionsAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<MqttStoredSession>>([]);

        public ValueTask SaveSessionsAsync(IReadOnlyList<MqttSessionChange> changes, CancellationToken ct) => ValueTask.CompletedTask;
    }
}
