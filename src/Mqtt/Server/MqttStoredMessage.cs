namespace Facilities.Mqtt;

/// <summary>A message that a session has not acknowledged, as stored. The bytes are never changed after construction.</summary>
/// <param name="Sequence">Number within the session; messages are sent in this order.</param>
/// <param name="PacketIdentifier">0 = not sent yet.</param>
/// <param name="IsReleased">QoS 2: PUBREC has come, only PUBREL is left to be sent.</param>
/// <param name="Packet">An MQTT 5 PUBLISH as it goes to the client, packet identifier 1 in place of the real one, without expiry.</param>
/// <param name="ExpiresAtUnixMs">When it needn't be sent any more; null = never.</param>
public sealed record MqttStoredMessage(long Sequence, ushort PacketIdentifier, bool IsReleased, byte[] Packet, long? ExpiresAtUnixMs);
