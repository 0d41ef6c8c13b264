using System.Collections.Concurrent;
using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>Accepts and routes everything unless told otherwise, and remembers what it saw.</summary>
internal sealed class TestApplication : IMqttApplication
{
    public Func<MqttConnectRequest, MqttConnectDecision> OnConnect { get; set; } = static _ => MqttConnectDecision.Accept();

    public Func<string, MqttPublish, ValueTask<MqttPublishDecision>> OnPublish { get; set; }
        = static (_, _) => new ValueTask<MqttPublishDecision>(MqttPublishDecision.RouteOnly);

    public Func<string, bool> OnSubscribe { get; set; } = static _ => true;

    public ConcurrentQueue<MqttConnectRequest> Connects { get; } = new();

    public ConcurrentQueue<(string ClientId, string Topic, string Payload, bool IsWill)> Publishes { get; } = new();

    public ConcurrentQueue<(string ClientId, MqttDisconnectReason Why)> Disconnects { get; } = new();

    public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct)
    {
        Connects.Enqueue(request);
        return ValueTask.FromResult(OnConnect(request));
    }

    public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct)
    {
        Publishes.Enqueue((session.ClientId, publish.ReadTopic(), Encoding.Latin1.GetString(publish.Payload.Span), publish.IsWill));
        return OnPublish(session.ClientId, publish);
    }

    public bool MaySubscribe(IMqttSessionContext session, string filter) => OnSubscribe(filter);

    public void Disconnected(IMqttSessionContext session, MqttDisconnectReason why) => Disconnects.Enqueue((session.ClientId, why));
}
