namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §3.3, §4.3: publishing through the server in both versions.</summary>
public sealed class Publish_Tests
{
    public static TheoryData<MqttProtocolVersion, MqttProtocolVersion, MqttQualityOfService> Combinations()
    {
        var data = new TheoryData<MqttProtocolVersion, MqttProtocolVersion, MqttQualityOfService>();
        foreach (var from in new[] { MqttProtocolVersion.V311, MqttProtocolVersion.V500 })
        {
            foreach (var to in new[] { MqttProtocolVersion.V311, MqttProtocolVersion.V500 })
            {
                for (var qos = MqttQualityOfService.AtMostOnce; qos <= MqttQualityOfService.ExactlyOnce; qos++)
                    data.Add(from, to, qos);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task A_message_reaches_a_subscriber_unchanged_in_every_version_and_quality(MqttProtocolVersion from, MqttProtocolVersion to, MqttQualityOfService qos)
    {
        await using var server = await TestServer.StartAsync();
        await using var publisher = await server.ConnectAsync("publisher", from);
        await using var subscriber = await server.ConnectAsync("subscriber", to);
        await subscriber.Client.SubscribeAsync("fm/v1/+/e1/#", MqttQualityOfService.ExactlyOnce);

        (await publisher.PublishAsync("fm/v1/s1/e1/telemetry", "{\"ts\":1}", qos)).ShouldBe(MqttReasonCode.Success);

        var message = await subscriber.ReceiveAsync();
        message.Topic.ShouldBe("fm/v1/s1/e1/telemetry");
        message.Text().ShouldBe("{\"ts\":1}");
        message.QoS.ShouldBe(qos);
        message.Retain.ShouldBeFalse();
    }
}
