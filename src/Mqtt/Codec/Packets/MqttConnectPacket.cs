namespace Facilities.Mqtt;

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
