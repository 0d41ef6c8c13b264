using System.Net;

namespace Facilities.Mqtt;

/// <summary>What the application may know of a connected session. Thread-safe to read.</summary>
public interface IMqttSessionContext
{
    string ClientId { get; }

    string? Username { get; }

    MqttProtocolVersion ProtocolVersion { get; }

    EndPoint? RemoteEndPoint { get; }

    /// <summary>What <see cref="IMqttApplication.ConnectAsync"/> returned.</summary>
    object? State { get; }
}
