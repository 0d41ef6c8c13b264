namespace Facilities.Mqtt.Tests;

/// <summary>What the standards ask of a client, against a server that says what the test tells it to.</summary>
public sealed class ClientConformance_Tests
{
    [Fact]
    public async Task A_server_that_speaks_before_CONNACK_is_refused()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port });
        var connecting = client.ConnectAsync();
        await server.AcceptAsync();
        await server.SendAsync("D0 00");
        (await Should.ThrowAsync<MqttConnectionException>(() => connecting)).InnerException.ShouldBeOfType<MqttProtocolException>().Clause.ShouldBe("MQTT-3.2.0-1");
    }

    [Fact]
    public async Task A_session_present_that_wasnt_to_be_kept_ends_the_connection()
    {
        await using var server = new ScriptedServer();
        await using var client = new MqttClient(new MqttClientOptions { Port = server.Port });
        var connecting = client.ConnectAsync();
        await server.AcceptAsync();
        await server.SendAsync("20 03 01 00 00");
        (await Should.ThrowAsync<MqttProtocolException>(() => connecting)).Clause.ShouldBe("MQTT-3.2.2-4");
    }

    [Fact]
    public async Task The_client_asks_for_nothing_that_the_server_doesnt_do()
    {
        // Maximum QoS 1, no retained messages, no wildcards, no identifiers, no shares.
        await using var server = new ScriptedServer();
        await using var client = await ConnectAsync(server, new MqttClientOptions(), "20 0D 00 00 0A 24 01 25 00 28 00 29 00 2A 00");
        await Should.ThrowAsync<ArgumentException>(async () => await client.PublishAsync("t", default, MqttQualityOfService.ExactlyOnce));
        await Should.ThrowAsync<ArgumentException>(async () => await client.PublishAsync("t", default, MqttQualityOfService.AtMostOnce, retain: true));
        await Should.ThrowAsync<ArgumentException>(() => client.SubscribeAsync("a/+"));
        await Should.ThrowAsync<ArgumentException>(() => client.SubscribeAsync("$share/g/a"));
        await Should.ThrowAsync<ArgumentException>(() => client.SubscribeAsync([new MqttTopicFilter("a")], identifier: 1));
        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task The_client_sends_no_identifiers_no_aliases_of_its_own_and_no_share_without_its_own_messages()
    {
        await using var server = new ScriptedServer();
        await using var client = await ConnectAsync(server, new MqttClientOptions(), "20 03 00 00 00");
        var identifiers = new MqttProperties();
        identifiers.SubscriptionIdentifiers.Add(1);
        foreach (var properties in new[] { new MqttProperties { TopicAlias = 1 }, identifiers })
            await Should.ThrowAsync<ArgumentException>(async () => await client.PublishAsync("t", default, properties: properties));
        await Should.ThrowAsync<ArgumentException>(() => client.SubscribeAsync([new MqttTopicFilter("$share/g/a") { NoLocal = true }]));
    }

    [Fact]
    public async Task Without_the_servers_leave_no_alias_is_set_and_with_it_no_more_than_it_takes()
    {
        foreach (var (connAck, expected) in new[] { ("20 03 00 00 00", "30050001610078"), ("20 06 00 00 03 22 00 01", "3008000161032300017830050001620078300700000323000178") })
        {
            await using var server = new ScriptedServer();
            await using var client = await ConnectAsync(server, new MqttClientOptions { UseTopicAliases = true }, connAck);
            foreach (var topic in new[] { "a", "b", "a" })
                await client.PublishAsync(topic, "x"u8.ToArray(), MqttQualityOfService.AtMostOnce);
            await Eventually.HoldsAsync(() => server.Received.Contains(expected, StringComparison.Ordinal), "the topics are sent");
        }
    }

    [Fact]
    public async Task The_servers_keep_alive_counts()
    {
        var time = new FakeTime();
        await using var server = new ScriptedServer();
        await using var client = await ConnectAsync(server, new MqttClientOptions { KeepAlive = TimeSpan.FromHours(1) }, "20 06 00 00 03 13 00 0A", time);
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return server.Received.EndsWith("C000", StringComparison.Ordinal);
        }, "it pings long before its own hour is over");
    }

    [Fact]
    public async Task PUBREC_and_PUBREL_for_nothing_are_answered_with_identifier_not_found()
    {
        await using var server = new ScriptedServer();
        await using var client = await ConnectAsync(server, new MqttClientOptions(), "20 03 00 00 00");
        await server.SendAsync("50 02 00 09 62 02 00 08");
        await Eventually.HoldsAsync(() => server.Received.EndsWith("62030009927003000892", StringComparison.Ordinal), "both are answered");
    }

    [Fact]
    public async Task A_server_that_sends_more_than_the_receive_maximum_or_an_alias_beyond_the_maximum_is_told_so()
    {
        foreach (var (bytes, code) in new[]
        {
            ("34 06 00 01 'a' 00 01 00 34 06 00 01 'a' 00 02 00", MqttReasonCode.ReceiveMaximumExceeded),
            ("30 07 00 01 'a' 03 23 00 03", MqttReasonCode.TopicAliasInvalid),
        })
        {
            await using var server = new ScriptedServer();
            await using var client = await ConnectAsync(server, new MqttClientOptions { ReceiveMaximum = 1, TopicAliasMaximum = 2 }, "20 03 00 00 00");
            await server.SendAsync(bytes);
            (await Should.ThrowAsync<MqttProtocolException>(() => client.Completion)).ReasonCode.ShouldBe(code);
            await Eventually.HoldsAsync(() => server.Received.EndsWith($"E001{(byte)code:X2}", StringComparison.Ordinal), "it is told");
        }
    }

    [Fact]
    public async Task Acknowledgements_are_sent_in_the_order_of_arrival()
    {
        await using var server = new ScriptedServer();
        await using var client = await ConnectAsync(server, new MqttClientOptions(), "20 03 00 00 00");
        await server.SendAsync("32 06 00 01 'a' 00 03 00 34 06 00 01 'a' 00 02 00 32 06 00 01 'a' 00 01 00 62 02 00 02");
        await Eventually.HoldsAsync(() => server.Received.EndsWith("40020003" + "50020002" + "40020001" + "70020002", StringComparison.Ordinal), "in order");
    }

    private static async Task<MqttClient> ConnectAsync(ScriptedServer server, MqttClientOptions options, string connAck, TimeProvider? time = null)
    {
        var client = new MqttClient(options with { Port = server.Port }, time);
        var connecting = client.ConnectAsync();
        await server.AcceptAsync();
        await server.SendAsync(connAck);
        await connecting;
        return client;
    }
}
