using System.Buffers;

namespace Facilities.Mqtt.Tests;

/// <summary>The codec against the <see cref="PacketCatalogue"/>.</summary>
public sealed class Catalogue_Tests
{
    private const int NoLimit = int.MaxValue;

    public static TheoryData<string> ValidNames() => [.. PacketCatalogue.Valid.Select(c => c.ToString()).Distinct()];

    public static TheoryData<string> InvalidNames() => [.. PacketCatalogue.Invalid.Select(c => c.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Decodes_to_the_packet(string name)
    {
        var c = Find(PacketCatalogue.Valid, name);
        PacketDump.Of(DecodeWhole(c)).ShouldBe(PacketDump.Of(c.Packet));
    }

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Encodes_to_the_bytes(string name)
    {
        var c = Find(PacketCatalogue.Valid, name);
        if (!c.DecodeOnly)
            Convert.ToHexString(RawPeer.Encode(c.Packet!, c.Version)).ShouldBe(Convert.ToHexString(c.Bytes));
    }

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Every_prefix_needs_more_and_consumes_nothing(string name)
    {
        var c = Find(PacketCatalogue.Valid, name);
        for (var length = 0; length < c.Bytes.Length; length++)
        {
            var buffer = new ReadOnlySequence<byte>(c.Bytes, 0, length);
            MqttFrameReader.TryRead(ref buffer, NoLimit, c.Version, out _, out _, out _).ShouldBeFalse();
            buffer.Length.ShouldBe(length);
        }
    }

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Every_split_decodes_to_the_same(string name)
    {
        var c = Find(PacketCatalogue.Valid, name);
        var expected = PacketDump.Of(c.Packet);
        for (var first = 0; first <= c.Bytes.Length; first++)
        {
            for (var second = first; second <= c.Bytes.Length; second++)
            {
                var buffer = Segments.Of(c.Bytes.AsMemory(0, first), c.Bytes.AsMemory(first, second - first), c.Bytes.AsMemory(second), new byte[] { 0xC0, 0 });
                MqttFrameReader.TryRead(ref buffer, NoLimit, c.Version, out var header, out var body, out var rented).ShouldBeTrue();
                PacketDump.Of(MqttPacketDecoder.Decode(header.FirstByte, body.Span, c.Version, c.From)).ShouldBe(expected);
                buffer.Length.ShouldBe(2);
                if (rented is not null)
                    ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    [Theory]
    [MemberData(nameof(InvalidNames))]
    public void Refuses_with_reason_code_and_clause(string name)
    {
        var c = Find(PacketCatalogue.Invalid, name);
        // Twice, to prove that no state stays behind.
        for (var i = 0; i < 2; i++)
        {
            var refusal = Should.Throw<MqttProtocolException>(() => DecodeWhole(c));
            refusal.ReasonCode.ShouldBe(c.Refusal);
            refusal.Clause.ShouldBe(c.Clause);
        }
    }

    [Fact]
    public void A_declared_length_over_the_limit_is_refused_before_the_body_is_there()
    {
        var buffer = new ReadOnlySequence<byte>(PacketCatalogue.Bytes("30 FF FF FF 7F"));
        var refusal = Should.Throw<MqttProtocolException>(() => MqttFrameReader.TryRead(ref buffer, 1_000_000, MqttProtocolVersion.V500, out _, out _, out _));
        refusal.ReasonCode.ShouldBe(MqttReasonCode.PacketTooLarge);
    }

    [Fact]
    public void The_catalogue_has_every_packet_type_and_every_property()
    {
        foreach (var type in Enum.GetValues<MqttPacketType>())
            PacketCatalogue.Valid.ShouldContain(c => c.Version == MqttProtocolVersion.V500 && c.Bytes[0] >> 4 == (int)type);
        var dumps = string.Concat(PacketCatalogue.Valid.Select(c => PacketDump.Of(c.Packet)));
        foreach (var property in typeof(MqttProperties).GetProperties())
            dumps.ShouldContain(property.Name + " = ");
    }

    private static MqttPacket DecodeWhole(PacketCase c)
    {
        var buffer = new ReadOnlySequence<byte>(c.Bytes);
        MqttFrameReader.TryRead(ref buffer, NoLimit, c.Version, out var header, out var body, out _).ShouldBeTrue();
        return MqttPacketDecoder.Decode(header.FirstByte, body.Span, c.Version, c.From);
    }

    private static PacketCase Find(IReadOnlyList<PacketCase> cases, string name) => cases.Single(c => c.ToString() == name);
}
