namespace Facilities.Mqtt;

/// <summary>
/// A decoded control packet of either version. PUBLISH and its answers have views without allocation besides
/// (<see cref="MqttPublishView"/>, <see cref="MqttAckView"/>); these records serve everything that isn't hot.
/// </summary>
internal abstract record MqttPacket;

/// <summary>§3.1.</summary>
internal sealed record MqttConnectPacket : MqttPacket
{
    public required MqttProtocolVersion ProtocolVersion { get; init; }

    /// <summary>Empty: the server shall make one.</summary>
    public required string ClientId { get; init; }

    /// <summary>Clean Session in 3.1.1.</summary>
    public bool CleanStart { get; init; }

    public ushort KeepAliveSeconds { get; init; }

    public string? Username { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    public MqttWill? Will { get; init; }

    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.2. The reason code is MQTT 5's in both versions.</summary>
internal sealed record MqttConnAckPacket(bool SessionPresent, MqttReasonCode ReasonCode) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.3.</summary>
internal sealed record MqttPublishPacket(string Topic, ReadOnlyMemory<byte> Payload) : MqttPacket
{
    public MqttQualityOfService QoS { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketIdentifier { get; init; }

    public MqttProperties Properties { get; init; } = new();
}

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP, §3.4–3.7: one layout.</summary>
internal sealed record MqttAckPacket(MqttPacketType Type, ushort PacketIdentifier, MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.8.</summary>
internal sealed record MqttSubscribePacket(ushort PacketIdentifier, IReadOnlyList<MqttTopicFilter> Filters) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.9.</summary>
internal sealed record MqttSubAckPacket(ushort PacketIdentifier, IReadOnlyList<MqttReasonCode> ReasonCodes) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.10.</summary>
internal sealed record MqttUnsubscribePacket(ushort PacketIdentifier, IReadOnlyList<string> Filters) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.11. 3.1.1 carries no reason codes: the list is empty then.</summary>
internal sealed record MqttUnsubAckPacket(ushort PacketIdentifier, IReadOnlyList<MqttReasonCode> ReasonCodes) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.12.</summary>
internal sealed record MqttPingReqPacket : MqttPacket;

/// <summary>§3.13.</summary>
internal sealed record MqttPingRespPacket : MqttPacket;

/// <summary>§3.14.</summary>
internal sealed record MqttDisconnectPacket(MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}

/// <summary>§3.15, MQTT 5 only.</summary>
internal sealed record MqttAuthPacket(MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
