using System.Net;

namespace Facilities.Ingest.Hosting;

/// <summary>Where devices connect.</summary>
public sealed record MqttSettings
{
    /// <summary><c>Mqtt:Address</c>. Loopback until somebody decides otherwise: an open listener is a decision.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary><c>Mqtt:Port</c>; 1883 is MQTT's registered port, 0 takes a free one.</summary>
    public int Port { get; init; } = 1883;

    /// <summary><c>Mqtt:MaximumPacketSizeBytes</c>: a longer packet is refused before it is buffered. 2 MiB leaves room for a day of buffered readings.</summary>
    public int MaximumPacketSizeBytes { get; init; } = 2 * 1024 * 1024;
}
