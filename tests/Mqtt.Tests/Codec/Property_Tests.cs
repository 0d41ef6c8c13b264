using System.Buffers;

namespace Facilities.Mqtt.Tests;

/// <summary>What must hold for any packet and any bytes. Seeds are fixed, so a failure repeats; its number is in the message.</summary>
public sealed class Property_Tests
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311, 1)]
    [InlineData(MqttProtocolVersion.V500, 2)]
    public void Decoding_what_was_encoded_gives_the_same_packet(MqttProtocolVersion version, int seed)
    {
        var packets = new RandomPackets(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var (packet, from) = packets.Next(version);
            var bytes = RawPeer.Encode(packet, version);
            var buffer = new ReadOnlySequence<byte>(bytes);
            MqttFrameReader.TryRead(ref buffer, int.MaxValue, version, out var header, out var body, out _).ShouldBeTrue();
            buffer.IsEmpty.ShouldBeTrue();
            PacketDump.Of(MqttPacketDecoder.Decode(header.FirstByte, body.Span, version, from)).ShouldBe(PacketDump.Of(packet), $"seed {seed}, packet {i}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_bytes_are_parsed_incomplete_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (bytes.Length > 2 && random.Next(4) != 0)
                bytes[1] = (byte)(bytes.Length - 2);
            Feed(bytes, random, $"seed {seed}, run {i}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Damaged_packets_are_parsed_incomplete_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var packets = new RandomPackets(seed);
        for (var i = 0; i < 30_000; i++)
        {
            var version = i % 2 == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
            var bytes = RawPeer.Encode(packets.Next(version).Packet, version);
            for (var n = random.Next(1, 4); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Feed(bytes, random, $"seed {seed}, run {i}");
        }
    }

    private static void Feed(byte[] bytes, Random random, string which)
    {
        var version = random.Next(2) == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
        var from = (MqttPeer)random.Next(2);
        try
        {
            var buffer = new ReadOnlySequence<byte>(bytes);
            while (MqttFrameReader.TryRead(ref buffer, 1_000_000, version, out var header, out var body, out _))
                MqttPacketDecoder.Decode(header.FirstByte, body.Span, version, from).ShouldNotBeNull();
        }
        catch (MqttProtocolException e)
        {
            ((byte)e.ReasonCode).ShouldBeGreaterThanOrEqualTo((byte)0x80, which);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{which}: {Convert.ToHexString(bytes)}", e);
        }
    }
}
