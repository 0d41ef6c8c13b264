using System.Net;

namespace Facilities.Mqtt;

/// <summary>A CONNECT for the application to judge.</summary>
public sealed record MqttConnectRequest
{
    /// <summary>As sent, or made by the server if the client sent none.</summary>
    public required string ClientId { get; init; }

    public required MqttProtocolVersion ProtocolVersion { get; init; }

    /// <summary>Null when the client sent none (anonymous).</summary>
    public string? Username { get; init; }

    /// <summary>Null when the client sent none. Own memory; clear it when done if you care.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Null for transports without an address.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>True when the peer's address is loopback and it isn't a proxy or a web page of another site that speaks from there.</summary>
    public bool IsLoopback { get; init; }

    public bool CleanStart { get; init; }

    public ushort KeepAliveSeconds { get; init; }

    /// <summary>Null when the client leaves none.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>CONNECT properties of MQTT 5; null for 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
