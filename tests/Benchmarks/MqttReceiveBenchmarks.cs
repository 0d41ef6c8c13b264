using System.Buffers;
using BenchmarkDotNet.Attributes;
using Facilities.Mqtt;

namespace Facilities.Benchmarks;

/// <summary>One telemetry message of 212 bytes from the receive buffer to its PUBACK, and the search for its subscribers.</summary>
[MemoryDiagnoser]
[InProcess]
[WarmupCount(3)]
[IterationCount(5)]
public class MqttReceiveBenchmarks
{
    private readonly byte[] _output = new byte[16];
    private readonly AckRing _ring = new();
    private readonly SubscriptionMatches _matches = new();
    private readonly byte[] _topic = "fm/v1/site0001/e0001/telemetry"u8.ToArray();
    private SubscriptionTree _tree = null!;
    private byte[] _packet = null!;

    [Params(MqttProtocolVersion.V311, MqttProtocolVersion.V500)]
    public MqttProtocolVersion Version { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var buffer = new MqttPacketBuffer();
        MqttPublishEncoder.Write(buffer, _topic, new byte[175], MqttQualityOfService.AtLeastOnce, false, false, 7, [], Version);
        _packet = buffer.Written.ToArray();
        _tree = new SubscriptionTree();
        for (var i = 0; i < 1_000; i++)
            _tree.Add(new Subscription(new MqttSession("c" + i, new MqttServerOptions()), new MqttTopicFilter($"fm/v1/site{i:D4}/+/fault/#"), 0));
    }

    [GlobalCleanup]
    public void Cleanup() => _tree.Dispose();

    [Benchmark]
    public int Receive_and_acknowledge()
    {
        var sequence = new ReadOnlySequence<byte>(_packet);
        MqttFrameReader.TryRead(ref sequence, 1_000_000, Version, out var header, out var body, out _);
        var publish = MqttPublishView.Read(header.FirstByte, body.Span, Version, MqttPeer.Client).On(body);
        _ring.Add(MqttPacketType.PubAck, publish.PacketIdentifier, MqttReasonCode.Success, 5);
        return _ring.Drain(5, _output, Version);
    }

    [Benchmark]
    public int Match_among_a_thousand_subscriptions()
    {
        _matches.Clear();
        _tree.Match(_topic, null, _matches);
        return _matches.Count;
    }
}
