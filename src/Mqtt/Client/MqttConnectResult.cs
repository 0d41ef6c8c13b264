namespace Facilities.Mqtt;

/// <summary>An accepted CONNACK.</summary>
/// <param name="SessionPresent">The server still had this client's session.</param>
/// <param name="ClientId">The identifier in use, assigned by the server if the options named none.</param>
/// <param name="Properties">CONNACK properties of MQTT 5; empty for 3.1.1.</param>
public sealed record MqttConnectResult(bool SessionPresent, string ClientId, MqttProperties Properties);
