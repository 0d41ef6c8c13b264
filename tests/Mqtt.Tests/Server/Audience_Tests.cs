using static Facilities.Mqtt.MqttProtocolVersion;

namespace Facilities.Mqtt.Tests;

/// <summary>Messages for one audience reach sessions of it and of none. Clients here are of the audience before the dash of their name; <c>all</c> has none.</summary>
public sealed class Audience_Tests
{
    private static TestApplication Application() => new()
    {
        OnConnect = request => MqttConnectDecision.Accept() with { Audience = Of(request.ClientId) },
        OnPublish = (client, _) => new(MqttPublishDecision.RouteOnly with { Audience = Of(client) }),
    };

    [Theory]
    [InlineData(V311)]
    [InlineData(V500)]
    public async Task A_message_reaches_its_audience_and_those_of_none(MqttProtocolVersion version)
    {
        await using var server = await TestServer.StartAsync(Application());
        await using var north = await server.ConnectAsync("north-1", version);
        await using var south = await server.ConnectAsync("south-1", version);
        await using var all = await server.ConnectAsync("all", version);
        foreach (var client in new[] { north, south, all })
            await client.Client.SubscribeAsync("bridge/#");
        await using var publisher = await server.ConnectAsync("north-2", version);
        await publisher.PublishAsync("bridge/lamp/set", "on");
        (await north.ReceiveAsync()).Text().ShouldBe("on");
        (await all.ReceiveAsync()).Text().ShouldBe("on");
        server.Server.Publish("bridge/cmd", "south only"u8, audience: "south");
        (await south.ReceiveAsync()).Text().ShouldBe("south only");
        (await all.ReceiveAsync()).Text().ShouldBe("south only");
        await all.PublishAsync("bridge/x", "everybody");
        foreach (var client in new[] { north, south, all })
            (await client.ReceiveAsync()).Text().ShouldBe("everybody");
    }

    [Fact]
    public async Task A_topics_retained_message_is_one_for_each_audience_also_after_a_restart()
    {
        var store = new InMemorySessionStore();
        await using (var server = await TestServer.StartAsync(Application(), store: store))
        {
            await using var north = await server.ConnectAsync("north-1");
            await using var south = await server.ConnectAsync("south-1");
            await north.PublishAsync("bridge/state", "n", retain: true);
            await south.PublishAsync("bridge/state", "s", retain: true);
            await south.PublishAsync("bridge/gone", "s", retain: true);
            await north.PublishAsync("bridge/gone", "", retain: true);
            (await RetainedAsync(server, "north-2"), await RetainedAsync(server, "south-2"), await RetainedAsync(server, "all")).ShouldBe(("n", "s s", "n s s"));
        }

        await using var next = await TestServer.StartAsync(Application(), store: store);
        (await RetainedAsync(next, "north-2"), await RetainedAsync(next, "south-2"), await RetainedAsync(next, "all")).ShouldBe(("n", "s s", "n s s"));
    }

    [Fact]
    public async Task What_is_for_all_replaces_what_each_audience_had()
    {
        var store = new InMemorySessionStore();
        await using (var server = await TestServer.StartAsync(Application(), store: store))
        {
            await using var north = await server.ConnectAsync("north-1");
            await using var everybody = await server.ConnectAsync("all");
            await north.PublishAsync("bridge/state", "n", retain: true);
            await everybody.PublishAsync("bridge/state", "a", retain: true);
            (await RetainedAsync(server, "north-2"), await RetainedAsync(server, "south-2"), server.Server.RetainedCount).ShouldBe(("a", "a", 1));
            await north.PublishAsync("bridge/state", "later", retain: true);
            (await RetainedAsync(server, "north-2"), await RetainedAsync(server, "south-2")).ShouldBe(("later", "a"));
            await everybody.PublishAsync("bridge/state", "", retain: true);
            server.Server.RetainedCount.ShouldBe(0);
        }

        await using var next = await TestServer.StartAsync(Application(), store: store);
        next.Server.RetainedCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_shared_subscription_gives_it_to_a_member_of_the_audience()
    {
        await using var server = await TestServer.StartAsync(Application());
        await using var north = await server.ConnectAsync("north-1");
        await using var south = await server.ConnectAsync("south-1");
        await north.Client.SubscribeAsync("$share/g/bridge/#");
        await south.Client.SubscribeAsync("$share/g/bridge/#");
        for (var i = 0; i < 4; i++)
            server.Server.Publish("bridge/x", [(byte)('0' + i)], audience: "north");
        for (var i = 0; i < 4; i++)
            (await north.ReceiveAsync()).Text().ShouldBe(((char)('0' + i)).ToString());
        await south.ShouldHaveNothingAsync();
    }

    [Fact]
    public async Task A_session_without_its_client_takes_only_what_is_for_it_also_after_a_restart()
    {
        var store = new InMemorySessionStore();
        await using (var server = await TestServer.StartAsync(Application(), store: store))
        {
            await using var away = await server.OpenConnectedAsync("south-1", properties: p => p.SessionExpiryIntervalSeconds = 100);
            await away.SendAsync(new MqttSubscribePacket(1, [new MqttTopicFilter("bridge/#", MqttQualityOfService.AtLeastOnce)]));
            await away.ReceiveAsync<MqttSubAckPacket>();
        }

        await using var next = await TestServer.StartAsync(Application(), store: store);
        next.Server.Publish("bridge/1", "north"u8, audience: "north");
        next.Server.Publish("bridge/2", "south"u8, audience: "south");
        await using var again = await next.OpenConnectedAsync("south-1", cleanStart: false, properties: p => p.SessionExpiryIntervalSeconds = 100);
        System.Text.Encoding.UTF8.GetString((await again.ReceiveAsync<MqttPublishPacket>()).Payload.Span).ShouldBe("south");
    }

    private static string? Of(string client) => client.Split('-') is [var audience, _] ? audience : null;

    private static async Task<string> RetainedAsync(TestServer server, string client)
    {
        await using var reader = await server.ConnectAsync(client);
        await reader.Client.SubscribeAsync([new MqttTopicFilter("bridge/#", MqttQualityOfService.AtLeastOnce), new MqttTopicFilter("end", MqttQualityOfService.AtLeastOnce)]);
        server.Server.Publish("end", "."u8);
        var heard = new List<string>();
        for (var text = (await reader.ReceiveAsync()).Text(); text != "."; text = (await reader.ReceiveAsync()).Text()) heard.Add(text);
        return string.Join(' ', heard.Order());
    }
}
