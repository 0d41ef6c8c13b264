namespace Facilities.Mqtt.Tests;

/// <summary>
/// Streams of bytes as a broken or hostile client sends them: a CONNECT, then packets of a corpus, mutated; some are noise from the first byte. A stream is a
/// function of seed and index, so that one that breaks something can be made again. Thread-safe.
/// </summary>
internal sealed class FuzzStreams
{
    private const int CorpusSize = 4_000;

    /// <summary>Few, so that sessions are taken over, resumed and forgotten.</summary>
    private const int Clients = 64;

    private readonly int _seed;
    private readonly byte[][][] _connects;
    private readonly byte[][][] _packets;

    public FuzzStreams(int seed)
    {
        _seed = seed;
        var random = new RandomPackets(seed);
        MqttProtocolVersion[] versions = [MqttProtocolVersion.V311, MqttProtocolVersion.V500];
        _packets = [.. versions.Select(version => Enumerable.Range(0, CorpusSize).Select(_ => Encode(random.Next(version).Packet, version)).ToArray())];
        _connects = [.. versions.Select(version => Enumerable.Range(0, Clients).Select(i => Connect(version, i)).ToArray())];
    }

    /// <summary>The stream with this number, and the version it begins with.</summary>
    public (byte[] Bytes, int Cut, MqttProtocolVersion Version) Make(long index)
    {
        var random = new Random(HashCode.Combine(_seed, index));
        var v = random.Next(2);
        var version = v == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
        var bytes = new List<byte>(512);
        var kind = random.Next(20);
        if (kind == 0)
        {
            var noise = new byte[random.Next(1, 512)];
            random.NextBytes(noise);
            bytes.AddRange(noise);
        }
        else
        {
            bytes.AddRange(_connects[v][random.Next(Clients)]);
            // One in twenty breaks in the CONNECT itself.
            var from = kind == 1 ? 0 : bytes.Count;
            for (var i = random.Next(1, 7); i > 0; i--) bytes.AddRange(_packets[v][random.Next(CorpusSize)]);
            for (var i = random.Next(0, 4); i > 0; i--) Mutate(bytes, from, random);
        }

        return ([.. bytes], random.Next(bytes.Count + 1), version);
    }

    private static void Mutate(List<byte> bytes, int from, Random random)
    {
        if (bytes.Count <= from) return;
        var at = random.Next(from, bytes.Count);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                break;
            case 3:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                break;
            case 5:
                // A part again: a second CONNECT, a property twice.
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 33), bytes.Count - at)));
                break;
            default:
                // Cut off.
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }

    private static byte[] Encode(MqttPacket packet, MqttProtocolVersion version)
    {
        using var buffer = new MqttPacketBuffer();
        MqttPacketEncoder.Encode(buffer, packet, version);
        return buffer.Written.ToArray();
    }

    private static byte[] Connect(MqttProtocolVersion version, int i)
    {
        var v5 = version == MqttProtocolVersion.V500;
        var packet = new MqttConnectPacket
        {
            ProtocolVersion = version,
            ClientId = "fuzz-" + (i / 2),
            CleanStart = i % 2 == 0,
            KeepAliveSeconds = 60,
            Will = i % 4 == 3 ? new MqttWill("will/" + i, new byte[] { 1, 2, 3 }, MqttQualityOfService.ExactlyOnce, i % 8 == 3) : null,
        };
        if (v5)
        {
            packet.Properties.SessionExpiryIntervalSeconds = i % 3 == 0 ? 3_600u : null;
            packet.Properties.ReceiveMaximum = i % 5 == 0 ? (ushort)1 : null;
            packet.Properties.TopicAliasMaximum = i % 7 == 0 ? (ushort)3 : null;
        }

        return Encode(packet, version);
    }
}
