namespace Facilities.Ingest.Hosting;

/// <summary>The MQTT listener that speaks TLS.</summary>
/// <param name="Port"><c>Mqtt:Tls:Port</c>; 8883 is registered for it, 0 takes a free one.</param>
/// <param name="Certificate"><c>Mqtt:Tls:Certificate</c> with <c>Mqtt:Tls:Key</c>, or that of the web addresses.</param>
public sealed record MqttTlsSettings(int Port, ServerCertificate Certificate);
