using System.Net;

namespace Facilities.Ingest.Hosting;

/// <summary>Where devices connect, and how fast each may publish. The listener's own limits are <see cref="Mqtt.MqttServerOptions"/>, under the same section.</summary>
public sealed record MqttSettings
{
    /// <summary><c>Mqtt:Address</c>. Loopback until somebody decides otherwise: an open listener is a decision.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary><c>Mqtt:Port</c>; 1883 is MQTT's registered port, 0 takes a free one. Null, <c>none</c>: no plain-text listener, only with <see cref="Tls"/>.</summary>
    public int? Port { get; init; } = 1883;

    /// <summary><c>Mqtt:Tls:…</c>; null: no TLS listener.</summary>
    public MqttTlsSettings? Tls { get; init; }

    /// <summary><c>Mqtt:MaximumPacketSizeBytes</c>: a longer packet is refused before it is buffered. 2 MiB leaves room for a day of buffered readings.</summary>
    public int MaximumPacketSizeBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// <c>Mqtt:DevicePublishesPerSecond</c>, 0 = no limit: of a credential of one asset. The fastest signals of our asset types come ten times a second; a hundred
    /// leaves a device that kept readings during an outage room to catch up.
    /// </summary>
    public int DevicePublishesPerSecond { get; init; } = 100;

    /// <summary><c>Mqtt:SitePublishesPerSecond</c>, 0 = no limit: of a gateway for one site: 500 assets, each ten times a second.</summary>
    public int SitePublishesPerSecond { get; init; } = 5_000;

    /// <summary><c>Mqtt:GatewayPublishesPerSecond</c>, 0 = no limit: of a gateway for every site, which is a city's bridge; the journal holds it back when it must.</summary>
    public int GatewayPublishesPerSecond { get; init; }
}
