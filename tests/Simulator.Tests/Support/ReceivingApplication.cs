using System.Collections.Concurrent;
using System.Text;
using Facilities.Mqtt;
using Facilities.Simulator.Load;

namespace Facilities.Simulator.Tests;

/// <summary>Keeps all that is published, in order of arrival for each client.</summary>
internal sealed class ReceivingApplication : IMqttApplication
{
    private readonly ConcurrentQueue<(string Topic, byte[] Payload, bool Retain, bool IsWill)> _received = new();
    private long _count;

    /// <summary>Keep messages, or only count them.</summary>
    public bool Keep { get; init; } = true;

    /// <summary>Messages but those of a load run's probe.</summary>
    public long Count => Interlocked.Read(ref _count);

    public (string Topic, byte[] Payload, bool Retain, bool IsWill)[] Received => [.. _received];

    public IEnumerable<(string Topic, byte[] Payload)> Telemetry =>
        Received.Where(message => message.Topic.EndsWith("/telemetry", StringComparison.Ordinal)).Select(message => (message.Topic, message.Payload));

    public IEnumerable<(string Topic, string Text, bool IsWill)> States =>
        Received.Where(message => message.Topic.EndsWith("/state", StringComparison.Ordinal))
            .Select(message => (message.Topic, Encoding.UTF8.GetString(message.Payload), message.IsWill));

    public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct) => new(MqttConnectDecision.Accept());

    public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct)
    {
        if (!publish.ReadTopic().Contains(QueryProbe.Suffix, StringComparison.Ordinal)) Interlocked.Increment(ref _count);
        if (Keep) _received.Enqueue((publish.ReadTopic(), publish.Payload.ToArray(), publish.Retain, publish.IsWill));
        return new(MqttPublishDecision.Accept(0, route: true));
    }

    public bool MaySubscribe(IMqttSessionContext session, string filter) => true;

    public void Disconnected(IMqttSessionContext session, MqttDisconnectReason why)
    {
    }
}
