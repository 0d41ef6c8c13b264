namespace Facilities.Mqtt;

/// <summary>
/// A decoded control packet of either version. PUBLISH and its answers have views without allocation besides
/// (<see cref="MqttPublishView"/>, <see cref="MqttAckView"/>); these records serve everything that isn't hot.
/// </summary>
internal abstract record MqttPacket;
