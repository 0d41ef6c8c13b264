namespace Facilities.Mqtt.Tests;

/// <summary>
/// One entry of the <see cref="PacketCatalogue"/>: bytes on the wire, and the packet they are or the reason they are refused.
/// </summary>
internal sealed record PacketCase
{
    public required string Name { get; init; }

    public required MqttProtocolVersion Version { get; init; }

    public required MqttPeer From { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>Null for a refusal.</summary>
    public MqttPacket? Packet { get; init; }

    /// <summary>Decodes to <see cref="Packet"/>, but the encoder writes it another way, for example shorter.</summary>
    public bool DecodeOnly { get; init; }

    public MqttReasonCode Refusal { get; init; }

    /// <summary>The normative statement.</summary>
    public string Clause { get; init; } = "";

    public override string ToString() => $"{Name} ({(Version == MqttProtocolVersion.V500 ? "5.0" : "3.1.1")}{(Clause.Length > 0 ? ", " + Clause : "")})";
}
