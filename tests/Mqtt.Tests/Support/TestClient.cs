using System.Text;
using System.Threading.Channels;

namespace Facilities.Mqtt.Tests;

/// <summary>A <see cref="MqttClient"/> with an inbox.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private readonly Channel<MqttMessage> _inbox = Channel.CreateUnbounded<MqttMessage>();

    public TestClient(MqttClientOptions options, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        options = options with
        {
            MessageReceived = (publish, _) =>
            {
                _inbox.Writer.TryWrite(publish.ToMessage());
                return ValueTask.CompletedTask;
            },
        };
        Client = new MqttClient(configure is null ? options : configure(options));
    }

    public MqttClient Client { get; }

    public MqttConnectResult? Connected { get; private set; }

    public async Task ConnectAsync() => Connected = await Client.ConnectAsync();

    public async Task<MqttMessage> ReceiveAsync() => await _inbox.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    /// <summary>Proves that nothing was delivered: a message of its own comes back first.</summary>
    public async Task ShouldHaveNothingAsync()
    {
        await Client.SubscribeAsync("proof/" + Client.GetHashCode());
        await Client.PublishAsync("proof/" + Client.GetHashCode(), Encoding.ASCII.GetBytes("proof"));
        (await ReceiveAsync()).Topic.ShouldStartWith("proof/");
    }

    public ValueTask<MqttReasonCode> PublishAsync(string topic, string payload, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, bool retain = false)
        => Client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), qos, retain);

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
